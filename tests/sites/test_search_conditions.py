"""What a search asks, says and offers: each condition by itself. What asks the database is only looked at."""

from decimal import Decimal
from types import SimpleNamespace as Given

import pytest
from django.contrib.gis.geos import Point, Polygon
from django.db.models import Q
from django.http import QueryDict

from sites.filter_page import chips, relaxations, tabs
from sites.filter_page.histograms import Histogram
from sites.filter_page.page import FilterPage
from sites.filters import SpaceFilterSet
from sites.filters import filterset as filtersets
from sites.models import Space

pytestmark = pytest.mark.usefixtures("english")

BOX = Polygon.from_bbox((4_480_000, 3_140_000, 4_481_000, 3_141_000))
BOX.srid = 3035
POINT = Point(4_480_000, 3_140_000, srid=3035)


@pytest.fixture(autouse=True)
def without_roads(monkeypatch):
    monkeypatch.setattr(filtersets, "graph", lambda: None)


def search(query="", kind=None):
    return SpaceFilterSet(QueryDict(query), Space.objects.all(), kind=kind)


# --- The filter set


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("area_min=&q=+a+", {"q": ["a"]}),
        ("kind=plot&kind=&kind=hall", {"kind": ["plot", "hall"]}),
        ("vehicle=car", {}),
        ("vehicle=car&minutes=30", {"vehicle": ["car"], "minutes": ["30"]}),
    ],
)
def test_what_is_empty_or_serves_nothing_is_not_asked(query, kept):
    assert dict(search(query).data.lists()) == kept


def test_without_roads_nothing_is_asked_of_them_but_what_the_address_asks():
    assert not filtersets.NEEDING_ROADS & search().filters.keys()
    assert "minutes" in search("minutes=30").filters
    assert "kind" in search().filters
    assert "kind" not in search(kind="plot").filters


@pytest.mark.parametrize(
    ("query", "musts", "wishes"),
    [
        ("area_min=5", {"area_min"}, set()),
        ("area_min=5&nice=area_min", set(), {"area_min"}),
        ("area_min=5&rail_siding=possible&nice=rail_siding", {"area_min"}, {"rail_siding"}),
        ("sort=-area&unknown=area", set(), set()),
        ("radius=5", set(), set()),
    ],
)
def test_a_filter_is_a_must_or_a_wish(query, musts, wishes):
    found = search(query)
    assert (found.musts.keys(), found.wishes.keys()) == (musts, wishes)


@pytest.mark.parametrize(
    ("query", "or_unknown", "takes_unknown"),
    [
        ("area_min=5", None, False),
        ("area_min=5&unknown=area", None, True),
        ("area_min=5&unknown=area", False, False),
        ("area_min=5", True, True),
        ("area_min=5&unknown=crane", None, False),
    ],
)
def test_what_leaves_a_figure_open_counts_where_it_is_asked_for(query, or_unknown, takes_unknown):
    condition = search(query).condition("area_min", or_unknown=or_unknown)
    assert (condition == Q(area__gte=Decimal(5)) | Q(area__isnull=True)) is takes_unknown
    assert (condition == Q(area__gte=Decimal(5))) is not takes_unknown


def test_what_only_one_kind_has_finds_that_kind_alone():
    condition = search("clear_height_min=5").condition("clear_height_min")
    assert condition == Q(clear_height__gte=Decimal(5)) & Q(kind="hall")
    assert search("clear_height_min=5").only_kind == "hall"
    assert search("clear_height_min=5&nice=clear_height_min").only_kind == ""
    assert search("clear_height_min=5&zoning=GI").only_kind == ""
    assert search("kind=plot").only_kind == "plot"
    assert search("kind=plot&kind=hall").only_kind == ""
    assert search(kind="hall").only_kind == "hall"


@pytest.mark.parametrize(
    ("query", "kind", "name", "offers"),
    [
        ("", None, "zoning", True),
        ("", "hall", "zoning", False),
        ("zoning=GI", "hall", "zoning", True),
        ("", "plot", "zoning", True),
        ("", "plot", "kind", False),
        ("", None, "area_min", True),
    ],
)
def test_a_form_offers_what_the_kind_has_and_what_is_asked(query, kind, name, offers):
    assert search(query, kind).offers(name) is offers


