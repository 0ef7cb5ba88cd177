"""A process remembers the pages that it gave last, within its share of memory."""

from types import SimpleNamespace

from portal.recent_pages import RecentPages


def page(length):
    return SimpleNamespace(content=b"x" * length)


def test_the_page_that_was_not_asked_for_the_longest_goes():
    recent = RecentPages(most_bytes=10)
    first, second, third = page(4), page(4), page(3)
    recent.put("first", first)
    recent.put("second", second)
    assert recent.get("first") is first
    recent.put("third", third)
    assert (recent.get("first"), recent.get("second"), recent.get("third")) == (first, None, third)
    assert recent.bytes == 7


def test_a_page_of_the_same_key_takes_the_place_of_the_other():
    recent = RecentPages(most_bytes=10)
    recent.put("page", page(8))
    recent.put("page", page(6))
    assert (len(recent.get("page").content), recent.bytes) == (6, 6)


def test_a_page_larger_than_all_room_is_not_remembered():
    recent = RecentPages(most_bytes=10)
    recent.put("page", page(11))
    assert recent.get("page") is None
    assert recent.bytes == 0


def test_forgotten_pages_take_no_room():
    recent = RecentPages(most_bytes=10)
    recent.put("page", page(8))
    recent.clear()
    assert (recent.get("page"), recent.bytes) == (None, 0)
