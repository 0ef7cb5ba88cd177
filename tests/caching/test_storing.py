"""A cache that cannot answer keeps nobody waiting."""

from types import SimpleNamespace

import pytest

from caching import storing


class Cache:
    """Fails as long as it is told to."""

    def __init__(self):
        self.kept, self.asked, self.fails, self.seconds = {}, 0, (), None

    def ask(self, what):
        self.asked += 1
        if what in self.fails:
            raise ConnectionError("no cache there")

    def get(self, key):
        self.ask("get")
        return self.kept.get(key)

    def set(self, key, value, seconds):
        self.ask("set")
        self.kept[key], self.seconds = value, seconds

    def delete(self, key):
        self.ask("delete")
        self.kept.pop(key, None)


@pytest.fixture
def clock(monkeypatch):
    clock = SimpleNamespace(now=1000.0, in_atomic_block=False)
    monkeypatch.setattr(storing, "monotonic", lambda: clock.now)
    monkeypatch.setattr(storing, "connection", clock)
    storing.forget_failure()
    yield clock
    storing.forget_failure()


@pytest.fixture
def cache(monkeypatch, clock):
    cache = Cache()
    monkeypatch.setattr(storing, "cache", cache)
    return cache


def test_what_is_kept_belongs_to_this_release(cache, monkeypatch):
    storing.put("a", "value", 60)
    assert (storing.get("a"), cache.seconds) == ("value", 60)
    monkeypatch.setattr(storing, "release", lambda: "another")
    assert storing.get("a") is None


def test_what_is_over_already_is_not_kept(cache):
    for seconds in (0, -1):
        storing.put("a", "value", seconds)
    assert (cache.kept, cache.asked) == ({}, 0)


def test_within_a_transaction_nothing_is_kept_or_taken(cache, clock):
    storing.put("a", "value", 60)
    clock.in_atomic_block = True
    storing.put("b", "value", 60)
    assert (storing.get("a"), len(cache.kept), storing.is_asked()) == (None, 1, False)


@pytest.mark.parametrize("what", [("set",), ("get", "delete")])
def test_a_cache_that_failed_is_asked_again_after_ten_seconds(cache, clock, what):
    cache.fails = what
    storing.put("a", "value", 60)
    storing.get("a")
    asked = cache.asked
    clock.now += 9.9
    assert (storing.get("a"), storing.is_asked(), cache.asked) == (None, False, asked)
    cache.fails = ()
    clock.now += 0.1
    storing.put("a", "value", 60)
    assert storing.get("a") == "value"


def test_one_damaged_entry_is_forgotten_and_the_next_asked_for(cache, caplog):
    storing.put("a", "value", 60)
    cache.fails = ("get",)
    assert storing.get("a") is None
    cache.fails = ()
    assert (storing.get("a"), cache.kept, storing.is_asked(), caplog.text) == (None, {}, True, "")
