"""Two states of an object, and what differs in words."""

from decimal import Decimal

import pytest
import reversion
from django.template.loader import render_to_string
from django.utils.translation import override
from reversion.models import Version

from editing.comparing import DifferenceKind, RowChange, compare, display, stored_state, version_state
from editing.comparing.text_diff import diff_texts
from news.models import Article
from sites.models import Offer, Plot, Space, SpaceDistance, SpacePhoto
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceFactory, square

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def changed(obj, **values):
    """The comparison of `obj` as it is stored with what it is after setting `values`."""
    before = stored_state(obj)
    for name, value in values.items():
        setattr(obj, name, value)
    obj.save()
    return compare(type(obj), before, stored_state(type(obj).objects.get(pk=obj.pk)))


def state(**fields):
    return {"fields": fields, "rows": {}}


def plot(**fields):
    return Plot.objects.get(pk=SpaceFactory(**fields).pk)


def test_a_saved_object_without_a_change_says_the_same():
    assert not changed(ArticleFactory(title_de="Halle", body_de="<p>Text</p>"))
    assert not changed(plot(area=Decimal("12000")))


def test_a_field_is_named_with_its_language_in_the_language_of_the_reader():
    article = ArticleFactory(title_de="Alt")
    [difference] = changed(article, title_de="Neu").fields
    assert (difference.label, difference.before, difference.after) == ("Headline (German)", "Alt", "Neu")
    with override("de"):
        assert changed(article, title_de="Noch neuer").fields[0].label == "Überschrift (Deutsch)"


def test_figures_choices_and_days_are_written_as_the_reader_writes_them():
    comparison = changed(plot(area=Decimal("12000")), area=Decimal("12500.5"), marketing_status="reserved")
    said = {difference.label: (difference.before, difference.after) for difference in comparison.fields}
    assert said == {
        "Area": ("12,000\N{NO-BREAK SPACE}m²", "12,500.50\N{NO-BREAK SPACE}m²"),
        "Market status": ("available", "reserved"),
    }


def test_empty_and_nothing_are_the_same():
    assert not compare(Plot, state(address="", area=None), state(address=None, area=None))


def test_a_state_is_compared_as_far_as_it_goes():
    assert not compare(Plot, state(address="Hafen 1"), state(area=5))


def test_a_state_from_json_is_compared_with_one_in_python():
    before = state(area="12000.00", available_from="2026-12-01")
    after = state(area=Decimal("12000"), available_from=None)
    [difference] = compare(Plot, before, after).fields
    assert (difference.before, difference.after) == ("1\N{NO-BREAK SPACE}December 2026", "–")


def test_a_category_is_called_by_its_name_and_a_deleted_one_by_that():
    old, new = (CategoryFactory(name_de=name, name_en="", slug=name.lower()) for name in ("Alt", "Neu"))
    states = [state(category=key) for key in (old.pk, new.pk, 4711)]
    [difference] = compare(Article, states[0], states[1]).fields
    assert (difference.before, difference.after) == ("Alt", "Neu")
    assert compare(Article, states[1], states[2]).fields[0].after == "deleted since"


def test_a_text_shows_words_removed_and_added():
    article = ArticleFactory(body_de="<p>Der Hafen wächst.</p><ul><li>Eins</li></ul>")
    [difference] = changed(article, body_de="<p>Der Hafen schrumpft.</p><ul><li>Eins</li></ul>").fields
    assert difference.pieces == [
        ("same", "Der Hafen "),
        ("removed", "wächst"),
        ("added", "schrumpft"),
        ("same", ".\n• Eins"),
    ]


def test_a_number_with_a_point_is_one_word():
    assert diff_texts("Es sind 1.250 m² frei", "Es sind 1.850 m² frei") == [
        ("same", "Es sind "),
        ("removed", "1.250"),
        ("added", "1.850"),
        ("same", " m² frei"),
    ]


def test_a_single_word_that_stayed_does_not_cut_a_change_in_two():
    old, new = (
        "Der Platz ist voll erschlossen und sofort bebaubar.",
        "Der Platz ist kaum erschlossen und nie bebaubar.",
    )
    assert diff_texts(old, new) == [
        ("same", "Der Platz ist "),
        ("removed", "voll erschlossen und sofort"),
        ("added", "kaum erschlossen und nie"),
        ("same", " bebaubar."),
    ]


def test_texts_with_little_in_common_stand_whole_one_after_the_other():
    old, new = "Eine helle Halle in Leipzig.", "Regionstext: 850 m² in einem Gebäude von 1998."
    assert diff_texts(old, new) == [("removed", old), ("added", new)]


def test_a_text_that_only_looks_otherwise_says_so():
    article = ArticleFactory(body_de="<p>Ein Wort</p>")
    [difference] = changed(article, body_de="<p>Ein <strong>Wort</strong></p>").fields
    assert difference.is_formatting_only


def test_a_link_that_leads_elsewhere_is_no_formatting():
    article = ArticleFactory(body_de='<p><a href="https://a.example">Plan</a></p>')
    [difference] = changed(article, body_de='<p><a href="https://b.example">Plan</a></p>').fields
    assert "https://b.example" in difference.after