@pytest.mark.parametrize(
    ("query", "sort"),
    [
        ("", filtersets.DEFAULT_SORT),
        ("sort=-area", "-area"),
        ("sort=distance", filtersets.DEFAULT_SORT),
        ("sort=relevance", filtersets.DEFAULT_SORT),
        ("area_min=5&nice=area_min", "relevance"),
        ("area_min=5&nice=area_min&sort=-area", "-area"),
        ("area_min=5&nice=area_min&sort=distance", filtersets.DEFAULT_SORT),
    ],
)
def test_the_order_is_what_can_be_had(query, sort):
    assert search(query).sort == sort


@pytest.mark.parametrize(
    ("smallest", "largest", "is_refused"),
    [("5", "4", True), ("5", "5", False), ("5", "", False), ("", "4", False), ("0", "0", False)],
)
def test_an_upper_limit_below_the_lower_one_is_told(smallest, largest, is_refused):
    found = search(f"area_min={smallest}&area_max={largest}")
    assert ("area_max" in found.form.errors) is is_refused


def test_a_search_is_the_same_in_another_order():
    assert search("a=1&area_min=5&sort=-area").key == search("area_min=5").key
    assert search("area_min=5").key != search("area_min=6").key
    assert search("area_min=5").key != search("area_min=5", "plot").key
    assert search("area_min=5&rail_siding=possible").asked_figures == ["area", "rail_siding"]


# --- Chips


@pytest.mark.parametrize(
    ("query", "dropped", "left"),
    [
        ("area_min=5&page=2", ("area_min", "5"), "?"),
        ("kind=plot&kind=hall", ("kind", "plot"), "?kind=hall"),
        ("area_min=5&area_min=6", ("area_min", "5"), "?"),
        ("place=a&radius=5&minutes=30&vehicle=car", ("place", "a"), "?"),
        ("place=a&minutes=30&vehicle=car", ("minutes", "30"), "?place=a"),
        ("area_min=5&unknown=area", ("area_min", "5"), "?"),
        ("area_min=5&area_max=9&unknown=area", ("area_min", "5"), "?area_max=9&unknown=area"),
        (
            "area_min=5&crane_min=2&nice=area_min&nice=crane_min",
            ("area_min", "5"),
            "?crane_min=2&nice=crane_min",
        ),
        ("area_min=5&unread=x&meant=a:b&other=c", ("area_min", "5"), "?"),
    ],
)
def test_without_a_filter_goes_what_only_served_it(query, dropped, left):
    assert chips.without(QueryDict(query), *dropped) == left


@pytest.mark.parametrize(
    ("query", "name", "becomes"),
    [
        ("area_min=5", "area_min", "?area_min=5&nice=area_min"),
        ("area_min=5&nice=area_min", "area_min", "?area_min=5"),
        (f"area_min=5&sort={filtersets.DEFAULT_SORT}", "area_min", "?area_min=5&nice=area_min"),
        ("area_min=5&sort=-area", "area_min", "?area_min=5&sort=-area&nice=area_min"),
        ("area_min=5&page=3", "area_min", "?area_min=5&nice=area_min"),
    ],
)
def test_a_must_becomes_a_wish_and_a_wish_a_must(query, name, becomes):
    assert chips.toggled(QueryDict(query), name) == becomes


def test_what_is_asked_around_a_place_is_read_behind_it():
    assert chips.in_reading_order(["radius", "area_min", "minutes", "place"]) == [
        "area_min",
        "place",
        "radius",
        "minutes",
    ]
    assert chips.in_reading_order(["radius", "area_min"]) == ["radius", "area_min"]


def test_chips_leave_out_order_and_marks_and_only_the_last_of_a_filter_toggles():
    found = chips.active_chips(search("kind=plot&zoning=GI&zoning=GE&sort=-area&nice=zoning"))
    assert [(chip.name, chip.is_wish, bool(chip.toggle_url)) for chip in found] == [
        ("kind", False, False),
        ("zoning", True, False),
        ("zoning", True, True),
    ]


# --- The page around the results


@pytest.mark.parametrize(
    ("query", "kind", "view", "number", "title"),
    [
        ("", None, "list", 1, "List · Sites and buildings"),
        ("", "plot", "list", 1, "Development sites"),
        ("", "plot", "list", 2, "Development sites – page 2"),
        ("", "plot", "map", 1, "Location map · Development sites"),
        ("area_min=x", "plot", "list", 1, "Error: Development sites"),
    ],
)
def test_a_page_is_called_by_what_it_shows(query, kind, view, number, title):
    assert FilterPage(search(query, kind), view).title(number) == title


@pytest.mark.parametrize(
    ("kind", "view", "subject"),
    [
        (None, "list", "Sites and buildings"),
        ("plot", "list", ""),
        ("plot", "map", "Location map of sites"),
        ("hall", "map", "Location map of buildings"),
        (None, "map", "Location map of sites and buildings"),
    ],
)
def test_a_heading_says_what_the_count_leaves_out(kind, view, subject):
    assert FilterPage(search(kind=kind), view).subject == subject


