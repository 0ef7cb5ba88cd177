"""Answers while others are at the same objects: nothing of theirs is lost, and no check either."""

import threading
import time
from contextlib import contextmanager

import pytest
import reversion
from django.contrib import admin
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection, transaction
from django.urls import reverse

from sites.freshness.answering import apply_answer, confirm_space
from sites.models import Plot, SpaceCheck
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.checking import DueSpaceFactory

PLOTS = reverse("admin:sites_plot_changelist")


def confirm_in_list(client, space):
    return client.post(PLOTS, {"action": "confirm", "_selected_action": [space.pk]})


@pytest.fixture
def act(rf, db):
    """Do “Confirm” with rows that were read some time ago. Returns what is said."""
    request = rf.post(PLOTS)
    request.user = UserFactory(administrator=True, name="Erika Muster")
    request._messages = CookieStorage(request)

    def act(rows):
        with reversion.create_revision():
            admin.site.get_model_admin(Plot).confirm(request, rows)
        return [str(message) for message in request._messages]

    return act


def read_list(order="pk"):
    rows = Plot.objects.order_by(order)
    assert list(rows)  # read now
    return rows


def test_what_was_saved_since_the_list_was_read_stays(act):
    space = DueSpaceFactory(name_de="Nordfeld", overdue=5)
    rows = read_list()
    changed = Plot.objects.get(pk=space.pk)
    changed.name_de = "Südfeld"
    changed.save()
    act(rows)
    space.refresh_from_db()
    assert (space.name_de, space.checked_by) == ("Südfeld", "Erika Muster")


def test_what_was_deleted_since_is_not_counted_and_hinders_none_of_the_others(act):
    gone, there = DueSpaceFactory(overdue=5), DueSpaceFactory(overdue=5)
    rows = read_list()
    Plot.objects.get(pk=gone.pk).delete()
    assert act(rows) == ["1 Objekt ist bestätigt."]
    assert there.checks.count() == 1


@pytest.mark.parametrize("order", ["pk", "-pk"])
def test_two_who_sort_the_list_differently_take_the_objects_in_one_order(act, order):
    """Else each would hold what the other waits for, and one of the two would be broken off."""
    spaces = [DueSpaceFactory(overdue=5) for _number in range(3)]
    act(read_list(order))
    assert list(SpaceCheck.objects.order_by("pk").values_list("space", flat=True)) == [
        space.pk for space in spaces
    ]


def wait_until_somebody_waits():
    for _attempt in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("Nobody waited for what was held.")


@contextmanager
def meanwhile(do):
    """In a thread, which has ended after the block; so has its connection."""

    def run():
        try:
            do()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    try:
        yield thread
    finally:
        thread.join(20)


def rename(space):
    space.name_de = "Südfeld"
    space.save()


def confirm_too(space):
    confirm_space(space, name="Anna Berg")


@pytest.mark.postgis
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("does", "name", "checks"),
    [(rename, "Südfeld", ["Erika Muster"]), (confirm_too, "Nordfeld", ["Anna Berg", "Erika Muster"])],
    ids=["saves", "confirms"],
)
def test_it_waits_for_whoever_is_at_the_object_at_that_moment(client, does, name, checks):
    space = DueSpaceFactory(name_de="Nordfeld", overdue=5)
    client.force_login(UserFactory(administrator=True, name="Erika Muster"))
    with meanwhile(lambda: confirm_in_list(client, space)) as second, transaction.atomic():
        does(Plot.objects.select_for_update().get(pk=space.pk))
        second.start()
        wait_until_somebody_waits()
    space.refresh_from_db()
    assert (space.name_de, space.checked_by) == (name, "Erika Muster")
    assert list(space.checks.order_by("pk").values_list("name", flat=True)) == checks
    if does is confirm_too:
        first, again = space.checks.order_by("pk")
        assert first.was_due < again.was_due == space.check_due


@pytest.mark.postgis
@pytest.mark.django_db(transaction=True)
def test_an_answer_by_mail_that_waited_asks_the_contact_of_now(asked, space, contact):
    """Anyone who becomes the deputy of a new contact at that moment may still answer."""
    new_contact = ContactFactory(deputy=contact)
    with (
        meanwhile(lambda: apply_answer(asked, space.number, SpaceCheck.Answer.CORRECT)) as answer,
        transaction.atomic(),
    ):
        held = Plot.objects.select_for_update().get(pk=space.pk)
        held.contact = new_contact
        held.save()
        answer.start()
        wait_until_somebody_waits()
    assert [check.answer for check in space.checks.all()] == [SpaceCheck.Answer.CORRECT]
    space.refresh_from_db()
    assert space.contact == new_contact
