"""What investors' pages decide, each condition by itself: of things in memory, without a database."""

import re
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Given

import pytest
from django.utils import timezone

from investors import alerting, choosing, enquiring, proposing, subscribing
from investors.choosing import Reason
from investors.models import Enquiry, Proposal
from investors.models.enquiry import new_reference
from investors.models.proposal import VALID_FOR, ProposalSpace
from investors.recipients import Recipient, Recipients
from tests.factories.investors import SavedSearchFactory

pytestmark = pytest.mark.usefixtures("english")

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERE, CENTER = "here", "center"
EARLIER, LATER = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)


# --- Choosing


@pytest.mark.parametrize(
    ("first_published", "issued", "reason"),
    [
        ({7: EARLIER}, set(), Reason.WITHDRAWN),
        ({7: NOW}, set(), Reason.WITHDRAWN),
        ({7: LATER}, {7}, Reason.UNKNOWN),
        ({7: None}, {7}, Reason.UNKNOWN),
        ({}, {7}, Reason.WITHDRAWN),
        ({}, {8}, Reason.UNKNOWN),
    ],
)
def test_why_an_object_is_not_shown(monkeypatch, first_published, issued, reason):
    monkeypatch.setattr(choosing.timezone, "now", lambda: NOW)
    assert choosing.reason_for(7, first_published, issued) is reason


@pytest.mark.parametrize(
    ("values", "numbers", "unreadable"),
    [
        (["1,2;3 4"], [1, 2, 3, 4], []),
        (["1", "1,2"], [1, 2], []),
        (["https://a.example/merkliste/?ids=5,6#x", "7"], [5, 6, 7], []),
        (["https://a.example/?a=b"], [], ["https://a.example/?a"]),
        (["123456789", "1234567890"], [123456789], ["1234567890"]),
        (["x" * 30], [], ["x" * choosing.SHOWN_LENGTH]),
        (["١"], [], ["١"]),
        (["", " "], [], []),
    ],
)
def test_numbers_are_read_each_once_and_what_is_none_is_told(values, numbers, unreadable):
    found = choosing.read_numbers(values)
    assert found[0] == numbers
    assert [word[: choosing.SHOWN_LENGTH] for word in found[1]] == unreadable


def test_the_address_of_what_was_chosen_names_what_is_asked_and_what_is_shown():
    chosen = choosing.Chosen([1, 2, 3], 50, spaces=[Given(number=3), Given(number=1)])
    assert (chosen.query, chosen.shown_query, chosen.without(2)) == ("?ids=1,2,3", "?ids=3,1", "?ids=1,3")
    assert choosing.Chosen([], 50).query == choosing.Chosen([2], 50).without(2) == ""


# --- Enquiries and who gets them


def test_a_reference_can_be_read_out_by_telephone():
    """Nobody has to ask whether it was a zero or an O, a one or an I."""
    references = [new_reference() for _time in range(300)]
    assert all(re.fullmatch("A-[2-9A-HJ-NP-Z]{8}", reference) for reference in references)


@pytest.mark.parametrize(
    ("state", "to", "answered", "changed_at", "answered_at"),
    [
        ("new", "answered", None, NOW, NOW),
        ("new", "lost", None, NOW, NOW),
        ("new", "new", None, EARLIER, None),
        ("answered", "won", EARLIER, NOW, EARLIER),
        ("won", "won", EARLIER, EARLIER, EARLIER),
        ("answered", "new", EARLIER, NOW, EARLIER),
    ],
)
def test_the_first_state_after_new_is_the_answer_and_each_other_state_is_a_change(
    state, to, answered, changed_at, answered_at
):
    enquiry = Enquiry(state=state, state_changed_at=EARLIER, answered_at=answered)
    enquiry.move(to, "price", "why", NOW)
    assert (enquiry.state_changed_at, enquiry.answered_at) == (changed_at, answered_at)
    assert (enquiry.state, enquiry.lost_reason, enquiry.lost_note) == (to, "price", "why")


@pytest.mark.parametrize(
    ("contacts", "of_office", "direct", "gets_copy"),
    [(["a"], [], ["a"], True), (["a"], ["s"], ["a", "office"], False), ([], [], ["office"], False)],
)
def test_the_office_answers_for_what_has_no_contact_and_gets_a_copy_of_the_rest(
    contacts, of_office, direct, gets_copy
):
    people = [Recipient(name, "", f"{name}@example.org") for name in contacts]
    recipients = Recipients(people, Recipient("", "office", "office@example.org", spaces=of_office))
    assert [one.label for one in recipients.direct] == direct
    assert recipients.office_gets_a_copy is gets_copy


