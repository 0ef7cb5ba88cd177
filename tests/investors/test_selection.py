import datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from investors.selection import MissingReason, parse_numbers, select_spaces
from sites.models import Space
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


def chosen(query, **options):
    return select_spaces(QueryDict(query), Space.objects.all(), **options)


def test_objects_come_in_the_order_of_the_address_each_once():
    first, second = SpaceFactory(), SpaceFactory()
    choice = chosen(f"ids={second.number},{first.number}&ids={second.number}")
    assert choice.spaces == [second, first]
    assert choice.query == f"?ids={second.number},{first.number}"


def test_a_withdrawn_object_is_named_with_its_reason():
    space = SpaceFactory()
    space.workflow_state = Space.WorkflowState.WITHDRAWN
    space.save()
    (missing,) = chosen(f"ids={space.number}").missing
    assert (missing.number, missing.reason) == (space.number, MissingReason.WITHDRAWN)


def test_a_deleted_object_counts_as_withdrawn():
    space = SpaceFactory()
    number = space.number
    space.delete()
    assert chosen(f"ids={number}").missing[0].reason == MissingReason.WITHDRAWN


def test_drafts_and_numbers_never_given_cannot_be_told_apart():
    draft = SpaceFactory(draft=True)
    planned = SpaceFactory(published_from=timezone.now() + datetime.timedelta(days=1))
    missing = chosen(f"ids={draft.number},{planned.number},999999").missing
    assert [one.reason for one in missing] == [MissingReason.UNKNOWN] * 3


def test_sold_or_let_objects_are_still_shown():
    space = SpaceFactory(taken=True)
    assert chosen(f"ids={space.number}").spaces == [space]


def test_what_is_no_number_is_told_and_shortened():
    space = SpaceFactory()
    choice = chosen(f"ids={space.number},abc,-5,1.2.3,{'9' * 500},%00,٣")
    assert choice.spaces == [space]
    assert choice.unreadable == ["abc", "-5", "1.2.3", "9" * 20, "\x00", "٣"]


@pytest.mark.parametrize(
    "pasted",
    [
        "https://pool.example.org/merkliste/?ids=7,8",
        "https://pool.example.org/en/watch-list/?ids=7%2C8#share",
        "/merkliste/?ids=7,8&from=mail",
        "?only=differences&ids=7,8",
    ],
)
def test_the_address_of_another_list_stands_for_its_numbers(pasted):
    assert parse_numbers(["5", f"6, {pasted} 9"]) == ([5, 6, 7, 8, 9], [])


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/7",
        "?" * 5000 + "ids=",
        "=" * 5000,
        "?" + "&ids" * 2000,
        "http://[?ids=x",
        "?ids=",
    ],
)
def test_other_addresses_name_no_numbers(text):
    numbers, unreadable = parse_numbers([text])
    assert numbers == []
    assert unreadable


def test_what_passes_the_limit_is_told():
    choice = chosen("ids=1,2,3", limit=2)
    assert (choice.numbers, choice.surplus) == ([1, 2], [3])


def test_the_cost_does_not_depend_on_how_many_are_asked_for(django_assert_num_queries):
    numbers = [SpaceFactory().number for _n in range(5)]
    with django_assert_num_queries(3):
        chosen(f"ids={','.join(map(str, numbers))},77,88")
    with django_assert_num_queries(0):
        chosen("ids=abc")