@pytest.mark.parametrize(
    ("query", "values", "lacks"),
    [
        ("", {"-area"}, {"distance", "relevance"}),
        ("area_min=5&nice=area_min", {"relevance"}, {"distance"}),
    ],
)
def test_only_orders_are_offered_that_can_be_had(query, values, lacks):
    found = {value for value, _label, _chosen in FilterPage(search(query), "list").sorts}
    assert values <= found
    assert not lacks & found
    assert sum(chosen for _value, _label, chosen in FilterPage(search(query), "list").sorts) == 1


@pytest.mark.parametrize(
    ("query", "explains"),
    [
        ("area_min=5&nice=area_min", True),
        ("q=a&nice=q", False),
        ("q=a&area_min=5&nice=q&nice=area_min", True),
        ("q=a&nice=q&sort=-area", True),
    ],
)
def test_wishes_are_explained_unless_they_are_words_alone(query, explains):
    assert FilterPage(search(query), "list").explains_wishes is explains


@pytest.mark.parametrize(
    ("pieces", "is_money"),
    [(["35 €"], True), (["2 Euro"], True), (["europe"], False), (["EUR 5"], True), ([], False)],
)
def test_a_sum_that_was_left_out_is_known(pieces, is_money):
    data = QueryDict(mutable=True)
    data.setlist("unread", pieces)
    assert FilterPage(SpaceFilterSet(data, Space.objects.all()), "list").is_money_unread is is_money


@pytest.mark.parametrize(
    ("pieces", "is_foreign"),
    [
        (["$2 million"], True),
        (["35 €", "bis 5 CHF/m²"], True),
        (["35 €"], False),
        (["Pfund"], False),
        ([], False),
    ],
)
def test_a_sum_in_another_currency_that_was_left_out_is_known(pieces, is_foreign):
    data = QueryDict(mutable=True)
    data.setlist("unread", pieces)
    page = FilterPage(SpaceFilterSet(data, Space.objects.all()), "list")
    assert page.is_foreign_money_unread is is_foreign


@pytest.mark.django_db
def test_a_page_with_faults_offers_no_way_out():
    page = FilterPage(search("area_min=x"), "list")
    assert (page.count, page.without_one, page.relaxations, page.left_out, page.tab_counts) == (
        0,
        [],
        [],
        [],
        None,
    )
    assert page.messages == [f"{page.form.fields['area_min'].label}: {page.form.errors['area_min'][0]}"]
    assert page.has_hidden_errors
    assert not FilterPage(search("q=" + "x" * 101), "list").has_hidden_errors


@pytest.mark.parametrize(
    ("counts", "shares"), [([], []), ([0, 0], [0, 0]), ([1, 100], [6, 100]), ([50, 100], [50, 100])]
)
def test_bars_that_are_there_show(counts, shares):
    assert Histogram("area", counts).shares == shares


# --- Ways out, and other kinds


@pytest.mark.parametrize(
    ("musts", "size", "is_asked"),
    [(["a"], 1, True), ([], 1, False), (list("abcdefghijklmnopqrstu"), 2, False)],
)
def test_only_so_many_ways_out_are_counted(musts, size, is_asked):
    asked = []
    rows = Given(aggregate=lambda **counts: asked.append(counts) or dict.fromkeys(counts, 2))
    found = Given(
        musts=dict.fromkeys(musts),
        demand=lambda *names: Q(),
        data=QueryDict("a=1"),
        queryset=Given(order_by=lambda: rows),
    )
    assert len(relaxations.without(found, [], size)) == is_asked
    assert bool(asked) is is_asked


@pytest.mark.parametrize(
    ("musts", "geometry"),
    [({"place"}, "p"), ({"polygon"}, "d"), ({"place", "polygon"}, "p"), ({"area_min"}, None)],
)
def test_the_nearest_are_sought_around_what_was_asked_for(musts, geometry):
    wanted = {"place": Given(geometry="p"), "polygon": "d"}
    assert relaxations.searched_place(Given(musts=musts, wanted=wanted)) == geometry


def test_a_kind_is_no_filter_to_give_up():
    assert relaxations.must_names(Given(musts={"kind": 1, "area_min": 2})) == ["area_min"]
    assert "zoning" in tabs.given_up("hall")
    assert "zoning" not in tabs.given_up("plot")
    assert tabs.given_up(None) == {"kind"}
