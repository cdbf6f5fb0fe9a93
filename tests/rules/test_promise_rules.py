"""The ledger's rules, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from keepword.promises import rules

DUE = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


def test_done_in_time_and_as_said_is_kept() -> None:
    done = rules.Fulfilment(DUE, as_described=True, complete=True, at_place=True)
    assert rules.verdict(DUE, done) == rules.Verdict(kept=True, on_time=True)


def test_a_second_late_is_broken_whatever_else() -> None:
    done = rules.Fulfilment(DUE + timedelta(seconds=1), as_described=True, complete=True, at_place=True)
    assert rules.verdict(DUE, done) == rules.Verdict(kept=False, on_time=False, because="late")


def test_the_right_day_with_the_wrong_colour_is_broken() -> None:
    done = rules.Fulfilment(DUE, as_described=False, complete=True, at_place=True)
    assert rules.verdict(DUE, done).because == "not_as_described"
    assert rules.verdict(DUE, rules.Fulfilment(DUE, complete=False)).because == "incomplete"
    assert rules.verdict(DUE, rules.Fulfilment(DUE, at_place=False)).because == "wrong_place"


def test_without_a_due_time_there_is_no_late() -> None:
    assert rules.verdict(None, rules.Fulfilment(DUE)).kept


@given(moments, st.timedeltas(timedelta(seconds=1), timedelta(days=400)))
def test_the_warning_comes_before_the_due_time_and_not_before_the_promise(
    made: datetime, span: timedelta
) -> None:
    warning = rules.warn_at(made, made + span)
    assert made <= warning <= made + span
    assert made + span - warning <= timedelta(days=1)


@given(moments, st.timedeltas(timedelta(seconds=1), timedelta(days=400)))
def test_the_clock_looks_twice_and_then_never_again(made: datetime, span: timedelta) -> None:
    due = made + span
    first = rules.next_look(rules.OPEN, due, made, None)
    assert first is not None
    second = rules.next_look(rules.OPEN, due, made, first)
    assert second is not None
    assert second > due
    assert rules.next_look(rules.BROKEN, due, made, first) is None


def test_renegotiation_is_only_before_the_due_time() -> None:
    assert rules.may_renegotiate(rules.OPEN, DUE, DUE - timedelta(seconds=1))
    assert not rules.may_renegotiate(rules.OPEN, DUE, DUE)
    assert not rules.may_renegotiate(rules.BROKEN, DUE, DUE - timedelta(days=1))
