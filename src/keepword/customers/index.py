"""How customers are found by what somebody remembers of them: name, address, company, notes."""

from __future__ import annotations

from keepword.lib.search import Index

from .models import Customer

customers = Index("customer_search")


def put(customer: Customer) -> None:
    """(Re)write the customer's entry."""
    parts = [customer.name, customer.notes, customer.company.name if customer.company else ""]
    parts += [address.value for address in customer.addresses.all()]
    text = "\n".join(filter(None, parts))
    if text == customer.indexed:
        return
    if customer.indexed:
        customers.remove(customer.pk, customer.indexed, None)
    customers.add(customer.pk, text, None)
    Customer.objects.filter(pk=customer.pk).update(indexed=text)
    customer.indexed = text
