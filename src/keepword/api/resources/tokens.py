"""One's own tokens."""

from __future__ import annotations

from typing import Literal, cast

from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from keepword.lib import secrets
from keepword.lib.problems import Problem
from keepword.staff import actions
from keepword.staff.models import ApiToken

from .. import find
from ..auth import ApiRequest
from ..fields import Id, In, Line, Time
from ..pages import BY_ID, Page, Paged, page

router = Router(tags=["Tokens"])
Scope = Literal["read", "write"]


class TokenOut(BaseModel):
    """A key for programs; acts as you, within its scopes."""

    id: Id
    name: str
    scopes: list[Scope]
    created_at: Time
    is_this: bool = Field(description="Whether it is the one that you ask with.")


class NewToken(TokenOut):
    """A token as it is shown once."""

    token: str = Field(description="Keep it: it cannot be shown again.")


def _shown(row: ApiToken, request: ApiRequest) -> TokenOut:
    return TokenOut(
        id=str(row.pk),
        name=row.name,
        scopes=cast(list[Scope], row.scopes.split()),
        created_at=row.created_at,
        is_this=row.pk == request.token.pk,
    )


@router.get("", response=Page[TokenOut], operation_id="list_tokens")
def listed(request: ApiRequest, asked: Query[Paged]) -> Page[TokenOut]:
    """Your tokens that work."""
    rows = request.agent.tokens.filter(revoked_at=None)
    return page(rows, asked, lambda row: _shown(row, request), orders=BY_ID, order="id")


class TokenIn(In):
    """What it is for, and what it may do."""

    name: Line = Field(min_length=1, max_length=100)
    scopes: list[Scope] = Field(["read", "write"], min_length=1, max_length=2)


@router.post("", response={201: NewToken}, operation_id="make_token")
def made(request: ApiRequest, token: TokenIn) -> NewToken:
    """Make a token for another program. It gets no scope that the one you ask with lacks."""
    if not request.token.allows(token.scopes):
        raise Problem("scope", _("A token cannot give what it does not have."), status=403)
    secret = actions.issue_token(request.agent, name=token.name, scopes=" ".join(sorted(set(token.scopes))))
    row = ApiToken.objects.get(digest=secrets.digest(secret))
    return NewToken(
        **_shown(row, request).model_dump(exclude={"created_at"}), created_at=row.created_at, token=secret
    )


@router.delete("/{token_id}", response={204: None}, operation_id="revoke_token")
def revoked(request: ApiRequest, token_id: str) -> None:
    """End a token of yours, at once and for good."""
    actions.revoke_token(find.get(request.agent.tokens.filter(revoked_at=None), token_id), by=request.agent)
