"""Papers before they are printed: what a list holds, what a file is called, and what no disk may keep."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import timezone

from sites.models import Space
from sites.papers.expose import documents
from sites.papers.expose.documents import combined_expose, data_sheet, file_name, space_list
from sites.search.filters import SpaceFilterSet
from tests.factories.regions import LEIPZIG, square
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["Gewerbeflächen & Hallen"], "gewerbeflaechen-hallen"),
        (["Objekte", "Fläche ab 5 ha", "2027-03-31"], "objekte-flaeche-ab-5-ha-2027-03-31"),
        (["a" * 101], "a" * 100),
        (["a" * 99, "b"], "a" * 99),
        (["…"], "expose"),
        ([""], "expose"),
    ],
)
def test_a_file_is_called_by_what_was_asked_for_and_is_never_nameless(words, name):
    assert file_name(*words) == name


def listed(query="", language="de"):
    filterset = SpaceFilterSet(QueryDict(query), Space.objects.published().on_offer())
    spaces = filterset.matches
    return space_list(filterset, spaces.with_facts(), spaces.count(), language)


@pytest.mark.django_db
def test_a_list_says_how_many_there_are_under_which_filters_and_that_it_is_cut_off(monkeypatch):
    monkeypatch.setattr(documents, "MAX_LIST_LINES", 2)
    monkeypatch.setattr(timezone, "localdate", lambda *at: date(2027, 3, 31))
    for name in ("Erste", "Zweite", "Dritte"):
        SpaceFactory(name=name, zoning="GI")
    SpaceFactory(name="andere", zoning="GE")
    paper = listed("zoning=GI&sort=name")
    text = " ".join(paper.html.replace("&nbsp;", " ").replace("\u00a0", " ").split())
    assert "3 Objekte am 31. März 2027" in text
    assert "Filter: GI – Industriegebiet" in text
    assert "Diese Liste enthält die ersten 2." in text
    assert ["Dritte" in text, "Erste" in text, "Zweite" in text, "andere" in text] == [
        True,
        True,
        False,
        False,
    ]
    assert paper.name == "flaechenpool-gi-industriegebiet-2027-03-31"
    assert paper.cost == 1
    assert "Diese Liste enthält die ersten" not in listed("zoning=GE").html
    assert "Kein Objekt" in listed("zoning=GI&area_min=5").html


@pytest.mark.django_db
def test_a_data_sheet_draws_the_place_as_the_exposé_does_and_nothing_where_none_is_known():
    plot = SpaceFactory(at=LEIPZIG, boundary=square(LEIPZIG, 0.3))
    html = data_sheet(plot, "de").html
    assert html.count('class="drawing__sheet"') == 1
    assert "Lageplan" in html
    assert "drawing__sheet" not in data_sheet(SpaceFactory(municipality=None), "de").html


@pytest.mark.django_db
def test_a_list_tells_what_the_whole_costs_beside_the_square_metre():
    SpaceFactory(area=70_000, price_m2=35)
    assert "2.450.000\u00a0€, berechnet" in listed().html


@pytest.mark.django_db
def test_a_combined_exposé_holds_as_many_as_it_may_and_bears_each_remark_above_its_space(monkeypatch):
    monkeypatch.setattr(documents, "MAX_DOCUMENT_SPACES", 2)
    spaces = [SpaceFactory(name="Erste"), SpaceFactory(name="Zweite")]
    pool = Space.objects.with_page().order_by("number")
    paper = combined_expose(pool, "de", "Für Sie", remarks={spaces[1].pk: "Mein Favorit"})
    assert (paper.cost, paper.name, paper.is_personal) == (2, "fuer-sie", False)
    assert paper.html.count("Mein Favorit") == 1
    assert paper.html.rindex("Erste") < paper.html.index("Mein Favorit")
    SpaceFactory()
    with pytest.raises(documents.TooManySpaces):
        combined_expose(pool.all(), "de", "Für Sie")
