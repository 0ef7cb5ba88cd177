"""A login ends after some idle time, sooner for administrators, and a day after it began."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import sessions
from accounts.models import Session
from portal.operations.duties import delete_ended_sessions
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.sites import SpaceFactory
from tests.logging_in import is_in
from tests.portal.test_typed_before_login import carried, change_page

pytestmark = pytest.mark.django_db

HOUR = 3600


def move(client, **seconds):
    """Let so many seconds have gone by since each."""
    session = client.session
    for name, ago in seconds.items():
        session[name] = sessions.unix_seconds() - ago
    session.save()


@pytest.mark.parametrize(
    ("administrator", "idle", "is_still_in"),
    [(False, 8 * HOUR - 60, True), (False, 8 * HOUR, False), (True, HOUR - 60, True), (True, HOUR, False)],
)
def test_it_ends_after_idle_time(client, administrator, idle, is_still_in):
    client.force_login(UserFactory(administrator=administrator))
    move(client, seen=idle)
    assert is_in(client) == is_still_in


def test_it_ends_a_day_after_it_began_however_busy(client):
    client.force_login(UserFactory())
    move(client, began=24 * HOUR)
    assert not is_in(client)
    assert Session.objects.count() == 0


def test_the_time_is_written_every_five_minutes_and_not_with_each_page(client):
    client.force_login(UserFactory())
    before = client.session["seen"]
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("admin:access"))
    assert not [query["sql"] for query in asked if "UPDATE" in query["sql"]]
    move(client, seen=sessions.WRITE_INTERVAL_SECONDS)
    client.get(reverse("admin:access"))
    assert client.session["seen"] >= before


def test_a_session_from_before_there_were_times_is_over(client):
    client.force_login(UserFactory())
    session = client.session
    del session["began"], session["seen"]
    session.save()
    assert not is_in(client)


def test_what_is_not_public_is_closed_with_it(client):
    member = MembershipFactory(role="editor")
    client.force_login(member.user)
    draft = SpaceFactory(draft=True, steward=member.organisation).get_absolute_url()
    assert client.get(draft).status_code == 200
    move(client, seen=8 * HOUR)
    assert client.get(draft).status_code == 404


def test_what_was_typed_into_a_session_that_ended_is_kept(client):
    client.force_login(UserFactory(administrator=True))
    page = change_page(ArticleFactory())
    move(client, seen=HOUR)
    answer = client.post(page, {"title_de": "Nicht verloren"})
    assert answer.status_code == 403
    assert "Nicht verloren" in carried(answer)["typed_before"]


def test_readers_have_no_session_and_cost_no_question(client):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse("portal:search"))
    assert answer.cookies == {}
    assert not [query["sql"] for query in asked if "session" in query["sql"]]


def test_ended_sessions_are_deleted_by_a_duty(client):
    client.force_login(UserFactory())
    now = timezone.now()
    assert delete_ended_sessions(now + timedelta(hours=23)) == 0
    assert delete_ended_sessions(now + timedelta(hours=25)) == 1


def test_a_session_in_which_no_password_was_typed_is_not_sure():
    assert not sessions.recently_authenticated({})


@pytest.mark.parametrize(("ago", "is_sure"), [(599, True), (600, False)])
def test_for_ten_minutes_after_the_password_nobody_types_it_again(ago, is_sure):
    now = timezone.now()
    session = {}
    sessions.mark_authenticated(session, now)
    assert sessions.recently_authenticated(session, now + timedelta(seconds=ago)) is is_sure


@pytest.mark.parametrize(("later", "is_noted"), [(299, False), (300, True)])
def test_that_somebody_is_still_there_is_noted_every_five_minutes(later, is_noted):
    now = timezone.now()
    session = {}
    sessions.start_session(session, now)
    sessions.record_activity(session, now + timedelta(seconds=later))
    assert (session["seen"] - session["began"] == later) is is_noted
