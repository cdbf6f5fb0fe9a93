"""The sample business itself: its staff, its inboxes and the customers it has known for a while."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from keepword.customers import actions as customers
from keepword.customers.models import Customer
from keepword.promises import actions as promises
from keepword.staff import actions as staff
from keepword.staff.models import Agent, Inbox

ZONE = "Europe/Zagreb"
ANSWER_WITHIN = 240
"""Business minutes."""


@dataclass(frozen=True, slots=True)
class Known:
    """A customer of the sample: always an Ana, each of another place."""

    address: str
    language: str
    company: str = ""
    notes: str = ""
    years: int = 0


CUSTOMERS: dict[str, Known] = {
    "en-home": Known("ana@example.org", "en", notes="Prefers a call after 15:00.", years=7),
    "en-library": Known("ana@harbour-library.test", "en", "Harbour Library", "By purchase order only.", 4),
    "en-cafe": Known("ana@blue-door.test", "en", "Blue Door Coffee", years=2),
    "en-school": Known("ana@hill-school.test", "en", "Hill Street School", years=1),
    "en-new": Known("ana.writes@example.com", "en"),
    "hr-home": Known("ana@tresnja.test", "hr", notes="Zvati poslije 15 sati.", years=6),
    "hr-cafe": Known("ana@kavana-lipa.test", "hr", "Kavana Lipa", years=3),
    "hr-school": Known("ana@skola-jarun.test", "hr", "Osnovna škola Jarun", "Račun ide županiji.", 2),
    "hr-inn": Known("ana@konoba-val.test", "hr", "Konoba Val"),
    "sv-home": Known("ana@bjorken.test", "sv", years=5),
    "sv-office": Known("ana@kontoret-norr.test", "sv", "Kontoret Norr AB", "Leverans till lastkajen.", 3),
    "sv-cafe": Known("ana@bageriet.test", "sv", "Bageriet vid ån", years=1),
    "tr-home": Known("ana@lale.test", "tr", years=2),
    "tr-office": Known("ana@mimar-ofis.test", "tr", "Mimar Ofis", years=3),
    "tr-cafe": Known("ana@cinaralti.test", "tr", "Çınaraltı Kahve"),
    "sr-home": Known("ana@dunav.test", "sr-latn", years=4),
    "sr-hotel": Known("ana@hotel-kosava.test", "sr-latn", "Hotel Košava", "Faktura na PIB.", 2),
    "sr-studio": Known("ana@studio-sava.test", "sr-latn", "Studio Sava"),
    "ru-home": Known("ana@ryabina.test", "ru", years=3),
    "ru-office": Known("ana@sever-office.test", "ru", "Офис «Север»", "Счета в двух экземплярах.", 1),
    "ru-museum": Known("ana@muzey.test", "ru", "Городской музей"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class House:
    """Everybody and every inbox by key, and the passwords to log in with."""

    agents: dict[str, Agent]
    inboxes: dict[str, Inbox]
    passwords: dict[str, str]


def build() -> House:
    """Open the sample business, hire its people, open its two inboxes, and say what it promises everybody."""
    staff.open_business("Keepword Chairs", country="HR", zone=ZONE, language="en", is_sample=True)
    promises.set_standard(ANSWER_WITHIN)
    passwords = {who: secrets.token_urlsafe(9) for who in ("di", "bo", "cy")}
    agents = {
        who: staff.hire(
            f"{who}@chairs.test",
            who.capitalize(),
            role=Agent.OWNER if who == "di" else Agent.AGENT,
            password=password,
            zone=ZONE,
            mail_notices=False,  # nothing of the sample goes out, and notices to colleagues are mail too
        )
        for who, password in passwords.items()
    }
    repairs = staff.make_team("Repairs", by=agents["di"])
    staff.set_members(repairs, [agents["cy"]], by=agents["di"])
    lead, signature = agents["di"], "{agent}\n{business}, Ilica 1, Zagreb"
    inboxes = {
        "support": staff.open_inbox("support@chairs.test", "Keepword Chairs", signature=signature, by=lead),
        "repairs": staff.open_inbox(
            "repairs@chairs.test", "Keepword Repairs", team=repairs, signature=signature, by=lead
        ),
    }
    return House(agents, inboxes, passwords)


def greet(*, now: datetime) -> dict[str, Customer]:
    """The customers, known since before Keepword came."""
    return {
        key: customers.make(
            name="Ana",
            addresses=[("email", known.address)],
            language=known.language,
            company=known.company,
            notes=known.notes,
            at=now - timedelta(days=365 * known.years + 15),
        )
        for key, known in CUSTOMERS.items()
    }
