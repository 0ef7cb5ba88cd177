"""Forty guesses at the same moment, from as many networks: no more hashes are computed than one after another would."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import hashers
from django.db import connections
from django.test import Client
from django.utils import timezone

from accounts.models import Brake, LoginEvent
from tests.accounts.test_login_throttle import FREE, Counting
from tests.factories.accounts import UserFactory
from tests.logging_in import log_in

AT_ONCE = 40


@pytest.mark.parametrize("exists", [True, False])
def test_of_forty_guesses_at_once_five_cost_a_hash(transactional_db, settings, monkeypatch, exists):
    settings.PASSWORD_HASHERS = ["tests.accounts.test_login_throttle.Counting"]
    hashers.get_hashers.cache_clear()
    email = UserFactory().email if exists else "weg@example.org"
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    Counting.calls, start = 0, threading.Barrier(AT_ONCE)

    def guess(number):
        start.wait()
        try:
            return log_in(Client(), email, "falsch", REMOTE_ADDR=f"192.0.{number}.1").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(guess, range(AT_ONCE)))
    hashers.get_hashers.cache_clear()
    print(f"{AT_ONCE} guesses at once: {Counting.calls} hashes, {LoginEvent.objects.count()} noted")
    assert set(statuses) == {200}
    assert Counting.calls == FREE
    assert Brake.objects.get(key__contains="account").count == FREE
    assert LoginEvent.objects.filter(kind="failed").count() == FREE


def test_what_a_guess_costs(transactional_db, settings):
    """Processor time of this process, with the hash of production."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    hashers.get_hashers.cache_clear()
    email, costs = UserFactory().email, []
    for number in range(20):
        before = time.process_time()
        log_in(Client(), email, f"falsch-{number}")
        costs.append(time.process_time() - before)
    hashers.get_hashers.cache_clear()
    hashed, refused = costs[1:FREE], sorted(costs)[:10]
    print(
        f"a guess with a hash {sum(hashed) / len(hashed):.3f} s, a refused one {sum(refused) / len(refused):.3f} s"
    )
    assert max(refused) < min(hashed) / 2
