"""Letters in Serbian, in Latin script."""

# ruff: noqa: E501 - letters are read by their sentences, not by their columns

from __future__ import annotations

from .. import pictures
from ..calendar import Ago, Ahead, Day
from ..steps import (
    BO,
    CY,
    DI,
    File,
    Give,
    Keep,
    Mail,
    Note,
    Renegotiate,
    Reply,
    Resolve,
    Says,
    Snooze,
    Story,
    Tag,
)

STORIES = (
    Story(
        "sr-where", "sr-home", "Gde je moja porudžbina?", (
            Mail(
                Ago(120),
                "Dobar dan,\n\nporučila sam policu i dve stolice pre dve nedelje, broj 2270. Da li znate kada stižu?\n\nAna",
            ),
        ),
        language="sr-latn",
    ),
    Story(
        "sr-hotel", "sr-hotel", "Trideset stolica za salu", (
            Mail(
                Day(9, "12:10"),
                "Poštovani,\n\nza salu nam treba trideset stolica koje se slažu jedna na drugu. Molim ponudu i rok.\n\n"
                "Ana\nHotel Košava",
            ),
            Reply(
                BO, Day(9, "13:40"),
                "Poštovana Ana,\n\nponudu šaljem do {d8}, a stolice su kod vas najkasnije {d2}.",
                says=(
                    Says("Ponuda za trideset stolica", "send", Day(8, "17:00"), "ponudu šaljem do {d8}", "day"),
                    Says("Trideset stolica u salu", "delivery", Day(2, "15:00"), "stolice su kod vas najkasnije {d2}"),
                ),
            ),
            Keep(BO, Day(8, "11:30"), "Ponuda poslata mejlom.", fits=(True, True, True)),
            Mail(Day(8, "14:00"), "Prihvatamo. Ulaz za robu je iz dvorišta.\n\nAna"),
            Reply(BO, Day(8, "14:25"), "Poštovana Ana,\n\nhvala, zapisano: ulaz iz dvorišta."),
            Keep(BO, Day(2, "13:15"), "Vozač: trideset komada, ulaz iz dvorišta, potpis recepcije.", promise=1,
                 fits=(True, True, True)),
            Mail(Day(2, "16:10"), "Sve je stiglo, i tačno na vreme. Hvala!\n\nAna\nHotel Košava"),
            Resolve(BO, Day(2, "16:30"), no_answer="Potvrdila je da je sve stiglo."),
            Tag(BO, Day(2, "16:31"), ("big order",)),
        ),
        language="sr-latn",
    ),
    Story(
        "sr-invoice", "sr-hotel", "Faktura bez PIB-a", (
            Mail(
                Ago(340),
                "Poštovani,\n\nna fakturi nema našeg PIB-a, pa je knjigovodstvo ne prima. Molimo ispravku.\n\nAna\nHotel Košava",
                files=(File("faktura.pdf", "application/pdf", pictures.pdf("Faktura 2229", "Hotel Kosava")),),
            ),
            Reply(
                BO, Ago(215),
                "Poštovana Ana,\n\nizvinite. Ispravljenu fakturu poslaću vam u roku od jednog radnog dana.",
                says=(Says("Faktura sa PIB-om", "send", Ahead(70), "Ispravljenu fakturu poslaću vam u roku od jednog radnog dana.", "day"),),
            ),
        ),
        language="sr-latn",
    ),
    Story(
        "sr-studio", "sr-studio", "Stolice za studio", (
            Mail(Day(6, "18:20"), "Ćao! Tražimo četiri lagane stolice koje ne škripe, zbog snimanja. Imate li?\n\nAna\nStudio Sava"),
            Reply(
                BO, Day(5, "10:00"),
                "Zdravo Ana,\n\nimamo, model Tišina. Dve na probu šaljem {d3}.",
                says=(Says("Dve stolice na probu", "send", Day(3, "17:00"), "Dve na probu šaljem {d3}.", "day"),),
            ),
            Mail(Day(4, "09:15"), "Može li {n1}? Do tada smo na putu.\n\nAna"),
            Renegotiate(BO, Day(4, "09:40"), Day(-1, "17:00"), "Zamolila je da stignu kad se vrate s puta."),
            Reply(BO, Day(4, "09:42"), "Zdravo Ana,\n\nmože: šaljem {n1}. Srećan put!"),
            Snooze(BO, Day(4, "09:43"), Day(-1, "09:00")),
        ),
        language="sr-latn",
    ),
    Story(
        "sr-callback", "sr-home", "Kako se sklapa polica?", (
            Mail(Day(2, "17:40"), "Dobro veče, uputstvo je na švedskom. Može li neko da me pozove?\n\nAna"),
            Reply(
                BO, Ago(430),
                "Dobro jutro Ana,\n\npozvaću vas u naredna dva i po sata i prolazimo zajedno korak po korak.",
                says=(Says("Poziv o sklapanju police", "callback", Ago(280), "pozvaću vas u naredna dva i po sata"),),
            ),
            Note(DI, Ago(200), "@bo poziv je prošao, a ona čeka. Javi se, molim te."),
        ),
        language="sr-latn",
    ),
    Story(
        "sr-repair", "sr-studio", "Točkići", inbox="repairs", steps=(
            Mail(Ago(85), "Dobar dan, točkići na stolici za montažu više se ne okreću. Prodajete li nove?\n\nAna\nStudio Sava"),
            Note(CY, Ago(50), "Imamo ih, ali samo crne. Pitam da li joj odgovara."),
        ),
        language="sr-latn",
    ),
    Story(
        "sr-review", "sr-home", "Pohvala", (
            Mail(Day(7, "20:00"), "Samo da kažem: stolica je divna, a vaš čovek me je stvarno pozvao kad je rekao.\n\nAna"),
            Reply(BO, Day(6, "09:30"), "Draga Ana,\n\nhvala! To ćemo pročitati celoj radionici."),
            Resolve(BO, Day(6, "09:31"), "Pohvala, odgovoreno."),
            Tag(BO, Day(6, "09:32"), ("praise",)),
        ),
        language="sr-latn",
    ),
    Story(
        "sr-damage", "sr-hotel", "Dve stolice su izgrebane", (
            Mail(
                Ago(255),
                "", html="<p>Poštovani,</p><p>dve od trideset stolica su <b>izgrebane</b> na naslonu:</p>"
                '<p><img src="cid:scratch" alt="Ogrebotina"></p><p>Molimo zamenu ili popravku na licu mesta.</p>'
                "<p>Ana<br>Hotel Košava</p>",
                files=(File("ogrebotina.png", "image/png", pictures.chair(scratched=True), "scratch"),),
            ),
            Give(DI, Ago(230), BO),
        ),
        language="sr-latn",
    ),
)  # fmt: skip
