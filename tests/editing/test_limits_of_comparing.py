"""How texts, values and changes are compared, at the very limits; without a database."""

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace as Given

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import models
from django.utils import translation

from editing import comments
from editing.admin.topics import Topic
from editing.comparing import pieces as texts
from editing.comparing import wording
from editing.comparing.differing import is_derived, is_same
from editing.comparing.wording import Difference, Kind
from editing.releasing import merging
from publishing.models import Picture
from sites.models import Space

# --- Texts


def words(count, beginning="w"):
    """So many words, no two alike; with the gaps between them twice as many tokens less one."""
    return " ".join(f"{beginning}{number}" for number in range(count))


@pytest.mark.parametrize(("limit", "is_whole"), [(3, False), (2, True)])
def test_a_long_passage_counts_as_written_anew(monkeypatch, limit, is_whole):
    monkeypatch.setattr(texts, "WORDS_AT_MOST", limit)
    found = [piece for piece in texts.passages("a b", "a c") if piece[1]]
    assert (found == [("removed", "a b"), ("added", "a c")]) is is_whole


@pytest.mark.parametrize(("kept", "is_whole"), [(3, False), (2, True)])
def test_a_passage_that_keeps_little_counts_as_written_anew(kept, is_whole):
    old, new = f"{words(kept)} {words(10 - kept, 'x')}", f"{words(kept)} {words(10 - kept, 'y')}"
    assert (texts.passages(old, new)[0] == ("removed", old)) is is_whole


@pytest.mark.parametrize(("between", "stands"), [(3, True), (2, False)])
def test_few_words_between_two_changes_are_shown_with_them(between, stands):
    island = words(between, "i")
    old, new = f"{words(9)} a {island} b {words(9, 'z')}", f"{words(9)} c {island} d {words(9, 'z')}"
    same = [said for mark, said in texts.passages(old, new) if mark == "same"]
    assert any(island in said for said in same) is stands


AROUND = texts.SHOWN_AROUND


@pytest.mark.parametrize(
    ("tokens", "is_first", "is_last", "left_out"),
    [
        (2 * AROUND, True, False, 0),
        (2 * AROUND + 1, True, False, AROUND + 1),
        (2 * AROUND + 1, False, True, AROUND + 1),
        (3 * AROUND, False, False, 0),
        (3 * AROUND + 1, False, False, AROUND + 1),
        (AROUND, True, True, 0),
        (AROUND + 1, True, True, AROUND + 1),
    ],
)
def test_what_is_far_from_a_change_is_left_out(tokens, is_first, is_last, left_out):
    same = ("same", "-" * tokens)
    change = ("added", "x")
    found = [same] if is_first and is_last else [same, change] if is_first else [change, same]
    found = [change, same, change] if not (is_first or is_last) else found
    shown = texts.shortened(found)
    assert sum(len(said) for mark, said in shown if mark == "left out") == left_out
    assert "".join(said for _mark, said in shown) == "".join(said for _mark, said in found)


def test_pieces_alike_are_joined_and_empty_ones_go():
    found = [("same", "a"), ("removed", ""), ("same", "b"), ("added", "c"), ("added", "d")]
    assert texts.joined(found) == [("same", "ab"), ("added", "cd")]


# --- Values


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (True, "yes"),
        (False, "no"),
        (Decimal("12.50"), "12.50"),
        (Decimal("12.00"), "12"),
        (Decimal("1200"), "1,200"),
        (1999.5, "1,999.5"),
        (9999, "9999"),
        (10_000, "10,000"),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), "2\u00a0March 2026, 10:00"),
        (datetime(2026, 3, 2).date(), "2\u00a0March 2026"),
        ("text", "text"),
    ],
)
def test_values_are_spelt_as_they_are_read(value, said):
    with translation.override("en"):
        assert wording.spelt(value) == said


SQUARE = Polygon.from_bbox((0, 0, 100, 100))


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        (SQUARE, "10,000\u00a0m², 4 corners"),
        (MultiPolygon(SQUARE, Polygon.from_bbox((200, 0, 300, 100))), "20,000\u00a0m², 8 corners"),
        (Point(12.5, 51.25, srid=4326), "51.25000 N, 12.50000 E"),
        (Point(12.5, 51.25), "51.25000 N, 12.50000 E"),
    ],
)
def test_a_boundary_is_told_by_its_size_and_a_point_by_where_it_lies(geometry, said):
    with translation.override("en"):
        assert wording.place(geometry) == said


def difference(before, after, kind=Kind.TEXT):
    return Difference(None, "", kind, before, after)


