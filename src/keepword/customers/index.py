"""How customers are found by what somebody remembers of them: name, address, company, notes."""

from __future__ import annotations

from collections.abc import Iterable

from keepword.lib.search import Index

from .models import Customer

customers = Index("customer_search")


def text_of(customer: Customer, addresses: Iterable[str]) -> str:
    """What of a customer is indexed."""
    parts = [customer.name, customer.notes, customer.company.name if customer.company else "", *addresses]
    return "\n".join(filter(None, parts))


def add(customer: Customer) -> None:
    """Index a new customer by `indexed`."""
    customers.add(customer.pk, customer.indexed, None)


def put(customer: Customer) -> None:
    """Write the entry of a changed customer again."""
    text = text_of(customer, (address.value for address in customer.addresses.all()))
    if text == customer.indexed:
        return
    if customer.indexed:
        customers.remove(customer.pk, customer.indexed, None)
    Customer.objects.filter(pk=customer.pk).update(indexed=text)
    customer.indexed = text
    add(customer)
