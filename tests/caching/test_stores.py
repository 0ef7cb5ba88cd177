"""What is kept is right at its moment and within its share of memory; a cache that fails keeps nobody waiting."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import transaction

from caching import stores
from caching.stores import Store, clear_stores

pytestmark = pytest.mark.django_db(transaction=True)  # within one nothing is kept

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
END = AT + timedelta(hours=1)
MOMENT = timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def empty():
    cache.clear()
    clear_stores()
    yield
    cache.clear()
    clear_stores()


def put(store, key, value="page"):
    store.put(key, value, AT, END)


def found(store, key, at=AT):
    entry = store.get(key, at)
    return entry and entry.value


def by_length(most):
    return Store(most, lambda key, value: len(value))


@pytest.mark.parametrize("shared_as", ["", "page"])
def test_a_value_is_right_from_its_beginning_to_its_end_and_not_a_moment_longer(shared_as):
    store = Store(10, shared_as=shared_as)
    put(store, "a")
    moments = [AT - MOMENT, AT, END - MOMENT, END]
    assert [found(store, "a", at) for at in moments] == [None, "page", "page", None]


def test_what_one_process_made_all_find_and_a_newer_one_replaces_what_ended():
    ours, theirs = Store(10, shared_as="page"), Store(10, shared_as="page")
    put(ours, "a", "old")
    theirs.put("a", "new", END, END + timedelta(hours=1))
    assert (found(ours, "a"), found(ours, "a", END)) == ("old", "new")
    assert found(Store(10, shared_as="part"), "a", END) is None
    assert found(Store(10), "a", END) is None


def test_what_is_kept_belongs_to_this_release(monkeypatch):
    put(Store(10, shared_as="page"), "a")
    monkeypatch.setattr(stores, "release_id", lambda: "another")
    assert found(Store(10, shared_as="page"), "a") is None


def test_within_a_transaction_nothing_is_kept_or_found():
    store = Store(10, shared_as="page")
    put(store, "a")
    with transaction.atomic():
        put(store, "b")
        assert found(store, "a") is None
    assert (found(store, "a"), found(store, "b")) == ("page", None)


def test_what_was_not_asked_for_the_longest_goes():
    store = by_length(10)
    put(store, "first", "1234")
    put(store, "second", "1234")
    assert found(store, "first")
    put(store, "third", "123")
    assert [found(store, key) for key in ("first", "second", "third")] == ["1234", None, "123"]


def test_a_value_of_the_same_key_takes_the_room_of_the_other_and_one_that_is_too_large_none():
    store = by_length(10)
    for value in ("12345678", "123456", "1234"):
        put(store, "a", value)
    put(store, "b", "123456")
    assert (found(store, "a"), found(store, "b")) == ("1234", "123456")
    put(store, "c", "12345678901")
    assert found(store, "c") is None


def test_all_that_is_remembered_can_be_forgotten_at_once():
    kept = [by_length(10), Store(3)]
    for store in kept:
        put(store, "a")
    clear_stores()
    assert [found(store, "a") for store in kept] == [None, None]


class Failing:
    """The cache, of which some methods fail."""

    def __init__(self):
        self.fails, self.asked = set(), 0

    def __getattr__(self, name):
        def ask(*arguments):
            self.asked += 1
            if name in self.fails:
                raise ConnectionError("no cache there")
            return getattr(cache, name)(*arguments)

        vars(self)[name] = ask  # one object, as Django's methods compare equal
        return ask


@pytest.fixture
def failing(monkeypatch):
    failing = Failing()
    monkeypatch.setattr(stores, "cache", failing)
    return failing


@pytest.fixture
def clock(monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(stores, "monotonic", lambda: clock[0])
    return clock


@pytest.mark.parametrize("fails", [{"set"}, {"get", "delete"}])
def test_a_cache_that_failed_is_asked_again_after_ten_seconds(failing, clock, fails, caplog):
    store = Store(10, shared_as="page")
    failing.fails = fails
    put(store, "a")
    found(store, "b")
    asked = failing.asked
    clock[0] += 9.9
    assert (found(store, "a"), found(store, "b"), failing.asked) == ("page", None, asked)
    failing.fails = set()
    clock[0] += 0.1
    put(store, "a")
    assert found(Store(10, shared_as="page"), "a") == "page"
    assert caplog.text.count("The cache does not answer") == 1


def test_one_damaged_entry_is_deleted_and_the_next_asked_for(failing, caplog):
    put(Store(10, shared_as="page"), "a")
    failing.fails = {"get"}
    assert found(Store(10, shared_as="page"), "a") is None
    failing.fails = set()
    assert found(Store(10, shared_as="page"), "a") is None
    put(Store(10, shared_as="page"), "a")
    assert found(Store(10, shared_as="page"), "a") == "page"
    assert caplog.text == ""
