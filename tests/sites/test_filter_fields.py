"""The fields and drawings that the filter form has by the hundred."""

import pytest
from django.http import QueryDict
from django.utils.translation import override

from sites.models import Space
from sites.search.filter_page.histograms import Histogram
from sites.search.filters import SpaceFilterSet
from sites.templatetags.filter_form import choice, figure_field, histogram


def field(typed):
    data = QueryDict(mutable=True)
    data["area_min"] = typed
    return SpaceFilterSet(data, Space.objects.none()).form["area_min"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "unit"),
    [("5.000", "<span>m²</span>"), ("5 ha", "<span hidden>m²</span>"), ("5000 qm", "<span hidden>m²</span>")],
)
def test_a_unit_that_is_typed_stands_alone(typed, unit):
    assert unit in figure_field(field(typed), "m²", is_end=True)


@pytest.mark.django_db
def test_the_name_that_is_read_out_begins_with_what_is_seen_beside_it():
    with override("en"):
        written = figure_field(field(""), "m²", is_end=True)
    assert ">from</label>" in written
    assert 'aria-label="Area from, m²"' in written


def test_a_histogram_says_where_its_outer_bars_end():
    with override("de"):
        drawn = histogram(Histogram("area", [1] * 12))
    assert 'data-below="<&nbsp;1.000 m²"'.replace("&nbsp;", "\u00a0").replace("<", "&lt;") in drawn.replace(
        "\u00a0m", " m"
    )
    assert "≥\u00a0100" in drawn


def test_nothing_hidden_is_an_svg():
    drawn = histogram(Histogram("area", [0] * 12))
    assert " hidden>" in drawn
    assert "hidden" not in drawn.partition("<svg")[2]


@pytest.mark.parametrize(
    ("count", "language", "shown"),
    [(0, "de", "0"), (999, "de", "999"), (1000, "de", "1.000"), (1000, "en", "1,000")],
)
def test_the_number_beside_a_choice_groups_its_thousands(count, language, shown):
    with override(language):
        assert f'<span class="num">{shown}</span>' in choice(
            "checkbox", "status", "free", "frei", count, False
        )
