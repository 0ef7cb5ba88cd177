"""A distance is told no more exactly than its two ends are known, wherever it is told."""

from decimal import Decimal

import pytest
from django.contrib.gis.geos import Point
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from investors.comparison import compare, comparison_table
from investors.selection import select_spaces
from regions.crs import to_storage
from sites.mapping.geojson import space_properties
from sites.models import Space, SpaceDistance
from sites.papers.expose.datasheet import sheet_facts
from sites.papers.tabular.rows import space_table
from sites.pool.distance_text import format_distance
from sites.pool.fact_groups import distance_rows
from sites.pool.presentation import card_facts, key_facts
from tests.factories.regions import LandmarkFactory
from tests.factories.sites import MunicipalityFactory, SpaceFactory
from tests.measuring import LEIPZIG, north

pytestmark = pytest.mark.django_db


def junction(km=5.3, **fields):
    fields = {"name": "Nord", "code": "A 14"} | fields
    return LandmarkFactory(kind="motorway_junction", place=north(km), **fields)


def town_at(place):
    return MunicipalityFactory(center=to_storage(Point(*place, srid=4326)))


def values(facts):
    """Also of the cells of a comparison."""
    return [fact.value.replace("\N{NO-BREAK SPACE}", " ") for fact in facts]


def told(space, language="de"):
    """How the distance to the junction is told on each page and paper."""
    space = Space.objects.with_page().get(pk=space.pk)
    with translation.override(language):
        row = distance_rows(space)[0]
        sheet = next(fact for fact in sheet_facts(space) if fact.note.startswith("A\N{NO-BREAK SPACE}14"))
        comparison = compare([space])
        cell = next(row.cells[0] for group in comparison.groups for row in group.rows if row.cells[0].note)
        shown = {
            "page": row.value,
            "head": values(key_facts(space))[-1],
            "card": values(card_facts(space))[-1],
            "sheet": sheet.value,
            "comparison": cell.value,
        }
    return {where: text.replace("\N{NO-BREAK SPACE}", " ") for where, text in shown.items()}


@pytest.mark.parametrize("precision", [None, 0, 250, 999])
def test_a_landmark_known_well_gives_tenths(precision):
    junction(precision_m=precision)
    assert told(SpaceFactory(at=LEIPZIG)) == {
        "page": "5,3 km",
        "head": "5,3 km (A 14)",
        "card": "5,3 km (A 14)",
        "sheet": "5,3 km",
        "comparison": "5,3 km",
    }


@pytest.mark.parametrize(("language", "words"), [("de", "etwa 5 km"), ("en", "about 5 km")])
def test_a_landmark_known_to_a_kilometre_gives_whole_ones_everywhere(language, words):
    junction(precision_m=1_000)
    assert told(SpaceFactory(at=LEIPZIG), language) == {
        "page": words,
        "head": f"{words} (A 14)",
        "card": f"{words} (A 14)",
        "sheet": words,
        "comparison": words,
    }


def test_a_hidden_place_gives_whole_kilometres_however_well_the_landmark_is_known():
    junction(precision_m=10)
    hidden = SpaceFactory(at=north(1), municipality=town_at(LEIPZIG), hidden_place=True)
    assert set(told(hidden).values()) == {"etwa 5 km", "etwa 5 km (A 14)"}


def test_a_place_that_is_shown_again_gives_tenths_again():
    junction(precision_m=10)
    space = SpaceFactory(at=LEIPZIG, municipality=town_at(north(1)), hidden_place=True)
    assert told(space)["card"] == "etwa 4 km (A 14)"
    space.discloses_address = True
    space.save()
    assert told(space)["card"] == "5,3 km (A 14)"


def test_what_somebody_typed_is_told_as_typed():
    junction(precision_m=2_000)
    space = SpaceFactory(at=LEIPZIG)
    SpaceDistance.objects.create(space=space, kind="motorway_junction", code="A 14", km="6.1")
    assert set(told(space).values()) == {"6,1 km", "6,1 km (A 14)"}


def test_a_proposal_that_shows_a_hidden_place_does_not_make_its_distances_exact():
    junction(precision_m=10)
    hidden = SpaceFactory(at=north(1), municipality=town_at(LEIPZIG), hidden_place=True)
    shown = Space.objects.with_page().get(pk=hidden.pk)
    shown.discloses_address = True
    assert distance_rows(shown)[0].value == "etwa 5\N{NO-BREAK SPACE}km"


@pytest.mark.parametrize(
    ("kilometres", "words"),
    [("0.0", "etwa 1 km"), ("0.4", "etwa 1 km"), ("2.5", "etwa 3 km"), ("19.4", "etwa 19 km")],
)
def test_no_distance_is_about_nothing(kilometres, words):
    spelt = format_distance(Decimal(kilometres), is_approximate=True)
    assert spelt.replace("\N{NO-BREAK SPACE}", " ") == words


def test_tables_and_map_give_the_figure_that_is_told():
    junction(precision_m=2_000)
    space = Space.objects.with_figures().get(pk=SpaceFactory(at=LEIPZIG).pk)
    header, (row,) = space_table([space])
    assert row[header.index("Autobahnanschlussstelle (km)")] == 5
    assert space_properties(space)["motorway_km"] == 5
    _header, rows = comparison_table(compare([space]))
    assert next(row[2] for row in rows if row[1] == "Autobahnanschlussstelle (km)") == 5


def test_no_tenth_makes_one_nearer_than_what_is_known_to_the_kilometre():
    junction(5.3, precision_m=10)
    junction(30, name="Süd", precision_m=2_000)
    exact, rough, far = (SpaceFactory(at=north(km)) for km in (0, 25.2, 60))
    query = QueryDict(f"ids={exact.number},{rough.number},{far.number}")
    spaces = Space.objects.with_card().prefetch_related("distances", "utilities")
    groups = compare(select_spaces(query, spaces).spaces).groups
    (row,) = [row for group in groups for row in group.rows if row.label == "Autobahnanschlussstelle"]
    assert values(row.cells) == ["5,3 km", "etwa 5 km", "etwa 30 km"]
    assert [cell.is_best for cell in row.cells] == [True, True, False]


def test_visitors_read_it_on_the_page_and_in_the_list(client):
    junction(precision_m=2_000)
    space = SpaceFactory(at=LEIPZIG)
    for address in (space.get_absolute_url(), reverse("sites:list")):
        page = client.get(address).content.decode().replace("\N{NO-BREAK SPACE}", " ")
        assert "etwa 5 km" in page
        assert "5,3 km" not in page
