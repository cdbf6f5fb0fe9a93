"""The customers of the large sample: every one an Ana, each with an address of her own."""

from __future__ import annotations

from datetime import timedelta

from keepword.customers import index
from keepword.customers.models import Address, Company, Customer

from .bulk import insert
from .plan import LANGUAGES, SPAN, Plan

CONVERSATIONS_EACH = 4
COMPANIES = 200


class Crowd:
    """Customers by number; the n-th has written to us for as long as her first conversation is old."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.size = max(1, plan.conversations // CONVERSATIONS_EACH)

    def number_of(self, conversation: int) -> int:
        """Whose conversation this is."""
        return 1 + (conversation - 1) % self.size

    def address(self, number: int) -> str:
        """Her address."""
        return f"ana.{number}@example.org"

    def write(self) -> None:
        """Write all of them, with addresses, companies, and entries in the index."""
        companies = [Company(pk=place, name=f"Chairs & Tables {place}") for place in range(1, COMPANIES + 1)]
        insert(companies)
        people = [
            Customer(
                pk=number,
                name="Ana",
                language=LANGUAGES[number % len(LANGUAGES)],
                company=companies[number % COMPANIES] if number % 3 == 0 else None,
                since=self._plan.now - SPAN - timedelta(days=number % 900),
            )
            for number in range(1, self.size + 1)
        ]
        for person in people:
            parts = ["Ana", person.company.name if person.company else "", self.address(person.pk)]
            person.indexed = "\n".join(filter(None, parts))
        insert(people)
        insert([Address(customer_id=p.pk, kind="email", value=self.address(p.pk)) for p in people])
        index.customers.add_many((person.pk, person.indexed, None) for person in people)
