"""What can be done with a conversation, and what a refusal says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from keepword import service
from keepword.conversations.models import Conversation, Message
from keepword.staff import actions as staff
from keepword.staff.models import Agent
from tests.conftest import MONDAY

Writes = Callable[..., Message]


@pytest.fixture
def conversation(ana_writes: Writes) -> Conversation:
    """Ana waits for an answer."""
    return ana_writes().conversation


def do(client: Client, conversation: Conversation, noun: str, **form: Any) -> Any:
    answer = client.post(f"/conversations/{conversation.pk}/{noun}/", form)
    conversation.refresh_from_db()
    return answer


def test_who_waits_is_not_resolved_away_without_a_reason(conversation: Conversation, bo_desk: Client) -> None:
    refused = do(bo_desk, conversation, "resolution", outcome="Sent a chair")
    assert refused.status_code == 409
    assert "Why is no answer needed?" in refused.content.decode()
    assert 'value="Sent a chair"' in refused.content.decode()
    do(bo_desk, conversation, "resolution", no_answer_needed_because="She thanked us", outcome="Sent a chair")
    assert (conversation.state, conversation.outcome) == ("resolved", "Sent a chair")
    do(bo_desk, conversation, "reopening")
    assert conversation.state == "open"


def test_snoozed_until_a_time_in_words(conversation: Conversation, bo_desk: Client) -> None:
    assert do(bo_desk, conversation, "snooze", until="the day before").status_code == 422
    do(bo_desk, conversation, "snooze", preset="3h", until="")
    assert conversation.state == "snoozed"
    assert conversation.waiting_since == MONDAY


def test_junk_needs_a_reason_and_can_be_taken_back(conversation: Conversation, bo_desk: Client) -> None:
    assert do(bo_desk, conversation, "junk", why=" ").status_code == 422
    do(bo_desk, conversation, "junk", why="Fraud")
    assert (conversation.state, conversation.junk_why) == ("junk", "Fraud")
    assert "Not junk" in bo_desk.get(f"/conversations/{conversation.pk}/").content.decode()
    do(bo_desk, conversation, "not-junk")
    assert (conversation.state, conversation.waiting_since) == ("open", MONDAY)


def test_owner_team_tags_fault_and_subject(conversation: Conversation, di: Agent, bo_desk: Client) -> None:
    team = staff.make_team("Chairs")
    do(bo_desk, conversation, "owner", owner=di.pk)
    do(bo_desk, conversation, "team", team=team.pk)
    do(bo_desk, conversation, "tags", tags="late, green chair")
    do(bo_desk, conversation, "fault", fault="ours")
    do(bo_desk, conversation, "subject", subject="The green chair")
    assert (conversation.owner, conversation.team, conversation.fault) == (di, team, "ours")
    assert conversation.subject == "The green chair"
    assert set(conversation.tags.values_list("name", flat=True)) == {"late", "green chair"}
    do(bo_desk, conversation, "owner", owner="")
    assert conversation.owner is None


def test_it_is_not_given_to_who_cannot_see_it(
    cy_inbox: Any, ana_writes: Writes, bo: Agent, cy_desk: Client
) -> None:
    hidden = ana_writes(inbox=cy_inbox).conversation
    form = cy_desk.get(f"/conversations/{hidden.pk}/owner/").content.decode()
    assert f'value="{bo.pk}"' not in form
    assert do(cy_desk, hidden, "owner", owner=bo.pk).status_code == 422


def test_merging_asks_for_a_conversation_that_one_sees(
    conversation: Conversation, ana_writes: Writes, bo_desk: Client, cy_inbox: Any
) -> None:
    hidden = ana_writes(inbox=cy_inbox).conversation
    assert do(bo_desk, conversation, "merge", into=f"#{hidden.pk}").status_code == 422
    other = ana_writes().conversation
    do(bo_desk, conversation, "merge", into=f"#{other.pk}")
    assert conversation.merged_into == other


def test_a_letter_that_claims_to_belong_elsewhere_offers_the_merge(
    conversation: Conversation, ana_writes: Writes, bo_desk: Client
) -> None:
    stranger = service.Person("mallory@example.com", "Mallory")
    said = ana_writes("Give me her chair", sender=stranger, in_reply_to=("ana-1@example.org",))
    assert said.conversation.claims == conversation
    assert (
        f"belong to #{conversation.pk}"
        in bo_desk.get(f"/conversations/{said.conversation_id}/").content.decode()
    )


@pytest.mark.parametrize(
    "noun", ["resolution", "snooze", "junk", "owner", "team", "tags", "fault", "subject", "merge"]
)
def test_each_form_stands_on_a_page_of_its_own_and_in_a_menu(
    noun: str, conversation: Conversation, bo_desk: Client
) -> None:
    address = f"/conversations/{conversation.pk}/{noun}/"
    page = bo_desk.get(address).content.decode()
    fragment = bo_desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in page
    assert "<html" not in fragment
    assert f'id="{noun}-form"' in fragment


def test_there_is_no_other_noun(conversation: Conversation, bo_desk: Client) -> None:
    assert do(bo_desk, conversation, "deletion").status_code == 404


def test_after_the_deed_the_thread_comes_back_for_the_screen(
    conversation: Conversation, bo_desk: Client
) -> None:
    answer = bo_desk.post(
        f"/conversations/{conversation.pk}/snooze/", {"preset": "3h"}, headers={"HX-Request": "true"}
    )
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#thread", "keep")
    assert "snoozed until" in answer.content.decode()