def test_the_mark_of_recipients_changes_with_each_address():
    def mark(*addresses, office="o@example.org"):
        return Recipients([Recipient("n", "o", one) for one in addresses], Recipient("", "", office)).mark

    assert mark("a@example.org") == mark("a@example.org")
    others = {
        mark("a@example.org"),
        mark("b@example.org"),
        mark(),
        mark("a@example.org", office="p@example.org"),
    }
    assert len(others) == 4


@pytest.mark.parametrize("was_first", [True, False])
def test_of_two_that_remind_one_does(monkeypatch, transaction_of_nothing, was_first):
    asked, reminded = [], []
    rows = Given(update=lambda **values: int(was_first))
    waiting = Given(filter=lambda **wanted: asked.append(wanted) or rows)
    monkeypatch.setattr(enquiring, "Enquiry", Given(objects=Given(waiting=lambda: waiting)))
    count = enquiring._remind([Given(pk=7)], "reminded_at", lambda *told: reminded.append(told), NOW)
    assert count == was_first
    assert len(reminded) == was_first
    assert asked == [{"pk": 7, "reminded_at": None}]


@pytest.fixture
def transaction_of_nothing(monkeypatch):
    for module in (enquiring, alerting):
        monkeypatch.setattr(module, "transaction", Given(atomic=nullcontext))


# --- Alerts


def due(monkeypatch, saved, **search):
    monkeypatch.setattr(
        alerting,
        "SavedSearch",
        Given(objects=Given(due=lambda at: Given(filter=lambda pk: Given(first=lambda: saved)))),
    )
    found = Given(**{"filterset": Given(failed_for_now=False), "is_valid": True, "in_pieces": list} | search)
    monkeypatch.setattr(alerting, "Search", Given(saved=lambda saved, at: found))
    monkeypatch.setattr(alerting, "Difference", lambda *args: args)


def saved_search(**more):
    kept = []
    return Given(
        **{"language": "de", "snapshot": {}, "last_run_at": EARLIER, "kept": kept}
        | {"save": lambda update_fields: kept.append(update_fields)}
        | more
    )


def test_a_search_that_was_ended_meanwhile_tells_nothing(monkeypatch):
    due(monkeypatch, None)
    assert alerting.run(7, NOW) is False


def test_a_search_whose_driving_times_fail_is_not_confirmed_and_the_page_says_when(db, client, monkeypatch):
    search = SavedSearchFactory(unconfirmed=True)
    link = subscribing.link(search, subscribing.CONFIRM)
    failing = Given(filterset=Given(failed_for_now=True))
    with monkeypatch.context() as away:
        away.setattr(subscribing, "Search", Given(saved=lambda saved, at: failing))
        answer = client.post(link)
    assert answer.status_code == 503
    assert "in ein paar Minuten noch einmal" in answer.content.decode()
    search.refresh_from_db()
    assert not search.is_confirmed
    assert client.post(link).status_code == 200
    search.refresh_from_db()
    assert search.is_confirmed


def test_a_search_whose_driving_times_failed_is_tried_again(monkeypatch):
    due(monkeypatch, saved_search(), filterset=Given(failed_for_now=True))
    with pytest.raises(RuntimeError):
        alerting.run(7, NOW)


@pytest.mark.parametrize("is_valid", [True, False])
@pytest.mark.parametrize("is_untold", [True, False])
def test_the_first_to_end_tells_what_was_found_or_that_it_is_invalid(
    monkeypatch, transaction_of_nothing, is_valid, is_untold
):
    saved = saved_search()
    due(monkeypatch, saved, is_valid=is_valid)
    told = []
    monkeypatch.setattr(alerting, "is_untold", lambda saved: is_untold)
    monkeypatch.setattr(alerting, "tell_invalid", lambda *args: told.append("invalid") or True)
    monkeypatch.setattr(alerting, "tell_changes", lambda *args: told.append("changes") or True)
    assert alerting.run(7, NOW) is is_untold
    assert told == (["changes" if is_valid else "invalid"] if is_untold else [])
    assert saved.last_run_at == (NOW if is_untold else EARLIER)
    assert saved.kept == ([("snapshot", "invalid_since", "last_run_at")] if is_untold else [])


