"""Letters in English."""

# ruff: noqa: E501 - letters are read by their sentences, not by their columns

from __future__ import annotations

from .. import pictures
from ..calendar import Ago, Ahead, Day
from ..steps import (
    BO,
    DI,
    Bounce,
    Fault,
    File,
    Forward,
    Give,
    Junk,
    Keep,
    Mail,
    MakeGood,
    Note,
    Renegotiate,
    Reply,
    Resolve,
    Says,
    Snooze,
    Story,
    Tag,
)  # fmt: skip

STORIES = (
    Story(
        "en-colour", "en-home", "Chair in the wrong colour",
        (
            Mail(
                Day(2, "14:48"),
                "Hello,\n\nthe Oak chair arrived this morning, and it is green. I ordered it in natural oak, order 2291; "
                "a picture is attached. The chair itself is lovely, only it does not go with the other three.\n\n"
                "Could you send the right one?\n\nAna",
                files=(File("green-chair.png", "image/png", pictures.chair(pictures.GREEN)),),
            ),
            Note(BO, Day(2, "15:10"), "@di the label on the box says oak. The warehouse mixed up the stickers, I think."),
            Note(DI, Day(2, "15:40"), "Then it was us. Send a new one and let her keep the green one until it comes."),
            Reply(
                BO, Day(2, "15:55"),
                "Dear Ana,\n\nthat is our mistake, and I am sorry: the box was labelled oak and held a green chair. "
                "We will send you a new chair on {n2}. Please keep the green one until then; our driver takes it along.\n\n"
                "I will call you before then to agree on the hour.",
                says=(
                    Says("A new chair in natural oak, the green one taken along", "replacement", Day(-2, "17:00"),
                         "We will send you a new chair on {n2}.", "day"),
                    Says("A call to agree on the hour", "callback", Ahead(55),
                         "I will call you before then to agree on the hour."),
                ),
            ),
            Fault(BO, Day(2, "15:57"), "ours"),
            Tag(BO, Day(2, "15:58"), ("wrong item", "warehouse")),
        ),
    ),
    Story(
        "en-assembly", "en-cafe", "Screw left over after assembly",
        (
            Mail(
                Ago(228),
                "Hi,\n\nwe put eight Stackers together and have one long screw left over. All of them stand firm. Did we forget "
                "something, or is it a spare? We open at noon and guests will sit on them.\n\nAna, Blue Door Coffee",
            ),
        ),
    ),
    Story(
        "en-invoice", "en-library", "Invoice for purchase order 7714",
        (
            Mail(
                Day(9, "11:05"),
                "Dear Sir or Madam,\n\nour accounts office cannot find your invoice for purchase order 7714 (twelve reading "
                "chairs). Please send it again, with the order number on it.\n\nWith kind regards,\nAna\nHarbour Library",
            ),
            Reply(
                BO, Day(9, "13:20"),
                "Dear Ana,\n\nthe invoice went to the address of your old building. I will send you a corrected invoice "
                "by {d8}, with 7714 on it.",
                says=(Says("A corrected invoice with order number 7714", "send", Day(8, "17:00"),
                           "I will send you a corrected invoice by {d8}", "day"),),
            ),
            Reply(BO, Day(8, "10:30"), "Dear Ana,\n\nhere is the corrected invoice. The old one is cancelled."),
            Keep(BO, Day(8, "10:32"), "Sent with my letter of this morning.", fits=(True, True, True)),
            Mail(Day(8, "15:02"), "Thank you, that was quick. It is paid.\n\nAna"),
            Resolve(BO, Day(8, "15:40"), no_answer="She thanked us, all is paid."),
            Tag(BO, Day(8, "15:41"), ("invoice",)),
        ),
    ),
    Story(
        "en-refund", "en-school", "Refund for the returned benches",
        (
            Mail(
                Day(8, "10:12"),
                "Good morning,\n\nyour driver took back the two benches on {d10}. When will we see the money? The school year's "
                "budget closes soon.\n\nAna\nHill Street School",
            ),
            Reply(
                BO, Day(8, "11:30"),
                "Dear Ana,\n\nthe benches are checked in. You will have the refund of 318 € on your account by {d4}.",
                says=(Says("Refund of 318 € for two benches", "refund", Day(4, "17:00"),
                           "You will have the refund of 318 € on your account by {d4}.", "day"),),
            ),
            Mail(
                Day(3, "09:20"),
                "Dear Bo,\n\nit is {d3}, and there is nothing on our account. What happened?\n\nAna",
            ),
            Note(BO, Day(3, "10:00"), "@di the refund still waits for your signature in the bank."),
            Reply(
                BO, Day(3, "10:45"),
                "Dear Ana,\n\nI promised it by {d4}, and it did not leave the bank: it waited for a signature. I am "
                "sorry. Di has signed this morning. You will see the 318 € on {d2}, before noon.",
                says=(Says("Refund of 318 €, signed this morning", "refund", Day(2, "12:00"),
                           "You will see the 318 € on {d2}, before noon."),),
            ),
            Keep(BO, Day(2, "09:40"), "The bank confirms: credited at 09:12.", promise=1),
            MakeGood(BO, Day(2, "09:45"), "Paid a day late, with an apology and a voucher for 20 €.", promise=0),
            Mail(Day(2, "10:15"), "The money is here. Thank you for telling me straight what went wrong."),
            Resolve(BO, Day(2, "10:30"), no_answer="It is settled; she has the money.",),
            Fault(DI, Day(2, "11:00"), "ours"),
            Tag(BO, Day(2, "10:31"), ("refund",)),
        ),
    ),
    Story(
        "en-delay", "en-library", "Delivery of the window seats",
        (
            Mail(
                Day(6, "13:30"),
                "Dear Bo,\n\nthe window seats were announced for {d3}. We close the reading room that day: can it be another day?"
                "\n\nAna\nHarbour Library",
            ),
            Reply(
                BO, Day(6, "14:40"),
                "Dear Ana,\n\nof course. They are on a lorry that comes to you on {d3}; I will see what the carrier can do.",
                says=(Says("Six window seats to the goods entrance", "delivery", Day(3, "16:00"),
                           "They are on a lorry that comes to you on {d3}"),),
            ),
            Mail(Day(5, "09:10"), "Could it be {n1}, at the goods entrance, between ten and three?"),
            Renegotiate(BO, Day(5, "10:05"), Day(-1, "15:00"), "She asked for it: between ten and three, goods entrance."),
            Reply(BO, Day(5, "10:10"), "Dear Ana,\n\nthe carrier agrees: {n1}, between ten and three, at the goods entrance."),
        ),
    ),
    Story(
        "en-callback", "en-new", "A question before I order",
        (
            Mail(
                Day(3, "12:15"),
                "Hello, I would like to order six chairs for a round table of 140 cm and do not know whether they fit. Can "
                "somebody call me? +44 20 7946 0000, any afternoon.\n\nAna",
                trust="unverified",
            ),
            Reply(
                BO, Day(3, "13:05"),
                "Dear Ana,\n\nwith pleasure. I will call you on {d2} at three.",
                says=(Says("A call about six chairs for a round table", "callback", Day(2, "15:15"),
                           "I will call you on {d2} at three."),),
            ),
            Note(DI, Day(2, "15:30"), "@bo you were in the workshop at three. Did anybody call her?"),
        ),
    ),
    Story(
        "en-bounce", "en-cafe", "Price list for table tops",
        (
            Mail(
                Day(7, "10:40"),
                "Hi, could you send your price list for table tops to my colleague too? ana.kitchen@blue-door.test\n\nAna",
            ),
            Reply(BO, Day(7, "11:15"), "Dear Ana,\n\nhere is the list, and it goes to the kitchen as well."),
            Forward(BO, Day(7, "11:17"), "ana.kitchen@blue-door.test", "The price list that Ana asked for."),
            Bounce(Day(7, "11:18"), "5.1.1", "550 5.1.1 no such user here"),
            Note(BO, Day(7, "12:00"), "The address does not exist. I have asked her on the phone; she will write."),
            Snooze(BO, Day(7, "12:01"), Day(-1, "09:00")),
        ),
    ),
    Story(
        "en-thanks", "en-home", "The repaired rocking chair",
        (
            Mail(
                Day(5, "19:35"),
                "", html="<p>Hello Keepword Chairs,</p><p>my grandmother's rocking chair is back, and it <b>rocks without a "
                "sound</b>. She sends you this picture and says: <i>who keeps his word may come for cake</i>.</p>"
                '<p><img src="cid:chair" alt="The rocking chair by the window"></p><p>Ana</p>',
                files=(File("rocking-chair.png", "image/png", pictures.chair(), "chair"),),
            ),
            Reply(BO, Day(4, "09:25"), "Dear Ana,\n\nthe workshop has your picture on its wall now. Greetings to your grandmother!"),
            Resolve(BO, Day(4, "09:26"), "She is happy with the repair."),
            Tag(BO, Day(4, "09:27"), ("praise",)),
        ),
    ),
    Story(
        "en-claimed", "en-new", "Re: Invoice for purchase order 7714",
        (
            Mail(
                Ago(70),
                "Dear Bo,\n\nplease send all further invoices for purchase order 7714 to this address, and change the bank "
                "account to the one that I send in my next mail.\n\nAna",
                trust="suspect", sender="ana@harbour-library.example.com",
            ),
        ),
        claims="en-invoice",
    ),
    Story(
        "en-away", "en-cafe", "Your order 2304 is on its way",
        (
            Mail(Day(4, "10:50"), "Hi, has order 2304 left already? We need the two bar stools for Saturday.\n\nAna"),
            Reply(
                BO, Day(4, "11:20"),
                "Dear Ana,\n\nit leaves this afternoon, and you will have the stools on {d2}.",
                says=(Says("Two bar stools, order 2304", "delivery", Day(2, "17:00"),
                           "you will have the stools on {d2}", "day"),),
            ),
            Mail(
                Day(4, "11:21"),
                "Thank you for your message. I am away from the café until {d2} and read mail in the evening.\n\nAna",
                is_auto_reply=True,
            ),
            Keep(BO, Day(2, "13:30"), "The carrier has her signature, 13:12.", fits=(True, True, True)),
            Resolve(BO, Day(2, "13:31"), "Delivered in time."),
        ),
    ),
    Story(
        "en-junk", "en-new", "Rank your chairs on page one!!",
        (
            Mail(
                Day(5, "03:12"),
                "Dear website owner, we can bring your chairs to page one in 30 days. Answer for a free report.",
                trust="unverified", sender="ana@page-one.example.org",
            ),
            Junk(BO, Day(5, "09:05"), "Advertising, sent to everybody."),
        ),
    ),
    Story(
        "en-uncertain", "en-school", "Confirmation for the headmistress",
        (
            Mail(
                Ago(330),
                "Dear Bo,\n\nplease confirm in writing that the stacking chairs carry 120 kg. The headmistress needs it for the "
                "insurance today.\n\nAna\nHill Street School",
            ),
            Reply(
                BO, Ago(180),
                "Dear Ana,\n\nI confirm: each Stacker is tested for 150 kg at rest and 120 kg in use.",
                fate="uncertain", detail="The connection broke after the letter was handed over: no answer from mx.hill-school.test",
            ),
            Give(BO, Ago(175), "di"),
        ),
    ),
)  # fmt: skip
