"""What an answer by mail takes and tells, each condition by itself; without a database."""

from datetime import timedelta
from types import SimpleNamespace as Given

import pytest
from django.utils import timezone

from sites.checking import answering, confirming_all, renewing, views
from sites.models import Space

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("1", True),
        ("123456789", True),
        ("1234567890", False),
        ("", False),
        ("٣", False),
        ("-1", False),
    ],
)
def test_a_number_in_an_answer_is_short_and_of_our_digits(text, is_number):
    assert views.is_number(text) is is_number


def test_what_a_page_showed_is_read_back():
    items = [
        Given(space=Given(number=7, version=3), is_open=True),
        Given(space=Given(number=8, version=1), is_open=False),
        Given(space=Given(number=9, version=2), is_open=True),
    ]
    assert confirming_all.read_shown(confirming_all.shown_in(items)) == {7: 3, 9: 2}
    assert confirming_all.read_shown("x 1-2 1234567890-1 3- -4") == {1: 2}


@pytest.mark.parametrize(
    ("is_open", "version", "is_confirmed"), [(True, 3, True), (True, 4, False), (False, 3, False)]
)
def test_of_all_at_once_those_are_confirmed_that_stand_as_they_were_shown(
    monkeypatch, is_open, version, is_confirmed
):
    taken = []
    item = Given(is_open=is_open, space=Given(number=7, version=version))
    monkeypatch.setattr(confirming_all, "held_items", lambda *args: [item])
    monkeypatch.setattr(confirming_all, "take", lambda asked, space, *args: taken.append(space.number))
    found = confirming_all.confirm_all.__wrapped__(None, {7: 3})
    assert (found.confirmed, found.left_out) == (([7], []) if is_confirmed else ([], [7]))
    assert taken == found.confirmed


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("area", None, "–"), ("area", "", "–"), ("marketing_status", "free", "available")],
)
def test_what_is_changed_is_told_as_people_read_it(field, value, said):
    assert answering.spell(Space(), field, value) == said


def test_only_what_differs_is_a_change():
    space = Space(area=5, marketing_status="free")
    told = list(answering.changes_of(space, {"area": 5, "marketing_status": "reserved"}))
    assert [line["label"] for line in told] == ["Market status"]


@pytest.mark.parametrize(
    ("of_late", "in_a_day", "is_too_often"),
    [(False, renewing.A_DAY - 1, False), (True, 1, True), (False, renewing.A_DAY, True)],
)
def test_a_new_link_is_given_now_and_then(monkeypatch, of_late, in_a_day, is_too_often):
    now, asked = timezone.now(), []

    def sent(posted_at__gt):
        asked.append(now - posted_at__gt)
        return Given(exists=lambda: of_late, count=lambda: in_a_day)

    rows_of = Given(filter=lambda **wanted: Given(filter=sent))
    monkeypatch.setattr(renewing, "CheckRequest", Given(objects=rows_of))
    assert renewing.is_too_often("contact", now) is is_too_often
    assert asked == [renewing.ONE_IN, timedelta(days=1)][: len(asked)]