def test_a_long_text_leaves_out_what_is_far_from_a_change():
    far = "Wort " * 200
    marks = [mark for mark, _words in diff_texts(f"{far}alt {far}", f"{far}neu {far}")]
    assert marks == ["left out", "same", "removed", "added", "same", "left out"]


def test_a_rewritten_passage_of_any_length_is_compared_in_time():
    old, new = ("".join(f"{word}{n} " for n in range(5000)) for word in ("alt", "neu"))
    assert diff_texts(old, new) == [("removed", old), ("added", new)]


def test_a_boundary_is_told_by_its_size_and_carries_its_shape():
    shape = square(12.37, 51.34)
    [difference] = (
        difference
        for difference in changed(plot(boundary=shape), boundary=square(12.37, 51.34, 300)).fields
        if difference.field.name == "boundary"
    )
    assert difference.kind == DifferenceKind.PLACE
    assert difference.before == "40,000\N{NO-BREAK SPACE}m², 4 corners"
    assert difference.before_value.area == pytest.approx(40_000)
    assert difference.after_value.area == pytest.approx(90_000)


def test_rows_are_added_changed_and_removed():
    space = plot()
    sale = Offer.objects.create(space=space, disposal="sale", price_m2=35)
    Offer.objects.create(space=space, disposal="lease", rent_m2=4)
    before = stored_state(space)
    sale.price_m2 = 40
    sale.save()
    Offer.objects.filter(disposal="lease").delete()
    Offer.objects.create(space=space, disposal="ground_lease")
    comparison = compare(Plot, before, stored_state(space))
    assert [(row.label, row.change) for row in comparison.rows] == [
        ("Offer: sale", RowChange.CHANGED),
        ("Offer: ground lease", RowChange.ADDED),
        ("Offer: lease", RowChange.REMOVED),
    ]
    assert [(field.label, field.before, field.after) for field in comparison.rows[0].fields] == [
        ("Price", "35\N{NO-BREAK SPACE}EUR/m²", "40\N{NO-BREAK SPACE}EUR/m²")
    ]


def test_a_row_that_was_not_there_has_nothing_before_and_one_that_went_nothing_after():
    space = plot()
    SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Der Hafen", order=1)
    before = stored_state(space)
    SpacePhoto.objects.all().delete()
    SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Das Tor", order=5)
    added, removed = compare(Plot, before, stored_state(space)).rows
    assert [(field.before, field.after) for field in added.fields if field.label == "Order"] == [("–", "5")]
    assert [(field.before, field.after) for field in removed.fields if field.label == "Order"] == [("1", "–")]


def test_a_photo_added_shows_its_picture():
    space = plot()
    before = stored_state(space)
    picture = PictureFactory()
    SpacePhoto.objects.create(space=space, picture=picture, alt_de="Der Hafen")
    [row] = compare(Plot, before, stored_state(space)).rows
    [shown] = (difference for difference in row.fields if difference.kind == DifferenceKind.PICTURE)
    assert row.label == "Photo: Der Hafen"
    assert (shown.before_value, shown.after_value) == (None, picture)


def test_a_distance_that_is_computed_is_no_difference():
    space = plot()
    before = stored_state(space)
    SpaceDistance.objects.create(space=space, kind="airport", km=4, is_manual=False)
    assert not compare(Plot, before, stored_state(space))
    SpaceDistance.objects.create(space=space, kind="airport", km=5)
    assert compare(Plot, before, stored_state(space)).rows[0].change == RowChange.ADDED


def test_a_version_of_the_history_brings_its_rows():
    space = plot()
    Offer.objects.create(space=space, disposal="sale", price_m2=35)
    with reversion.create_revision():
        reversion.add_to_revision(space)
    version = Version.objects.get_for_object(space).get()
    assert not compare(Plot, version_state(version), stored_state(space))
    Offer.objects.all().delete()
    [row] = compare(Plot, version_state(version), stored_state(space)).rows
    assert row.change == RowChange.REMOVED


def test_ten_rows_cost_no_more_queries_than_one(django_assert_num_queries):
    space = plot()
    empty = {"fields": {}, "rows": {"sites.spacephoto": {}}}
    pictures = [PictureFactory(credit=f"Foto {number}") for number in range(10)]
    rows = {
        f"new-{number}": {"picture": picture.pk, "alt_de": "", "decorative": True}
        for number, picture in enumerate(pictures)
    }
    for count in (1, 10):
        after = {"fields": {}, "rows": {"sites.spacephoto": dict(list(rows.items())[:count])}}
        with django_assert_num_queries(1):
            assert len(compare(Plot, empty, after).rows) == count
    assert space


def test_the_table_escapes_what_editors_wrote():
    article = ArticleFactory(title_de="Bald ist es alt")
    comparison = changed(article, title_de="Bald ist es <script>alert(1)</script>")
    html = render_to_string("components/differences.html", {"comparison": comparison})
    assert "<script>" not in html
    assert "<del>" in html
    assert "<ins>" in html


@pytest.mark.parametrize(
    ("field", "stored"), [("available_from", "31.31.2020"), ("area", "viel"), ("boundary", "POLYGON ((1 2")]
)
def test_what_an_old_version_holds_and_nobody_can_read_any_more_is_told_as_it_stands(field, stored):
    field = Space._meta.get_field(field)
    assert display.python_value(field, stored) == stored
