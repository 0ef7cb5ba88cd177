"""What one address may do in an hour, whichever process answers."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.utils import timezone

from mailing.models import RateLimit
from mailing.querysets import HOUR
from mailing.rate_limit import client_network, delete_expired_limits, exceeds_rate_limit, refund

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def ask(rf):
    def ask(purpose="letters", address="192.0.2.7", at=NOW, per_hour=2):
        return exceeds_rate_limit(rf.get("/", REMOTE_ADDR=address), purpose, per_hour, at)

    return ask


def test_the_share_of_the_hour_is_used_up_after_so_many(ask):
    assert [ask(), ask(), ask(), ask()] == [False, False, True, True]


def test_all_processes_count_together(ask):
    """A cache is each process's own: another one's is empty."""
    ask()
    cache.clear()
    ask()
    cache.clear()
    assert ask()


def test_every_purpose_and_every_address_has_its_own_share(ask):
    for _time in range(3):
        ask()
    assert not ask(purpose="papers")
    assert not ask(address="192.0.2.8")


def test_an_hour_after_the_first_a_new_share_begins(ask):
    for minutes in (0, 30, 59):
        used_up = ask(at=NOW + timedelta(minutes=minutes))
    assert used_up
    assert not ask(at=NOW + HOUR)
    assert RateLimit.objects.get().count == 1


def test_what_was_not_done_is_given_back_to_its_own_share_only(ask, rf):
    ask()
    ask()
    ask(purpose="papers")
    refund(rf.get("/", REMOTE_ADDR="192.0.2.7"), "letters")
    assert sorted(RateLimit.objects.values_list("count", flat=True)) == [1, 1]
    assert [ask(), ask()] == [False, True]


def test_no_share_grows_by_giving_back_more_than_was_counted(ask, rf):
    ask()
    refund(rf.get("/", REMOTE_ADDR="192.0.2.7"), "letters", cost=2)
    assert RateLimit.objects.get().count == 1
    refund(rf.get("/", REMOTE_ADDR="192.0.2.7"), "letters")
    assert RateLimit.objects.get().count == 0


def test_what_costs_more_takes_more_of_the_share(rf):
    request = rf.get("/", REMOTE_ADDR="192.0.2.7")
    assert [exceeds_rate_limit(request, "letters", 5, NOW, cost) for cost in (2, 3, 1)] == [
        False,
        False,
        True,
    ]


def test_no_address_is_stored_and_what_is_stored_goes_after_the_hour(ask):
    ask()
    assert "192.0.2" not in str(RateLimit.objects.values().get())
    assert delete_expired_limits(NOW + HOUR - timedelta(seconds=1)) == 0
    assert delete_expired_limits(NOW + HOUR) == 1
    assert not RateLimit.objects.exists()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:3:3:4:5:6", "2001:db8:1:3::"),
        ("unknown", "unknown"),
    ],
)
def test_of_an_ipv6_address_the_household_counts(rf, address, network):
    """The first 64 bits: neighbours have others, and an owner of them has all below."""
    assert client_network(rf.get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize(
    ("proxy", "network"), [(("HTTP_X_FORWARDED_PROTO", "https"), "192.0.2.7"), (None, "198.51.100.1")]
)
def test_only_what_our_own_proxy_added_last_is_believed(rf, settings, proxy, network):
    """What stands before it a caller may have made up; without a proxy of ours all of it."""
    settings.SECURE_PROXY_SSL_HEADER = proxy
    headers = {"x-forwarded-for": "203.0.113.9, 192.0.2.7"}
    assert client_network(rf.get("/", headers=headers, REMOTE_ADDR="198.51.100.1")) == network


def test_a_busy_database_keeps_no_reader_waiting_but_every_form_is_counted(rf, monkeypatch):
    def refuse(*_given):
        raise OperationalError("database is locked")

    monkeypatch.setattr(RateLimit.objects, "increment", refuse)
    assert not exceeds_rate_limit(rf.get("/"), "papers", 1, NOW)
    with pytest.raises(OperationalError):
        exceeds_rate_limit(rf.post("/"), "papers", 1, NOW)