@pytest.mark.parametrize(
    ("before", "after", "kind", "is_formatting", "has_pieces"),
    [
        ("a", "a", Kind.TEXT, True, True),
        ("a b", "a c", Kind.TEXT, False, True),
        ("a", "b", Kind.TEXT, False, False),
        ("a", "a", Kind.VALUE, False, False),
        ("a", "b", Kind.VALUE, False, False),
        (wording.EMPTY, "b", Kind.TEXT, False, False),
        ("a", wording.EMPTY, Kind.TEXT, False, False),
    ],
)
def test_texts_are_told_piece_by_piece_where_something_stayed(before, after, kind, is_formatting, has_pieces):
    found = difference(before, after, kind)
    assert found.is_formatting_only is is_formatting
    assert bool(found.pieces) is has_pieces


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("municipality", Kind.VALUE),
        ("location", Kind.PLACE),
        ("zoning", Kind.VALUE),
        ("zoning_restricted", Kind.VALUE),
        ("name_de", Kind.TEXT),
        ("description_de", Kind.TEXT),
        ("area", Kind.VALUE),
    ],
)
def test_a_field_is_of_a_kind(name, kind):
    assert wording.kind_of(Space._meta.get_field(name)) == kind


TEXT, AREA = (Space._meta.get_field(name) for name in ("name_de", "area"))
PLACE, OWNER = (Space._meta.get_field(name) for name in ("location", "municipality"))
MANY = models.ManyToManyField(Picture)


@pytest.mark.parametrize(
    ("field", "old", "new", "same"),
    [
        (TEXT, None, "", True),
        (TEXT, "", "a", False),
        (TEXT, "a", "a", True),
        (AREA, 0, None, False),
        (AREA, 0, 0, True),
        (OWNER, 1, "1", True),
        (OWNER, None, "None", False),
        (OWNER, None, None, True),
        (OWNER, 1, 2, False),
        (PLACE, Point(0, 0), Point(0, 0.0009), True),
        (PLACE, Point(0, 0), Point(0, 0.0011), False),
        (PLACE, Point(0, 0), None, False),
        (PLACE, None, None, True),
        (MANY, [1, 2], ["2", "1"], True),
        (MANY, [1], [1, 2], False),
        (MANY, None, [], True),
    ],
)
def test_values_are_the_same_as_the_field_means_them(field, old, new, same):
    assert is_same(field, old, new) is same


def test_a_row_is_derived_when_all_its_marks_are_so():
    model = Given(derived_rows={"is_manual": False, "kind": "a"})
    assert is_derived(model, {"is_manual": False, "kind": "a", "km": 3})
    assert not is_derived(model, {"is_manual": False, "kind": "b"})
    assert not is_derived(model, {"is_manual": True, "kind": "a"})
    assert not is_derived(Given(), {"is_manual": False})


def test_a_text_of_the_editor_is_read_in_lines():
    markup = (
        '<h2>A</h2><p>b <a class="x" href="/c/">d</a><br>e</p><ul><li><p>f &amp; g</p></li><li></li></ul>'
    )
    assert wording.words_of(markup) == "A\nb d (/c/)\ne\n• f & g"


# --- Merging


class Storage:
    """Of files, by name, their bytes; None for one that is gone."""

    files = {
        "one/plan.pdf": 5,
        "two/plan.pdf": 5,
        "two/plan2.pdf": 5,
        "three/plan.pdf": 6,
        "gone/plan.pdf": None,
    }

    def exists(self, name):
        return self.files[name] is not None

    def size(self, name):
        return self.files[name]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("one/plan.pdf", "two/plan.pdf", True),
        ("one/plan.pdf", "two/plan2.pdf", False),
        ("one/plan.pdf", "three/plan.pdf", False),
        ("one/plan.pdf", "gone/plan.pdf", False),
        ("gone/plan.pdf", "one/plan.pdf", False),
    ],
)
def test_a_file_is_the_same_by_name_and_size_wherever_it_lies(one, other, same):
    assert merging.is_same_file(Storage(), one, other) is same


TAKEN = [
    (("fields", "area"), {"fields": {"area": 2}}),
    (("sites.offer", "17"), {"rows": {"17": {"a": 2, "b": 2}}}),
    (("sites.offer", "17", "a"), {"rows": {"17": {"a": 2, "b": 1}}}),
    (("sites.offer", "18"), {"rows": {"17": {"a": 1, "b": 1}, "new--18": {"a": 2, "b": 2}}}),
    (("sites.offer", "18", "a"), {"rows": {"17": {"a": 1, "b": 1}, "new--18": {"a": 2, "b": 2}}}),
    (("sites.offer", "new-1"), {"rows": {"17": {"a": 1, "b": 1}, "new-1": {"a": 3}}}),
    (("sites.offer", "19"), {"rows": {"17": {"a": 1, "b": 1}}}),
    (("pictures", "5", "credit"), {"pictures": {"5": {"credit": "mine", "licence": ""}}}),
    (
        ("pictures", "6", "credit"),
        {"pictures": {"5": {"credit": "theirs", "licence": ""}, "6": {"credit": "new"}}},
    ),
]


