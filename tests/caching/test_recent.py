"""A process remembers what it was asked for last, within its share of memory."""

from types import SimpleNamespace

from caching.parts import MOST_PIECES, memory
from caching.recent import Recent, forget
from portal.page_cache import MOST_BYTES_AT_HAND, recent


def page(length):
    return SimpleNamespace(content=b"x" * length)


def pages(most):
    return Recent(most, lambda key, page: len(page.content))


def test_what_was_not_asked_for_the_longest_goes():
    first, second, third = page(4), page(4), page(3)
    kept = pages(10)
    kept.put("first", first)
    kept.put("second", second)
    assert kept.get("first") is first
    kept.put("third", third)
    assert (kept.get("first"), kept.get("second"), kept.get("third")) == (first, None, third)
    assert kept.size == 7


def test_there_is_room_up_to_the_last_byte():
    kept = pages(6)
    for name in "aba":
        kept.put(name, page(3))
    assert (list(kept.values), kept.size) == (["b", "a"], 6)
    kept.put("a", page(4))
    assert (list(kept.values), kept.size) == (["a"], 4)


def test_a_value_of_the_same_key_takes_the_place_of_the_other():
    kept = pages(10)
    kept.put("page", page(8))
    kept.put("page", page(6))
    assert (len(kept.get("page").content), kept.size) == (6, 6)


def test_a_page_larger_than_all_room_is_not_remembered():
    kept = pages(10)
    kept.put("page", page(11))
    assert kept.get("page") is None
    assert kept.size == 0


def test_what_is_forgotten_takes_no_room():
    kept = pages(10)
    kept.put("page", page(8))
    kept.clear()
    assert (kept.get("page"), kept.size) == (None, 0)


def test_pieces_are_counted_and_pages_weighed():
    assert memory.most == MOST_PIECES
    assert memory.size_of("key", "a" * 100) == 1
    assert recent.most == MOST_BYTES_AT_HAND


def test_a_page_weighs_what_its_key_takes_too():
    """Else a reader with long questions that find nothing fills the memory."""
    short, long = (recent.size_of(("/", "q" * length), page(100)) for length in (1, 8_000))
    assert short > 100
    assert long - short > 8_000


def test_all_that_is_remembered_can_be_forgotten_at_once():
    kept = [pages(10), Recent(3)]
    for each in kept:
        each.put("a", page(1))
    forget()
    assert [each.get("a") for each in kept] == [None, None]
