"""The titles of copies, counted on: each condition by itself, without a database."""

from types import SimpleNamespace as Given

import pytest

from editing import duplicating


@pytest.mark.parametrize(
    ("title", "step", "longest", "next_title"),
    [
        ("Nordfeld", 1, None, "Nordfeld 2"),
        ("Nordfeld", 9, None, "Nordfeld 10"),
        ("Halle 07", 1, None, "Halle 08"),
        ("Halle 99", 1, None, "Halle 100"),
        ("Park 1899", 1, None, "Park 1900"),
        ("Park 1900", 1, None, "Park 1900 2"),
        ("Park 2100", 1, None, "Park 2100 2"),
        ("Park 2101", 1, None, "Park 2102"),
        ("Park 02025", 1, None, "Park 02026"),
        ("7", 1, None, "8"),
        ("A" * 8, 1, 10, "A" * 8 + " 2"),
        ("A" * 9, 1, 10, "A" * 8 + " 2"),
        ("A" * 8 + "99", 1, 10, "A" * 7 + "100"),
        ("1234567890", 1, None, "1234567890 2"),
    ],
)
def test_a_title_is_counted_on(title, step, longest, next_title):
    assert duplicating.counted_on(title, step, longest) == next_title


def test_titles_that_are_taken_are_left_out():
    class Kind:
        title_field = "name"
        _meta = Given(get_field=lambda name: Given(max_length=None))
        _base_manager = Given(values_list=lambda *names: [("Halle 5", ""), ("", "Hall 3")])
        name_de, name_en = "Halle 1", "Hall 1"

    found = duplicating.numbered_titles(Kind(), 2)
    assert found == [{"de": "Halle 2", "en": "Hall 2"}, {"de": "Halle 4", "en": "Hall 4"}]
    one = Kind()
    one.name_en = ""
    assert duplicating.numbered_titles(one, 2) == [{"de": "Halle 2"}, {"de": "Halle 3"}]
