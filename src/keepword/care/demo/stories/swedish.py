"""Letters in Swedish."""

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
    Keep,
    Mail,
    MakeGood,
    Note,
    Reply,
    Resolve,
    Says,
    Story,
    Tag,
    Withdraw,
)

STORIES = (
    Story(
        "sv-where", "sv-home", "När kommer min stol?", (
            Mail(
                Ago(190),
                "Hej!\n\nJag beställde en gungstol för två veckor sedan (order 2240) och undrar när den kommer. Jag är "
                "bortrest nästa vecka.\n\nMed vänlig hälsning\nAna",
            ),
        ),
        language="sv",
    ),
    Story(
        "sv-order", "sv-office", "Tolv kontorsstolar till våning tre", (
            Mail(
                Day(8, "09:40"),
                "Hej,\n\nvi vill beställa tolv kontorsstolar i grått. Vad blir priset, och när kan ni leverera till lastkajen?"
                "\n\nAna\nKontoret Norr AB",
            ),
            Reply(
                BO, Day(8, "11:10"),
                "Hej Ana,\n\noffert bifogas. Vi levererar tolv stolar till lastkajen senast den {d3} klockan fjorton.",
                says=(Says("Tolv grå kontorsstolar till lastkajen", "delivery", Day(3, "14:00"),
                           "Vi levererar tolv stolar till lastkajen senast den {d3} klockan fjorton."),),
            ),
            Mail(Day(8, "13:20"), "Tack, vi beställer. Ordernummer hos oss: K-311.\n\nAna"),
            Reply(BO, Day(8, "13:50"), "Tack för ordern, Ana! Den är bekräftad."),
            Keep(BO, Day(3, "13:40"), "Föraren: elva stolar kvitterade, en saknas.", fits=(True, False, True)),
            Note(DI, Day(3, "13:55"), "@bo var är den tolfte? Skriv till henne innan hon räknar."),
            Reply(
                BO, Day(3, "14:10"),
                "Hej Ana,\n\ni dag kom elva stolar, inte tolv. Det är vårt fel. Den tolfte kommer med bud den {d2} före tio.",
                says=(Says("Den tolfte stolen med bud", "delivery", Day(2, "10:00"),
                           "Den tolfte kommer med bud den {d2} före tio."),),
            ),
            Keep(BO, Day(2, "09:35"), "Budet lämnade stolen 09:28, kvitterad av Ana.", promise=1, fits=(True, True, True)),
            MakeGood(BO, Day(2, "09:40"), "Den saknade stolen kom dagen efter, frakten bjöd vi på.", promise=0),
            Mail(Day(2, "10:30"), "Nu är alla tolv på plats. Tack för att ni sa till innan vi hann räkna.\n\nAna"),
            Resolve(BO, Day(2, "10:45"), no_answer="Allt är levererat, hon är nöjd."),
            Fault(BO, Day(2, "10:46"), "ours"),
            Tag(BO, Day(2, "10:47"), ("incomplete", "apology")),
        ),
        language="sv",
    ),
    Story(
        "sv-invoice", "sv-cafe", "Fakturan stämmer inte", (
            Mail(
                Ago(370),
                "Hej,\n\npå fakturan står fyra pallar men vi fick tre. Kan ni rätta den innan den förfaller?\n\n"
                "Ana\nBageriet vid ån",
                files=(File("faktura-2251.pdf", "application/pdf", pictures.pdf("Faktura 2251", "4 pallar")),),
            ),
            Reply(
                BO, Ago(260),
                "Hej Ana,\n\ndu har rätt. Du får en rättad faktura inom en arbetsdag.",
                says=(Says("Rättad faktura på tre pallar", "send", Ahead(150), "Du får en rättad faktura inom en arbetsdag.", "day"),),
            ),
        ),
        language="sv",
    ),
    Story(
        "sv-return", "sv-home", "Retur av fotpall", (
            Mail(Day(6, "17:50"), "Hej, fotpallen passade inte. Hur skickar jag tillbaka den?\n\nAna"),
            Reply(
                BO, Day(5, "09:40"),
                "Hej Ana,\n\nen fraktsedel kommer i dag, och pengarna är tillbaka senast den {n1}.",
                says=(
                    Says("En fraktsedel för returen", "send", Day(5, "17:00"), "en fraktsedel kommer i dag", "day"),
                    Says("89 € för fotpallen", "refund", Day(-1, "17:00"), "pengarna är tillbaka senast den {n1}", "day"),
                ),
            ),
            Keep(BO, Day(5, "10:20"), "Skickad med e-post 10:18.", fits=(True, True, True)),
        ),
        language="sv",
    ),
    Story(
        "sv-fabric", "sv-office", "Tygprover", (
            Mail(Day(4, "08:30"), "God morgon, kan vi få tygprover i grönt och blått?\n\nAna\nKontoret Norr AB"),
            Reply(
                BO, Day(4, "09:45"),
                "God morgon Ana,\n\nproverna postas den {d2}.",
                says=(Says("Tygprover i grönt och blått", "send", Day(2, "17:00"), "proverna postas den {d2}", "day"),),
            ),
            Mail(Day(3, "09:00"), "Vi har bestämt oss för grått ändå. Ni behöver inte skicka några prover. Tack!\n\nAna"),
            Withdraw(BO, Day(3, "09:30"), "Kunden behöver inga prover längre."),
            Resolve(BO, Day(3, "09:31"), no_answer="Hon avbeställde proverna och tackade."),
        ),
        language="sv",
    ),
    Story(
        "sv-height", "sv-cafe", "Barstolar: vilken höjd?", (
            Mail(Ago(60), "Hej! Vår bardisk är 108 cm. Vilken höjd på barstolarna passar?\n\nAna\nBageriet vid ån"),
        ),
        language="sv",
    ),
    Story(
        "sv-repair", "sv-home", "Gungstolen knarrar", inbox="repairs", steps=(
            Mail(Day(5, "12:40"), "Hej, gungstolen knarrar vid varje gung. Kan ni hjälpa mig?\n\nAna"),
            Reply(
                CY, Day(5, "14:00"),
                "Hej Ana,\n\ndet är nog en skruv i meden. Jag ringer dig den {d4} klockan tio och visar hur du drar åt den.",
                says=(Says("Ett samtal om skruven i meden", "callback", Day(4, "10:15"),
                           "Jag ringer dig den {d4} klockan tio"),),
            ),
            Keep(CY, Day(4, "10:08"), "Vi talades vid i tio minuter, nu är den tyst."),
            Resolve(CY, Day(4, "10:12"), "Löst på telefon."),
        ),
        language="sv",
    ),
    Story(
        "sv-thanks", "sv-office", "Tack för snabb leverans", (
            Mail(Day(1, "15:30"), "Hej Bo,\n\nalla här sitter bra. Tack för hjälpen!\n\nAna\nKontoret Norr AB"),
            Resolve(BO, Day(1, "15:50"), no_answer="Ett tack, inget svar behövs."),
            Tag(BO, Day(1, "15:51"), ("praise",)),
        ),
        language="sv",
    ),
)  # fmt: skip
