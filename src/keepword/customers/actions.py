"""What is done with customers. The only writers of these tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepword.events.actions import record
from keepword.lib.addresses import normal
from keepword.lib.problems import Problem
from keepword.staff.models import Agent

from . import index
from .models import Address, Company, Customer


@transaction.atomic(savepoint=False)
def recognise(
    value: str, *, kind: str = "email", name: str = "", language: str = "", at: datetime | None = None
) -> Customer:
    """The customer with this address, made when nobody has it; a name or language learnt now fills an empty
    one.
    """
    address = Address.objects.select_related("customer").filter(kind=kind, value=normal(value, kind)).first()
    if address is None:
        new = Customer(name=name[:200], language=language, since=at or timezone.now())
        return _insert(new, [(kind, value)], at=at)
    customer: Customer = address.customer
    learnt = {
        field: said
        for field, said in (("name", name[:200]), ("language", language))
        if said and not getattr(customer, field)
    }
    if learnt:
        Customer.objects.filter(pk=customer.pk).update(**learnt)
        for field, said in learnt.items():
            setattr(customer, field, said)
        index.put(customer)
    return customer


@transaction.atomic
def make(
    *,
    name: str = "",
    addresses: list[tuple[str, str]],
    language: str = "",
    company: str = "",
    notes: str = "",
    by: Agent | None = None,
    at: datetime | None = None,
    attributes: dict[str, Any] | None = None,
) -> Customer:
    """Make a customer; raises a Problem when an address is somebody else's already."""
    taken = [
        value
        for kind, value in addresses
        if Address.objects.filter(kind=kind, value=normal(value, kind)).exists()
    ]
    if taken:
        raise Problem(
            "address_taken", _("Another customer has this address."), errors={"addresses": ", ".join(taken)}
        )
    new = Customer(
        name=name[:200],
        language=language,
        company=_company(company),
        notes=notes,
        attributes=attributes or {},
        since=at or timezone.now(),
    )
    return _insert(new, addresses, by=by, at=at)


def _insert(
    customer: Customer, addresses: list[tuple[str, str]], *, by: Agent | None = None, at: datetime | None
) -> Customer:
    rows = [Address(customer=customer, kind=kind, value=normal(value, kind)) for kind, value in addresses]
    customer.indexed = index.text_of(customer, [row.value for row in rows])
    customer.save(force_insert=True)
    for row in rows:
        row.customer_id = customer.pk
    Address.objects.bulk_create(rows)
    index.add(customer)
    record("customer.made", by=by, customer=customer.pk, at=at)
    return customer


FIELDS = ("name", "language", "zone", "notes", "attributes")


@transaction.atomic
def change(
    customer: Customer,
    *,
    by: Agent,
    company: str | None = None,
    addresses: list[tuple[str, str]] | None = None,
    **fields: Any,
) -> Customer:
    """Change what is known of them: any of name, language, zone, notes, attributes, company, addresses."""
    changed = {
        name: value for name, value in fields.items() if name in FIELDS and value != getattr(customer, name)
    }
    for name, value in changed.items():
        setattr(customer, name, value)
    if company is not None and company != (customer.company.name if customer.company else ""):
        customer.company = _company(company)
        changed["company"] = company
    customer.save()
    if addresses is not None:
        changed.update(_set_addresses(customer, addresses))
    index.put(customer)
    if changed:
        record("customer.changed", by=by, customer=customer.pk, fields=sorted(changed))
    return customer


def _set_addresses(customer: Customer, addresses: list[tuple[str, str]]) -> dict[str, Any]:
    wanted = {(kind, normal(value, kind)) for kind, value in addresses}
    have = {(a.kind, a.value): a for a in customer.addresses.all()}
    for kind, value in wanted - have.keys():
        if Address.objects.filter(kind=kind, value=value).exists():
            raise Problem(
                "address_taken", _("Another customer has this address."), errors={"addresses": value}
            )
        Address.objects.create(customer=customer, kind=kind, value=value)
    for gone in have.keys() - wanted:
        have[gone].delete()
    return {"addresses": True} if wanted != have.keys() else {}


def _company(name: str) -> Company | None:
    return Company.objects.get_or_create(name=name.strip())[0] if name.strip() else None