@pytest.mark.parametrize(("key", "becomes"), TAKEN)
def test_what_is_taken_is_that_alone_and_a_row_that_is_gone_comes_back_as_a_new_one(key, becomes):
    theirs = {
        "fields": {"area": 1},
        "rows": {"sites.offer": {"17": {"a": 1, "b": 1}}},
        "pictures": {"5": {"credit": "theirs", "licence": ""}},
    }
    mine = {
        "fields": {"area": 2},
        "rows": {"sites.offer": {"17": {"a": 2, "b": 2}, "18": {"a": 2, "b": 2}, "new-1": {"a": 3}}},
        "pictures": {"5": {"credit": "mine", "licence": "x"}, "6": {"credit": "new"}},
    }
    merging.take(theirs, mine, key)
    assert theirs["fields"] == becomes.get("fields", {"area": 1})
    assert theirs["rows"]["sites.offer"] == becomes.get("rows", {"17": {"a": 1, "b": 1}})
    assert theirs["pictures"] == becomes.get("pictures", {"5": {"credit": "theirs", "licence": ""}})


def test_a_row_that_is_gone_in_mine_goes_in_theirs():
    theirs = {"rows": {"sites.offer": {"17": {"a": 1}}}, "fields": {}, "pictures": {}}
    merging.take(theirs, {"rows": {"sites.offer": {}}}, ("sites.offer", "17"))
    merging.take(theirs, {"rows": {"sites.offer": {}}}, ("sites.offer", "18"))
    assert theirs["rows"]["sites.offer"] == {}


# --- Words of the history, topics of a form


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("", ""),
        ("As somebody left it", "As somebody left it"),
        ('"text"', '"text"'),
        ('[{"added": {}}]', "Added."),
        ('[1, {"added": {}}]', "Added."),
    ],
)
def test_a_comment_is_read_whatever_it_is(comment, said):
    with translation.override("en"):
        assert comments.in_our_words(comment) == said


def test_our_own_words_stand_before_django_s(monkeypatch):
    monkeypatch.setattr(comments, "read", lambda message: message["said"])
    with translation.override("en"):
        assert comments.in_our_words('[{"said": "Ours."}]') == "Ours."
        assert comments.in_our_words('[{"added": {}}, {"said": "Ours."}]') == "Ours. Added."
        assert comments.in_our_words("[]") == "No fields changed."


TOPIC = Topic("law", "Law", fields=("zoning", ("grz", "gfz")))


@pytest.mark.parametrize(
    ("data", "is_sent"),
    [
        ({}, False),
        ({"zoning": ""}, True),
        ({"gfz": "1"}, True),
        ({"grz_0": ""}, True),
        ({"area": "1"}, False),
    ],
)
def test_a_topic_is_sent_with_each_of_its_fields(data, is_sent):
    assert TOPIC.is_sent(data) is is_sent


@pytest.mark.parametrize(
    ("keys", "is_touched"),
    [
        ([("fields", "gfz")], True),
        ([("fields", "area")], False),
        ([("sites.offer", "gfz")], False),
        ([("fields", "area"), ("fields", "zoning")], True),
        ([], False),
    ],
)
def test_a_change_touches_the_topics_of_its_fields(keys, is_touched):
    assert TOPIC.is_touched(keys) is is_touched


def test_a_topic_counts_what_says_something_as_a_nought_does_and_a_no_does_not():
    topic = Topic(
        "law", "Law", fields=("zoning", "zoning_restricted", "noise_day", "name", "name_de", "name_en")
    )
    assert topic.filled(Space(zoning="GI", zoning_restricted=False, noise_day=0)) == (2, 4)
    assert topic.filled(Space(zoning="", zoning_restricted=True)) == (1, 4)
    assert topic.holds("noise_day")
    assert not topic.holds("area")


@pytest.mark.parametrize(
    ("field", "stored"), [("available_from", "31.31.2020"), ("area", "viel"), ("boundary", "POLYGON ((1 2")]
)
def test_what_an_old_version_holds_and_nobody_can_read_any_more_is_told_as_it_stands(field, stored):
    field = Space._meta.get_field(field)
    assert wording.python_value(field, stored) == stored
