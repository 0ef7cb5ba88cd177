"""How long a part of a page is right, and what is kept of it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from caching import parts, storing

AT = datetime(2026, 3, 28, 22, 30, tzinfo=UTC)
"""Half past eleven of the evening before clocks go forward."""


@pytest.fixture
def kept(monkeypatch):
    """What is kept: {key: (value, seconds)}, in a cache that can always be asked."""
    kept = {}
    monkeypatch.setattr(storing, "is_asked", lambda: True)
    monkeypatch.setattr(storing, "get", lambda key: kept.get(key, (None,))[0])
    monkeypatch.setattr(storing, "put", lambda key, value, seconds: kept.update({key: (value, seconds)}))
    monkeypatch.setattr(parts, "version_of", lambda rooms: "-".join(rooms))
    return kept


def made(name="cards", rooms=("sites",), at=AT, ends=parts.tomorrow, value="new"):
    return parts.taken_or_made(name, rooms, lambda: value, ends, at)


def test_tomorrow_begins_at_midnight_of_the_region():
    assert parts.tomorrow(AT) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert parts.tomorrow(AT + timedelta(minutes=30)) == datetime(2026, 3, 29, 22, tzinfo=UTC)


def test_a_part_is_kept_until_its_end_and_no_second_longer(kept):
    assert made(value="first") == "first"
    ((_value, seconds),) = kept.values()
    assert seconds == 30 * 60
    end = parts.tomorrow(AT)
    assert made(at=end - timedelta(microseconds=1)) == "first"
    assert made(at=end) == "new"


def test_a_part_made_after_a_moment_is_not_right_before_it(kept):
    made(value="first")
    assert made(at=AT) == "first"
    assert made(at=AT - timedelta(microseconds=1)) == "new"


def test_a_part_of_another_name_language_or_state_is_another_one(kept):
    made(value="first")
    assert made(name="map") == "new"
    assert made(rooms=("sites", "news")) == "new"
    with translation.override("en"):
        assert made() == "new"
    assert made() == "first"


def test_a_part_that_is_kept_already_is_told_without_being_made(kept, monkeypatch):
    assert parts.kept_already("cards", ["sites"], AT) is None
    made(value="first")
    assert parts.kept_already("cards", ["sites"], AT) == "first"
    assert parts.kept_already("cards", ["sites"], parts.tomorrow(AT)) is None
    monkeypatch.setattr(storing, "is_asked", lambda: False)
    assert parts.kept_already("cards", ["sites"], AT) is None
    assert made() == "new"


def test_a_small_part_is_remembered_as_long(kept, monkeypatch, settings):
    monkeypatch.setattr(parts, "connection", SimpleNamespace(in_atomic_block=False))
    values = iter(range(9))

    def remembered(at=AT, name="card"):
        return parts.remembered(name, ["sites"], lambda: next(values), at=at)

    assert [remembered(), remembered(), remembered(name="other")] == [0, 0, 1]
    assert remembered(parts.tomorrow(AT) - timedelta(microseconds=1)) == 0
    assert remembered(parts.tomorrow(AT)) == 2
    assert remembered(AT) == 3  # what was made later is not right before
    settings.DEBUG = True
    assert remembered() == 4
    settings.DEBUG = False
    monkeypatch.setattr(parts, "connection", SimpleNamespace(in_atomic_block=True))
    assert remembered() == 5


@pytest.mark.parametrize("value", ["plain", SafeString("<p>markup</p>"), ("a", "tuple")])
def test_what_nobody_can_change_is_read_from_the_shared_cache_once(kept, monkeypatch, value):
    made(value=value)
    assert made() == value
    monkeypatch.setattr(storing, "get", lambda key: pytest.fail(f"read {key} again"))
    assert made() == value


def test_what_somebody_could_change_is_read_again(kept):
    made(value=["a list"])
    made().append("changed")
    kept.clear()
    assert made(value="new") == "new"