@pytest.mark.parametrize("invalid_since", [None, EARLIER])
def test_that_a_search_is_invalid_is_told_once(monkeypatch, invalid_since):
    mails = []
    monkeypatch.setattr(alerting, "mail", lambda saved, name, **more: mails.append((name, more["messages"])))
    monkeypatch.setattr(alerting, "unsubscribe_headers", lambda saved: {})
    saved = saved_search(pk=7, invalid_since=invalid_since)
    assert alerting.tell_invalid(saved, Given(messages=["m"]), NOW) is (invalid_since is None)
    assert saved.invalid_since == invalid_since or saved.invalid_since == NOW
    assert mails == ([("invalid", ["m"])] if invalid_since is None else [])


@pytest.mark.parametrize("is_news", [True, False])
def test_what_is_told_is_known_and_a_valid_search_is_invalid_no_more(monkeypatch, is_news):
    class Found:
        now, sections = {"a": 1, "b": 2}, "sections"

        def __bool__(self):
            return is_news

    mails = []
    monkeypatch.setattr(alerting, "mail", lambda saved, name, **more: mails.append((name, more["total"])))
    monkeypatch.setattr(alerting, "unsubscribe_headers", lambda saved: {})
    saved = saved_search(pk=7, invalid_since=EARLIER)
    assert alerting.tell_changes(saved, Given(words=[]), Found(), NOW) is is_news
    assert saved.invalid_since is None
    assert saved.snapshot == (Found.now if is_news else {})
    assert mails == [("news", 2)] * is_news


# --- Proposals


@pytest.mark.parametrize(
    ("space", "is_on_offer"),
    [
        (None, False),
        ({}, True),
        ({"is_on_offer": False}, False),
        ({"workflow_state": "withdrawn"}, False),
        ({"workflow_state": "draft"}, True),
        ({"published_until": LATER}, True),
        ({"published_until": NOW}, False),
    ],
)
def test_a_space_is_proposed_as_long_as_there_is_something_to_propose(space, is_on_offer):
    known = {"is_on_offer": True, "workflow_state": "published", "published_until": None}
    row = Given(space=None if space is None else Given(**known | space))
    assert ProposalSpace.is_on_offer(row, NOW) is is_on_offer


@pytest.mark.parametrize(
    ("token", "revoked", "expires", "is_over", "is_open"),
    [
        ("a", None, LATER, False, True),
        ("a", None, NOW, True, False),
        ("a", EARLIER, LATER, True, False),
        (None, None, LATER, False, False),
        (None, None, NOW, True, False),
    ],
)
def test_a_proposal_is_open_from_its_link_until_its_end(token, revoked, expires, is_over, is_open):
    proposal = Proposal(token=token, revoked_at=revoked, expires_at=expires)
    assert (proposal.is_over(NOW), proposal.is_open(NOW)) == (is_over, is_open)


@pytest.mark.parametrize("revoked", [None, EARLIER])
def test_what_was_revoked_is_renewed_under_another_link(revoked):
    proposal = Given(revoked_at=revoked, token="old", expires_at=EARLIER, save=lambda: None)  # noqa: S106
    proposing.renew(proposal, NOW)
    assert (proposal.token == "old") is (revoked is None)  # noqa: S105
    assert (proposal.revoked_at, proposal.expires_at) == (None, NOW + VALID_FOR)
    proposing.revoke(proposal, LATER)
    proposing.revoke(proposal, NOW)
    assert proposal.revoked_at == LATER


@pytest.mark.parametrize(
    ("discloses", "location", "shown_at"), [(True, HERE, HERE), (False, HERE, CENTER), (True, None, CENTER)]
)
def test_the_place_is_shown_where_the_office_says_so(discloses, location, shown_at):
    space = Given(discloses_address=False, location=location, public_location=CENTER, is_shown_to_one=False)
    shown = ProposalSpace.shown_space.fget(Given(space=space, discloses_place=discloses))
    assert shown.discloses_address is discloses
    assert shown.public_location == shown_at
    assert shown.is_shown_to_one is discloses


def test_now_is_the_hour_of_what_is_asked_without_one():
    assert Proposal(token="a", expires_at=timezone.now() + timedelta(hours=1)).is_open()
    assert not Proposal(token="a", expires_at=timezone.now() - timedelta(hours=1)).is_open()
