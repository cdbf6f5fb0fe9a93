"""Letters in Croatian."""

# ruff: noqa: E501 - letters are read by their sentences, not by their columns

from __future__ import annotations

from .. import pictures
from ..calendar import Ago, Ahead, Day
from ..steps import (
    BO,
    CY,
    DI,
    Fault,
    File,
    Give,
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
        "hr-where", "hr-home", "Gdje je moja stolica?", (
            Mail(
                Day(5, "16:20"),
                "Poštovani,\n\nnaručila sam stolicu Lipa prije tri tjedna (narudžba 2214). Rekli ste da stiže do {d6}, "
                "a još je nema. Imate li kakvu vijest?\n\nLijep pozdrav,\nAna",
            ),
            Reply(
                BO, Day(4, "10:15"),
                "Poštovana Ana,\n\nžao nam je što čekate. Tkanina je kasnila iz tkaonice, stolica je danas tapecirana. "
                "Šaljemo je {d3} i kod Vas je najkasnije {d1}.",
                says=(
                    Says("Stolica Lipa predana dostavljaču", "send", Day(3, "17:00"), "Šaljemo je {d3}", "day"),
                    Says("Stolica Lipa na kućnom pragu", "delivery", Day(1, "17:00"), "kod Vas je najkasnije {d1}", "day"),
                ),
            ),
            Keep(BO, Day(3, "14:20"), "Predano dostavljaču, broj pošiljke 88120.", fits=(True, True, True)),
            Mail(Day(2, "18:05"), "Hvala na poruci. Bit ću kod kuće cijeli dan.\n\nAna"),
            Resolve(BO, Day(2, "18:30"), no_answer="Samo zahvaljuje; dostava je najavljena."),
        ),
        language="hr",
    ),
    Story(
        "hr-colour", "hr-cafe", "Stolice su pogrešne boje", (
            Mail(
                Ago(212),
                "Poštovani,\n\nstiglo je deset stolica za terasu, ali su zelene umjesto plave. U petak otvaramo sezonu i "
                "gostima ne možemo ponuditi pola plave, pola zelene terase. Što možemo učiniti?\n\nAna\nKavana Lipa",
                files=(File("terasa.png", "image/png", pictures.chair(pictures.GREEN)),),
            ),
            Note(BO, Ago(190), "@di na skladištu imamo samo šest plavih. Mogu li obećati ostale s izložbe?"),
        ),
        language="hr",
    ),
    Story(
        "hr-invoice", "hr-school", "Račun za klupe", (
            Mail(
                Day(7, "09:15"),
                "Poštovani,\n\nračun za dvanaest klupa glasi na školu, a plaća ga županija. Molim novi račun na županiju, "
                "podaci su u prilogu.\n\nAna\nOsnovna škola Jarun",
                files=(File("podaci.pdf", "application/pdf", pictures.pdf("Podaci za racun", "Zupanija, Zagreb")),),
            ),
            Reply(
                BO, Day(7, "10:40"),
                "Poštovana Ana,\n\nnovi račun dobit ćete {d6} do podneva.",
                says=(Says("Novi račun na županiju", "send", Day(6, "12:00"),
                           "novi račun dobit ćete {d6} do podneva"),),
            ),
            Reply(BO, Day(6, "09:50"), "Poštovana Ana,\n\nu prilogu je novi račun na županiju. Stari je storniran."),
            Keep(BO, Day(6, "09:52"), "Poslano jutros, stari račun storniran.", fits=(True, True, True)),
            Mail(Day(6, "12:25"), "Hvala, sve je u redu!\n\nAna"),
            Resolve(BO, Day(6, "13:00"), no_answer="Potvrdila je da je sve u redu."),
            Tag(BO, Day(6, "13:01"), ("invoice",)),
        ),
        language="hr",
    ),
    Story(
        "hr-callback", "hr-inn", "Ponuda za konobu", (
            Mail(
                Ago(300),
                "Dobar dan,\n\ntrebamo 24 stolice i šest stolova za konobu, najradije maslina ili hrast. Možete li mi se "
                "javiti danas? 091 000 0000\n\nAna\nKonoba Val",
                trust="unverified",
            ),
            Reply(
                BO, Ago(240),
                "Poštovana Ana,\n\nrado. Nazvat ću Vas u iduća četiri radna sata i pripremit ću crteže do {n2}.",
                says=(
                    Says("Poziv o stolicama i stolovima za konobu", "callback", Ahead(12),
                         "Nazvat ću Vas u iduća četiri radna sata"),
                    Says("Crteži s mjerama", "send", Day(-2, "17:00"), "pripremit ću crteže do {n2}", "day"),
                ),
            ),
        ),
        language="hr",
    ),
    Story(
        "hr-broken", "hr-cafe", "Nitko nije došao", (
            Mail(
                Day(9, "10:30"),
                "Poštovani,\n\ndva barska stolca se klimaju. Kad može netko doći?\n\nAna\nKavana Lipa",
            ),
            Reply(
                BO, Day(9, "11:45"),
                "Poštovana Ana,\n\nmajstor dolazi {d7} u deset.",
                says=(Says("Majstor popravlja dva barska stolca", "visit", Day(7, "10:30"), "majstor dolazi {d7} u deset"),),
            ),
            Mail(Day(7, "12:10"), "Poštovani,\n\nčekala sam cijelo jutro i nitko nije došao. Nitko nije ni nazvao.\n\nAna"),
            Note(DI, Day(7, "12:40"), "@bo zašto joj nitko nije javio? Nazovi je odmah, molim te."),
            Reply(
                BO, Day(7, "13:05"),
                "Poštovana Ana,\n\nobećali smo i nismo došli; kombi je stao na autocesti, a ja Vam nisam javio. Ispričavam "
                "se. Majstor je kod Vas {d6} u osam, prije otvaranja, i popravak ne naplaćujemo.",
                says=(Says("Popravak dvaju stolaca bez naplate", "visit", Day(6, "08:30"),
                           "Majstor je kod Vas {d6} u osam"),),
            ),
            Keep(BO, Day(6, "08:20"), "Majstor javlja: popravljeno, gospođa potpisala.", promise=1, fits=(True, True, True)),
            MakeGood(BO, Day(6, "08:30"), "Došli dan kasnije, popravak bez naplate, isprika telefonom.", promise=0),
            Mail(Day(6, "11:00"), "Hvala, stolci su sada čvrsti. I hvala na iskrenosti.\n\nAna"),
            Resolve(BO, Day(6, "11:20"), no_answer="Zadovoljna je, popravljeno."),
            Fault(BO, Day(6, "11:21"), "ours"),
            Tag(BO, Day(6, "11:22"), ("visit", "apology")),
        ),
        language="hr",
    ),
    Story(
        "hr-measure", "hr-home", "Visina sjedala", (
            Mail(Ago(95), "Dobar dan, kolika je visina sjedala kod modela Lipa? Stol mi je visok 76 cm.\n\nAna"),
        ),
        language="hr",
    ),
    Story(
        "hr-postpone", "hr-school", "Dostava klupa nakon praznika", (
            Mail(Day(4, "12:00"), "Poštovani, možete li klupe dostaviti tek kad se učenici vrate?\n\nAna"),
            Reply(
                BO, Day(4, "13:30"),
                "Poštovana Ana,\n\nmožemo. Klupe su spremne i čuvamo ih; dostavljamo ih do {n1}.",
                says=(Says("Dvanaest klupa u školu", "delivery", Day(-1, "17:00"), "dostavljamo ih do {n1}", "day"),),
            ),
            Mail(Day(3, "10:20"), "Još jednom molim: učenici se vraćaju kasnije. Bi li moglo {n3}?\n\nAna"),
            Renegotiate(BO, Day(3, "11:00"), Day(-3, "14:00"), "Ana je sama zamolila kasniji dan, pisano."),
            Reply(BO, Day(3, "11:05"), "Poštovana Ana,\n\nvrijedi: dostavljamo {n3} do dva popodne."),
            Snooze(BO, Day(3, "11:06"), Day(-2, "09:00")),
        ),
        language="hr",
    ),
    Story(
        "hr-repair", "hr-inn", "Popravak naslona", inbox="repairs", steps=(
            Mail(
                Day(3, "14:30"),
                "Poštovani,\n\nna tri stolice puknuo je naslon. Mogu li ih donijeti u radionicu?\n\nAna\nKonoba Val",
                files=(File("naslon.png", "image/png", pictures.chair(scratched=True)),),
            ),
            Reply(
                CY, Day(3, "15:45"),
                "Poštovana Ana,\n\ndonesite ih kad god možete. Bit će gotove do {n3}.",
                says=(Says("Tri naslona popravljena", "repair", Day(-3, "17:00"), "Bit će gotove do {n3}.", "day"),),
            ),
        ),
        language="hr",
    ),
    Story(
        "hr-newsletter", "hr-home", "Ovjes za hamak", (
            Mail(Day(6, "20:10"), "Dobra večer, prodajete li i ovjes za hamak? Na stranici ga ne nalazim.\n\nAna"),
            Reply(BO, Day(5, "09:20"), "Poštovana Ana,\n\nna žalost ne. Najbliži brodski dućan ima izvrstan."),
            Mail(Day(5, "09:55"), "Hvala na brzom odgovoru!"),
            Resolve(BO, Day(5, "10:00"), no_answer="Zahvalila je."),
        ),
        language="hr",
    ),
    Story(
        "hr-late", "hr-inn", "Nedostaju vijci", (
            Mail(
                Ago(455),
                "Dobar dan,\n\nu kutiji sa stolom nema vijaka, a gosti dolaze. Molim Vas hitno!\n\nAna\nKonoba Val",
            ),
            Give(DI, Ago(60), BO),
        ),
        language="hr",
    ),
    Story(
        "hr-gift", "hr-home", "Poklon za mamu", (
            Mail(Day(8, "13:10"), "Može li stolica stići zamotana, s čestitkom? Rođendan je {d4}.\n\nAna"),
            Reply(
                BO, Day(8, "14:00"),
                "Poštovana Ana,\n\nmože. Zamotana stolica s čestitkom stiže {d4} prije podneva.",
                says=(Says("Zamotana stolica s čestitkom", "delivery", Day(4, "12:00"),
                           "Zamotana stolica s čestitkom stiže {d4} prije podneva."),),
            ),
            Keep(BO, Day(4, "11:15"), "Dostavljač: predano u 10:50, čestitka uz stolicu.", fits=(True, True, True)),
            Mail(Day(4, "17:30"), "Mama je plakala od sreće. Hvala!"),
            Resolve(BO, Day(3, "09:10"), no_answer="Lijepa zahvala, ništa ne traži."),
            Tag(BO, Day(3, "09:11"), ("praise",)),
        ),
        language="hr",
    ),
    Story(
        "hr-catalogue", "hr-cafe", "Katalog i popust za deset komada", (
            Mail(
                Ago(140),
                "", html="<p>Poštovani,</p><p>molim katalog i cijenu za <b>deset</b> stolica Lipa:</p>"
                "<table><tr><th>Boja</th><th>Komada</th></tr><tr><td>hrast</td><td>6</td></tr>"
                "<tr><td>orah</td><td>4</td></tr></table><p>Ana<br>Kavana Lipa</p>"
                '<p><img src="cid:logo" alt="Kavana Lipa"></p>',
                files=(File("logo.png", "image/png", pictures.logo(), "logo"),),
            ),
        ),
        language="hr",
    ),
)  # fmt: skip
