"""What can be done about a promise in the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from keepword.promises import actions, rules
from keepword.promises.models import Promise

from .forms.promises import KeepingForm, MakingGoodForm, PromiseForm, RenegotiationForm, WithdrawalForm


@dataclass(frozen=True, slots=True)
class Verb:
    """What can be done about a promise: the noun in its address, its form, its action, its button."""

    noun: str
    form: type[PromiseForm]
    do: Callable[..., Promise]
    button: str | LazyText


VERBS = {
    verb.noun: verb
    for verb in (
        Verb("keeping", KeepingForm, actions.keep, _("Keep")),
        Verb("renegotiation", RenegotiationForm, actions.renegotiate, _("Renegotiate")),
        Verb("withdrawal", WithdrawalForm, actions.withdraw, _("Withdraw")),
        Verb("making-good", MakingGoodForm, actions.make_good, _("Make good")),
    )
}


def offered(promise: Promise, now: datetime) -> list[Verb]:
    """What can be done about it now. What the standard promises is kept by an answer, in the conversation."""
    if promise.source == "standard":
        return []
    if promise.state == rules.BROKEN and promise.made_good_at is None:
        return [VERBS["making-good"]]
    if not promise.is_open:
        return []
    may_move = rules.may_renegotiate(promise.state, promise.due_at, now)
    return [
        verb
        for verb in VERBS.values()
        if verb.noun != "making-good" and (may_move or verb.noun != "renegotiation")
    ]
