"""Letters in English to the workshop, which only Cy's team and Di see."""

# ruff: noqa: E501 - letters are read by their sentences, not by their columns

from __future__ import annotations

from .. import pictures
from ..calendar import Ago, Ahead, Day
from ..steps import CY, DI, File, Keep, Mail, Note, Reply, Resolve, Says, Story, Tag, Withdraw

STORIES = (
    Story(
        "en-repair-leg", "en-home", "A wobbling leg", inbox="repairs", steps=(
            Mail(
                Day(6, "15:20"),
                "Hello,\n\none leg of the reading chair wobbles since we moved. I can bring it any day after four.\n\nAna",
            ),
            Reply(
                CY, Day(5, "09:50"),
                "Dear Ana,\n\nbring it on {d4}. It will be ready on {d2} at four, and it is under warranty: no charge.",
                says=(Says("Reading chair repaired, ready to be fetched", "repair", Day(2, "16:00"),
                           "It will be ready on {d2} at four"),),
            ),
            Note(CY, Day(4, "16:20"), "Came in. The dowel is broken, glued and clamped overnight."),
            Keep(CY, Day(2, "15:10"), "Fetched at ten past three, she sat on it and was content.", fits=(True, True, True)),
            Resolve(CY, Day(2, "15:12"), "Repaired under warranty."),
            Tag(CY, Day(2, "15:13"), ("warranty",)),
        ),
    ),
    Story(
        "en-repair-seat", "en-library", "Four torn seats", inbox="repairs", steps=(
            Mail(
                Day(4, "11:10"),
                "Dear workshop,\n\nfour of our reading chairs have torn seats (pictures below, the worst one). What would new "
                "leather cost, and how long would you keep them?\n\nAna\nHarbour Library",
                files=(
                    File("seat-1.png", "image/png", pictures.chair(scratched=True)),
                    File("seat-list.pdf", "application/pdf", pictures.pdf("Seats to repair", "Room 2: 17, 18", "Room 3: 4, 9")),
                ),
            ),
            Reply(
                CY, Day(4, "14:30"),
                "Dear Ana,\n\nI have to ask the tanner for the price of the leather. You will have the offer by {n1}, noon.",
                says=(Says("An offer for four leather seats", "information", Day(-1, "12:00"),
                           "You will have the offer by {n1}, noon."),),
            ),
            Note(CY, Ago(100), "The tanner calls back this afternoon. @di may I go up to 45 € a seat?"),
            Note(DI, Ago(60), "Up to 50 €. They are good customers."),
        ),
    ),
    Story(
        "en-repair-visit", "en-cafe", "Bar stools squeak", inbox="repairs", steps=(
            Mail(Day(5, "10:05"), "Hi, all twelve bar stools squeak since the floor was oiled. Can somebody come and look?\n\nAna"),
            Reply(
                CY, Day(5, "12:00"),
                "Dear Ana,\n\nI will come by on {n1} at nine, before you open, with felt and wax.",
                says=(Says("A visit with felt and wax, before opening", "visit", Day(-1, "09:30"),
                           "I will come by on {n1} at nine"),),
            ),
            Mail(Day(3, "11:40"), "No need to come! We put felt under them ourselves and they are silent.\n\nAna"),
            Withdraw(CY, Day(3, "12:10"), "She did it herself and asked us not to come."),
            Reply(CY, Day(3, "12:12"), "Dear Ana,\n\nwell done. I keep the wax for another time."),
            Resolve(CY, Day(3, "12:13"), "She helped herself."),
        ),
    ),
    Story(
        "en-repair-parts", "en-school", "Rubber feet", inbox="repairs", steps=(
            Mail(Ago(205), "Good morning, where can we get rubber feet for forty Stackers? Ours leave marks.\n\nAna"),
        ),
    ),
    Story(
        "en-repair-late", "en-new", "Is my stool ready?", inbox="repairs", steps=(
            Mail(
                Ago(420),
                "Hello, I left a stool with you last week and nobody has called. Is it ready? I can come today.\n\nAna",
                trust="unverified",
            ),
        ),
    ),
    Story(
        "en-repair-oil", "en-home", "Which oil for the armrests?", inbox="repairs", steps=(
            Mail(Day(3, "16:40"), "Hello, which oil may I use for the armrests? They look thirsty.\n\nAna"),
            Reply(
                CY, Ago(390),
                "Dear Ana,\n\nlinseed oil, thinly, and a dry cloth after ten minutes. I will put a small bottle in the post "
                "for you within a working day.",
                says=(Says("A small bottle of linseed oil", "send", Ahead(25),
                           "I will put a small bottle in the post for you within a working day.", "day"),),
            ),
        ),
    ),
)  # fmt: skip
