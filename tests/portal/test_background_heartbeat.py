"""Signs of life of worker and clock, and what is said when they are missing."""

import os
import time

import pytest
from django.urls import reverse

from portal.operations.background import heartbeat
from portal.operations.background.heartbeat import MAX_STEP, PARTS, STALE_AFTER, START, stale_parts, touch
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

NOW = time.time()
LONG_AGO = NOW - STALE_AFTER - 1


@pytest.fixture
def heard():
    """Leaves signs of the age that is asked for."""

    def heard(**times):
        for name, at in times.items():
            touch(name)
            os.utime(heartbeat.heartbeat_file(name), (at, at))

    return heard


def test_nothing_is_missed_before_the_first_start():
    assert stale_parts(NOW) == {}


def test_what_never_ran_is_missed_five_minutes_after_the_start(heard):
    heard(start=NOW)
    assert stale_parts(NOW) == {}
    assert stale_parts(NOW + STALE_AFTER) == {"worker": None, "clock": None}


def test_a_start_after_a_long_rest_is_no_outage(heard):
    heard(worker=LONG_AGO, clock=LONG_AGO, start=NOW)
    assert stale_parts(NOW) == {}


def test_a_part_is_missed_after_five_minutes(heard):
    heard(start=LONG_AGO, worker=LONG_AGO, clock=NOW)
    assert stale_parts(NOW) == {"worker": pytest.approx(LONG_AGO)}
    heard(worker=NOW - STALE_AFTER + 1)
    assert stale_parts(NOW) == {}


def test_a_long_step_is_not_taken_for_death_and_an_endless_one_is(heard):
    with heartbeat.hold_lock("worker"):
        heard(start=NOW - 2 * MAX_STEP, worker=LONG_AGO, clock=NOW)
        assert stale_parts(NOW) == {}
        heard(worker=NOW - MAX_STEP)
        assert set(stale_parts(NOW)) == {"worker"}
    heard(worker=LONG_AGO)
    assert set(stale_parts(NOW)) == {"worker"}


def test_a_sign_that_cannot_be_left_ends_no_work(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.VAR_DIR = tmp_path / "file"
    touch("worker")
    assert heartbeat.last_beat("worker") is None


def test_signs_are_nobody_else_s(heard):
    heard(worker=NOW)
    assert heartbeat.heartbeat_file("worker").stat().st_mode & 0o077 == 0
    assert heartbeat.heartbeat_file("worker").parent.stat().st_mode & 0o077 == 0


def test_the_health_address_of_the_background_names_what_is_silent(client, heard):
    heard(start=LONG_AGO, worker=time.time(), clock=LONG_AGO)
    answer = client.get(reverse("background_health"))
    assert answer.status_code == 503
    assert answer.json() == {"status": "error", "worker": "ok", "clock": "error"}
    heard(clock=time.time())
    answer = client.get(reverse("background_health"))
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "worker": "ok", "clock": "ok"}
    assert "no-store" in answer["Cache-Control"]


def notices_of(client, user):
    client.force_login(user)
    page = client.get("/en/admin/").content.decode()
    return ["Background work stands still" in page, "The clock of the portal stands still" in page]


@pytest.mark.django_db
def test_the_start_page_tells_administrators_and_the_region_s_office(client, heard):
    region, town = OrganisationFactory(kind="region"), OrganisationFactory()
    told = [
        UserFactory(administrator=True),
        *(MembershipFactory(organisation=region, role=role).user for role in ("editor", "newsroom")),
    ]
    others = [
        MembershipFactory(organisation=region, role="reader").user,
        MembershipFactory(organisation=town, role="reviewer").user,
    ]
    heard(start=LONG_AGO, worker=LONG_AGO, clock=time.time())
    assert [notices_of(client, user) for user in told] == [[True, False]] * 3
    assert [notices_of(client, user) for user in others] == [[False, False]] * 2
    heard(**dict.fromkeys([*PARTS, START], time.time()))
    assert notices_of(client, told[0]) == [False, False]


@pytest.mark.django_db
def test_the_start_page_says_when_the_last_sign_came(client, heard):
    heard(start=1_700_000_000, worker=1_700_000_000)
    client.force_login(UserFactory(administrator=True))
    page = client.get("/admin/").content.decode()
    assert "letztes Lebenszeichen: 14.11.2023 23:13" in page
    assert "letztes Lebenszeichen: noch keines" in page
