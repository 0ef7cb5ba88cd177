"""Numbers, units and dates in both languages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import override

from formats.templatetags import typography

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("name", "value", "german", "english"),
    [
        ("area", 125_000, "12,5 ha", "12.5 ha"),
        ("area", 10_000, "1,0 ha", "1.0 ha"),
        ("area", 9_999, "9.999 m²", "9,999 m²"),
        ("area", 0, "0 m²", "0 m²"),
        ("area", Decimal("1234567.8"), "123,5 ha", "123.5 ha"),
        (
            "area",
            12_500,
            "1,3 ha",
            "1.3 ha",
        ),  # half up, as people round; Python rounds halves to the even digit
        ("metres", Decimal("6.25"), "6,3 m", "6.3 m"),
        ("m2", 18_200, "18.200 m²", "18,200 m²"),
        ("eur", 1_250_000, "1.250.000 €", "€1,250,000"),
        ("eur", -3, "−3 €", "−€3"),
        ("number", Decimal("-0.4"), "0", "0"),
        ("percent", Decimal("-0.04"), "0 %", "0%"),
        ("number", -12_345, "-12.345", "-12,345"),
        ("eur_m2", 35, "35 €/m²", "€35/m²"),
        ("eur_m2", Decimal("5.60"), "5,60 €/m²", "€5.60/m²"),
        ("metres", Decimal("12.20"), "12,2 m", "12.2 m"),
        ("metres", 24, "24 m", "24 m"),
        ("km", 3.2, "3,2 km", "3.2 km"),
        ("km", 4, "4,0 km", "4.0 km"),
        ("km", 10, "10 km", "10 km"),
        ("km", 19.4, "19 km", "19 km"),
        ("tonnes", 5, "5 t", "5 t"),
        ("percent", Decimal("4.50"), "4,5 %", "4.5%"),
        ("number", 1870, "1.870", "1,870"),
    ],
)
def test_figures_read_as_each_language_writes_them(name, value, german, english):
    show = getattr(typography, name)
    with override("de"):
        assert show(value) == german.replace(" ", NBSP)
    with override("en"):
        assert show(value) == english.replace(" ", NBSP)


def test_a_moment_is_told_by_the_clock_of_berlin():
    night = dt.datetime(2026, 11, 30, 23, 30, tzinfo=dt.UTC)
    with override("de"):
        assert typography.moment(night).replace(NBSP, " ") == "1. Dezember 2026, 00:30 Uhr"
    with override("en"):
        assert typography.moment(night).replace(NBSP, " ") == "1 December 2026, 00:30"


@pytest.mark.parametrize(
    "name",
    [
        "area",
        "m2",
        "eur",
        "eur_m2",
        "metres",
        "km",
        "tonnes",
        "percent",
        "number",
        "long_date",
        "iso_day",
        "tel",
        "moment",
        "language_names",
    ],
)
@pytest.mark.parametrize("nothing", [None, ""])
def test_missing_figure_stays_empty(name, nothing):
    assert getattr(typography, name)(nothing) == ""


@pytest.mark.parametrize("nonsense", ["many", "nan", "1e999999999"])
def test_nonsense_never_breaks_a_page(nonsense):
    assert typography.area(nonsense) == ""


def test_number_takes_decimals():
    with override("de"):
        assert typography.number(Decimal("0.8"), 2) == "0,80"


@pytest.mark.parametrize(
    "day",
    [
        dt.date(2017, 6, 9),
        "2017-06-09",
        dt.datetime(2017, 6, 8, 22, 30, tzinfo=dt.UTC),
    ],
)
def test_date_is_written_out_in_local_time(day):
    with override("de"):
        assert typography.long_date(day) == f"9.{NBSP}Juni 2017"
    with override("en"):
        assert typography.long_date(day) == f"9{NBSP}June 2017"


@pytest.mark.parametrize("day", [dt.date(2017, 6, 9), dt.datetime(2017, 6, 8, 22, 30, tzinfo=dt.UTC)])
def test_a_day_is_told_to_machines_in_local_time(day):
    assert typography.iso_day(day) == "2017-06-09"


@pytest.mark.parametrize("nonsense", ["2017-13-40", "soon"])
def test_nonsense_is_no_date(nonsense):
    assert typography.long_date(nonsense) == ""


@pytest.mark.parametrize(
    ("written", "dialled"),
    [("0341 555 01-00", "03415550100"), ("+49 (0)341 555 01", "+4934155501")],
)
def test_telephone_number_can_be_dialled(written, dialled):
    assert typography.tel(written) == dialled


def test_languages_are_named_in_the_language_of_the_page():
    with override("de"):
        assert typography.language_names(["de", "pl", "xx"]) == "Deutsch, Polnisch, xx"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("Kurz", "Kurz · Metropolregion"),
        ("Metropolregion", "Metropolregion"),
        ("W" * 53, f"{'W' * 53} · Metropolregion"),
        ("W" * 54, "W" * 54),
        ("\n  Kies &amp; Sand\n", "Kies &amp; Sand · Metropolregion"),
        ("W" * 60, "W" * 60),
        ("Wort " * 20, "Wort " * 13 + "…"),
        ("W" * 200, "W" * 69 + "…"),
        ("<b>", "&lt;b&gt; · Metropolregion"),
    ],
)
def test_a_title_names_the_region_where_it_has_room(page, title):
    text = "{% load typography %}{% page_title brand %}{{ page }}{% endpage_title %}"
    page = page if "<" in page else mark_safe(page)
    assert Template(text).render(Context({"brand": "Metropolregion", "page": page})) == title


@pytest.mark.parametrize(
    ("words", "title"),
    [("W" * 53, "W" * 53), ("W" * 54, "Metropolregion"), ("Guten Tag", "Guten Tag")],
)
def test_the_home_page_is_called_by_its_words_where_the_region_would_have_room_beside(words, title):
    assert typography.home_title(words, "Metropolregion") == title


def test_who_shows_a_link_gets_title_and_description_as_they_are_spoken():
    text = (
        "{% load typography %}{% page_title 'Region' %} {{ a }} {% endpage_title %}"
        "{% page_description %} {{ a }}. {% endpage_description %}"
    )
    context = Context({"a": "Kies & Sand"})
    assert Template(text).render(context) == "Kies &amp; Sand · RegionKies &amp; Sand."
    assert (context["told_title"], context["told_description"]) == ("Kies & Sand", "Kies & Sand.")


def test_a_day_stands_in_words_and_for_machines_and_none_has_no_element():
    with override("de"):
        told = typography.day(dt.date(2017, 6, 9))
    assert told == f'<time datetime="2017-06-09">9.{NBSP}Juni 2017</time>'
    assert typography.day(None) == ""
