"""Customers: listed, read, made, changed."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from keepword.customers import actions
from keepword.customers.index import customers as customer_index
from keepword.customers.models import Address, Customer
from keepword.lib.addresses import normal
from keepword.service.answer import is_address

from .. import find
from ..auth import ApiRequest
from ..fields import Id, In, Line, Name, Text, Time
from ..pages import Order, Page, Paged, page
from ..problems import invalid

router = Router(tags=["Customers"])


class AddressOut(BaseModel):
    """A way to reach somebody."""

    kind: str = Field(description="`email`, `phone`, or another channel's.")
    value: str


class CustomerOut(BaseModel):
    """A person whom the business serves."""

    id: Id
    name: str
    addresses: list[AddressOut]
    language: str
    zone: str
    company: str | None
    notes: str
    attributes: dict[str, Any]
    since: Time = Field(description="First heard of.")


def show(row: Customer) -> CustomerOut:
    """A customer as they go out."""
    return CustomerOut(
        id=str(row.pk),
        name=row.name,
        addresses=[AddressOut(kind=one.kind, value=one.value) for one in row.addresses.all()],
        language=row.language,
        zone=row.zone,
        company=row.company.name if row.company else None,
        notes=row.notes,
        attributes=row.attributes,
        since=row.since,
    )


def with_parts(rows: QuerySet[Customer]) -> QuerySet[Customer]:
    """The rows with what `show` needs, in one query more, however many they are."""
    return rows.select_related("company").prefetch_related("addresses")


ORDERS: dict[str, Order] = {"id": ("pk",), "-id": ("-pk",), "name": ("name", "pk"), "-name": ("-name", "-pk")}


class CustomersAsked(Paged):
    """Which customers, and in which order."""

    q: str | None = Field(None, max_length=400, description="Words of the name, addresses, company or notes.")
    address: str | None = Field(None, max_length=254, description="Whose it is, exactly.")
    order: Literal["id", "-id", "name", "-name"] = "-id"


@router.get("", response=Page[CustomerOut], operation_id="list_customers")
def listed(request: ApiRequest, asked: Query[CustomersAsked]) -> Page[CustomerOut]:
    """The customers whom you may see."""
    rows = Customer.objects.visible_to(request.agent).filter(merged_into=None)
    if asked.address:
        values = {normal(asked.address), normal(asked.address, "phone")} - {""}
        rows = rows.filter(pk__in=Address.objects.filter(value__in=values).values("customer"))
    if asked.q:
        sql, parameters = customer_index.matching(asked.q.replace("\x00", " "))
        rows = rows.filter(pk__in=RawSQL(sql, parameters))  # noqa: S611 - words are a parameter
    return page(with_parts(rows), asked, show, orders=ORDERS, order=asked.order)


class AddressIn(In):
    """A way to reach somebody."""

    kind: str = Field("email", pattern=r"^[a-z]{1,20}$")
    value: Line = Field(min_length=3, max_length=254)

    def pair(self) -> tuple[str, str]:
        """As the actions take it; raises a Problem for what is no address."""
        if self.kind == "email" and not is_address(self.value):
            raise invalid("addresses", _("%(address)s is no mail address.") % {"address": self.value})
        if self.kind == "phone" and not any(character.isdigit() for character in self.value):
            raise invalid("addresses", _("A phone number has digits."))
        return self.kind, self.value


class CustomerIn(In):
    """What is known of them."""

    name: Name = ""
    addresses: list[AddressIn] = Field(default=[], max_length=50)
    language: str = Field("", pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$", max_length=10)
    company: Name | None = None
    notes: Text = ""
    attributes: dict[str, Any] = Field(default={}, max_length=100)


@router.post("", response={201: CustomerOut}, operation_id="make_customer")
def made(request: ApiRequest, customer: CustomerIn) -> CustomerOut:
    """Make a customer."""
    row = actions.make(
        name=customer.name,
        addresses=[address.pair() for address in customer.addresses],
        language=customer.language,
        company=customer.company or "",
        notes=customer.notes,
        attributes=customer.attributes,
        by=request.agent,
    )
    return show(row)


@router.get("/{customer_id}", response=CustomerOut, operation_id="get_customer")
def read(request: ApiRequest, customer_id: str) -> CustomerOut:
    """One customer."""
    return show(find.customer(request, customer_id))


class CustomerChange(CustomerIn):
    """What to change; what is not sent stays. `addresses` and `attributes` are replaced as a whole."""


@router.patch("/{customer_id}", response=CustomerOut, operation_id="change_customer")
def changed(request: ApiRequest, customer_id: str, change: CustomerChange) -> CustomerOut:
    """Change what is known of a customer."""
    row = find.customer(request, customer_id)
    fields = {name for name in ("name", "language", "notes", "attributes") if change.said(name)}
    actions.change(
        row,
        by=request.agent,
        company=(change.company or "") if change.said("company") else None,
        addresses=[address.pair() for address in change.addresses] if change.said("addresses") else None,
        **change.model_dump(include=fields),
    )
    return show(find.customer(request, customer_id))
