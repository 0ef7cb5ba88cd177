"""What each filter means. The same table for people stands in docs/filters.md; the last test holds the two together."""

import datetime
import re
from pathlib import Path

import pytest

from sites.models import Space
from sites.search.filters import CRITERIA, SpaceFilterSet
from sites.sorts import SORTS
from tests.factories.sites import (
    DistrictFactory,
    MunicipalityFactory,
    OfferFactory,
    SpaceFactory,
    StateFactory,
    square,
)

pytestmark = pytest.mark.django_db


def found(kind=None, **asked):
    filterset = SpaceFilterSet(asked, Space.objects.published().on_offer(), kind=kind)
    assert filterset.is_valid(), filterset.form.errors
    return sorted(space.name for space in filterset.matches)


def message(name, **asked):
    """What is said beside the filter `name`; an invalid value also finds nothing."""
    SpaceFactory()
    filterset = SpaceFilterSet(asked, Space.objects.published().on_offer())
    assert not filterset.is_valid()
    assert filterset.matches.count() == 0
    return " ".join(filterset.form.errors[name])


def test_without_filters_all_that_is_published_and_on_offer_is_found():
    SpaceFactory(name="frei")
    SpaceFactory(name="reserviert", marketing_status="reserved")
    SpaceFactory(name="verkauft", taken=True)
    SpaceFactory(name="Entwurf", draft=True)
    assert found() == ["frei", "reserviert"]


def test_empty_values_are_no_filters():
    SpaceFactory(name="A")
    assert found(q="", area_min=" ", status=[""], bbox="") == ["A"]


def test_words_are_found_whatever_their_case_and_umlauts():
    SpaceFactory(name="Größe zählt in Köthen")
    SpaceFactory(name="anderswo")
    assert found(q="GROESSE köthen") == ["Größe zählt in Köthen"]


@pytest.mark.parametrize("words", ["Halle Zander", "Zander Halle"])
def test_every_word_has_to_be_found_in_any_order(words):
    SpaceFactory(name="Zanderhof, Halle 3")
    SpaceFactory(name="Halle am Kanal")
    SpaceFactory(name="Zanderfeld")
    assert found(q=words) == ["Zanderhof, Halle 3"]


@pytest.mark.parametrize("traits", [{}, {"hidden_place": True}], ids=["place shown", "place hidden"])
def test_the_reference_of_the_owner_is_found_by_as_the_page_shows_it(client, traits):
    space = SpaceFactory(name="Platz", external_reference="MAKLER-77", **traits)
    assert "MAKLER-77" in client.get(space.get_absolute_url()).content.decode()
    assert found(q="makler-77") == ["Platz"]


def test_kind_narrows_the_addresses_that_show_both():
    SpaceFactory(name="Platz")
    SpaceFactory(name="Halle", hall=True)
    assert found(kind_="x") == ["Halle", "Platz"]
    assert [space.name for space in SpaceFilterSet({"kind": "hall"}, Space.objects.all()).matches] == [
        "Halle"
    ]


def test_kind_is_no_filter_where_the_address_has_one():
    SpaceFactory(name="Platz")
    assert "kind" not in SpaceFilterSet({"kind": "hall"}, Space.objects.all(), kind="plot").filters


def test_places_are_found_by_official_key():
    saxony = DistrictFactory(key="14730", parent=StateFactory(key="14"))
    anhalt = DistrictFactory(
        key="15088", name="Saalekreis", parent=StateFactory(key="15", name="Sachsen-Anhalt")
    )
    SpaceFactory(name="A", municipality=MunicipalityFactory(key="14730270", parent=saxony))
    SpaceFactory(name="B", municipality=MunicipalityFactory(key="15088205", name="Leuna", parent=anhalt))
    SpaceFactory(name="C", municipality=MunicipalityFactory(key="15088220", name="Merseburg", parent=anhalt))
    assert found(state="14") == ["A"]
    assert found(district="15088") == ["B", "C"]
    assert found(municipality=["15088205", "14730270"]) == ["A", "B"]
    assert found(state="14", district="15088") == []


def test_a_space_offers_every_size_from_its_smallest_part_to_its_area():
    SpaceFactory(name="teilbar", area=100_000, divisible_from=20_000)
    SpaceFactory(name="am Stück", area=100_000)
    assert found(area_max=30_000) == ["teilbar"]
    assert found(area_min=30_000, area_max=40_000) == ["teilbar"]
    assert found(area_min=90_000) == ["am Stück", "teilbar"]
    assert found(area_min=100_001) == []
    assert found(area_max=19_999) == []


def test_a_space_that_states_its_smallest_part_but_no_area_is_not_found_by_its_size():
    SpaceFactory(name="ohne Größe", divisible_from=20_000)
    assert found(divisible_max=30_000) == ["ohne Größe"]
    assert found(area_max=30_000) == []


@pytest.mark.once
@pytest.mark.parametrize("limit", ["12,5", "12.5", " 12,5 ", "12,50"])
def test_decimals_are_read_in_german_and_english(limit):
    SpaceFactory(name="12,5", price_m2="12.5")
    SpaceFactory(name="12,6", price_m2="12.6")
    assert found(price_m2_max=limit) == ["12,5"]


@pytest.mark.once
@pytest.mark.parametrize("limit", ["2 ha", "2,0 ha", "2ha", "2 Hektar", "20.000 m²"])
def test_area_may_be_asked_for_with_its_unit(limit):
    SpaceFactory(name="groß", area=20_000)
    SpaceFactory(name="klein", area=19_999)
    assert found(area_min=limit) == ["groß"]


@pytest.mark.once
@pytest.mark.parametrize("limit", ["20000", "20.000", "20,000", "20 000", "20\u00a0000", "20.000,0"])
def test_thousands_may_be_grouped(limit):
    SpaceFactory(name="groß", area=20_000)
    SpaceFactory(name="klein", area=19_999)
    assert found(area_min=limit) == ["groß"]


def test_status_takes_free_and_reserved():
    SpaceFactory(name="frei")
    SpaceFactory(name="reserviert", marketing_status="reserved")
    assert found(status="reserved") == ["reserviert"]
    assert found(status=["free", "reserved"]) == ["frei", "reserviert"]


def test_available_by_a_day_includes_that_day_and_what_states_none():
    SpaceFactory(name="sofort")
    SpaceFactory(name="am Tag", available_from=datetime.date(2027, 3, 31))
    SpaceFactory(name="danach", available_from=datetime.date(2027, 4, 1))
    assert found(available_by="2027-03-31") == ["am Tag", "sofort"]


def test_map_section_finds_points_and_boundaries_that_reach_into_it():
    SpaceFactory(name="drin", at=(12.30, 51.30))
    SpaceFactory(name="draußen", at=(12.60, 51.30))
    SpaceFactory(name="ragt hinein", at=(12.42, 51.30), boundary=square(12.42, 51.30, metres=4000))
    SpaceFactory(name="ohne Ort", municipality=None)
    assert found(bbox="12.2,51.2,12.4,51.4") == ["drin", "ragt hinein"]


def test_map_section_inside_a_boundary_finds_it():
    SpaceFactory(name="groß", at=(12.30, 51.30), boundary=square(12.30, 51.30, metres=2000))
    assert found(bbox="12.305,51.302,12.306,51.303") == ["groß"]


@pytest.mark.parametrize(
    ("figure", "asked", "stated"),
    [
        ("area", {"area_min": 10}, {"area": 20}),
        ("area", {"area_max": 30}, {"area": 20}),
        ("price_m2", {"price_m2_max": 30}, {"price_m2": 20}),
        ("rent_m2", {"rent_m2_max": 30}, {"rent_m2": 20}),
        ("clear_height", {"clear_height_min": 3}, {"clear_height": 20}),
    ],
)
def test_what_does_not_state_a_figure_is_left_out_unless_asked_for(figure, asked, stated):
    SpaceFactory(name="mit", hall=True, **stated)
    SpaceFactory(name="ohne", hall=True)
    assert found(**asked) == ["mit"]
    assert found(**asked, unknown=figure) == ["mit", "ohne"]


def test_a_price_on_request_counts_as_unknown():
    OfferFactory(space=SpaceFactory(name="auf Anfrage"), disposal="sale", price_type="on_request")
    assert found(price_m2_max=100) == []
    assert found(price_m2_max=100, unknown="price_m2") == ["auf Anfrage"]


def test_what_is_only_to_let_leaves_no_sale_price_open():
    SpaceFactory(name="nur zur Miete", rent_m2=5)
    assert found(price_m2_max=100, unknown="price_m2") == []


def test_what_is_only_on_ground_lease_leaves_neither_price_nor_rent_open():
    OfferFactory(space=SpaceFactory(name="Erbbaurecht"), disposal="ground_lease")
    SpaceFactory(name="ohne Angebot")
    for name in ("price_m2", "rent_m2", "price_total"):
        assert found(**{f"{name}_max": 100, "unknown": name}) == ["ohne Angebot"]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("area", ["klein", "groß", "ohne"]),
        ("-area", ["groß", "klein", "ohne"]),
        ("price", ["groß", "klein", "ohne"]),
        ("-price", ["klein", "groß", "ohne"]),
        ("name", ["groß", "klein", "ohne"]),
        ("newest", ["ohne", "groß", "klein"]),
        ("", ["ohne", "groß", "klein"]),
    ],
)
def test_what_is_unknown_sorts_last_whatever_the_order(order, names):
    SpaceFactory(name="klein", area=10, price_m2=50)
    SpaceFactory(name="groß", area=20, price_m2=40)
    SpaceFactory(name="ohne")
    assert in_order(order) == names


def test_the_order_by_freshness_begins_with_what_was_checked_last():
    for name, day in (("älter", 1), ("frisch", 3), ("mittel", 2)):
        SpaceFactory(name=name, data_as_of=datetime.date(2026, 6, day))
    assert in_order("freshness") == ["frisch", "mittel", "älter"]


@pytest.mark.parametrize("order", [name for name in SORTS if name.endswith("_km") and name[0] != "-"])
def test_each_order_by_distance_begins_with_the_nearest(order):
    for name, kilometres in (("ohne", None), ("fern", 30), ("nah", 3)):
        Space.objects.filter(pk=SpaceFactory(name=name).pk).update(**{f"stored_{order}": kilometres})
    assert in_order(order) == ["nah", "fern", "ohne"]


def in_order(order):
    filterset = SpaceFilterSet({"sort": order}, Space.objects.all())
    return [space.name for space in filterset.matches]


@pytest.mark.once
@pytest.mark.parametrize("name", ["area_min", "area_max", "price_m2_max", "rent_m2_max", "clear_height_min"])
@pytest.mark.parametrize(
    "value", ["abc", "-1", "1e5", "nan", "inf", "12,5,5", "1.00.000", "²", "٣", "1\x00", "1/2"]
)
def test_what_is_no_figure_is_said_beside_it(name, value):
    assert "Geben Sie eine Zahl ab 0 ein" in message(name, **{name: value})


def test_a_figure_beyond_all_measure_is_refused():
    assert "zu groß" in message("area_min", area_min="9" * 40)


@pytest.mark.once
def test_a_reversed_range_is_said_beside_its_upper_end():
    assert "Obergrenze" in message("area_max", area_min="200", area_max="100")


@pytest.mark.once
@pytest.mark.parametrize("name", ["kind", "status", "zoning", "unknown", "sort"])
def test_an_unknown_choice_is_said_beside_it(name):
    assert "steht nicht zur Auswahl" in message(name, **{name: "nonsense"})


def test_sold_is_no_choice_of_status():
    assert "steht nicht zur Auswahl" in message("status", status="taken")


@pytest.mark.parametrize("key", ["99", "14730", "abc", "1' OR 1=1"])
def test_an_unknown_official_key_is_said_beside_it(key):
    assert key in message("state", state=key)


@pytest.mark.once
@pytest.mark.parametrize("day", ["31.12.2027", "2027-02-30", "morgen", "2027"])
def test_what_is_no_iso_date_is_said_beside_it(day):
    assert "Jahr-Monat-Tag" in message("available_by", available_by=day)


@pytest.mark.once
@pytest.mark.parametrize(
    "bounds",
    [
        "1,2,3",
        "a,b,c,d",
        "12,51,11,52",
        "12,52,13,51",
        "nan,0,1,1",
        "0,0,inf,1",
        "-181,0,0,1",
        "0,-91,1,1",
        "1,1,1,1",
    ],
)
def test_a_map_section_of_nonsense_is_said(bounds):
    assert "Kartenausschnitt" in message("bbox", bbox=bounds)


def test_a_map_section_outside_europe_finds_nothing():
    SpaceFactory(at=(12.3, 51.3))
    assert found(bbox="-120,30,-110,40") == []


@pytest.mark.once
def test_a_search_word_may_not_be_a_book():
    assert message("q", q="x" * 201)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"area_min": "5000", "unknown": "area", "nice": "area_min"},
        {"kind": "hall", "q": "Dach", "nice": "q", "sort": "-area"},
        {"district": "14713"},
        {"municipality": "14713000", "place": "point:51.3,12.3", "radius": "5"},
        {"municipality": "99999999"},
        {"area_min": "9", "area_max": "3"},
        {"minutes": "30", "vehicle": "car", "nonsense": "x"},
    ],
)
def test_without_the_fields_that_are_not_asked_it_finds_the_same(asked):
    leipzig = MunicipalityFactory(key="14713000", parent=DistrictFactory(key="14713"))
    SpaceFactory(name="Dach", hall=True, area=6000, municipality=leipzig, at=(12.3, 51.3))
    SpaceFactory(name="anderswo", area=4)
    whole, alone = (SpaceFilterSet(asked, Space.objects.all(), requested_only=only) for only in (False, True))
    assert alone.is_valid() == whole.is_valid()
    assert dict(alone.form.errors) == dict(whole.form.errors)
    assert (told(alone.musts), told(alone.wishes)) == (told(whole.musts), told(whole.wishes))
    assert (alone.sort, alone.key) == (whole.sort, whole.key)
    assert [space.name for space in alone.matches] == [space.name for space in whole.matches]
    assert alone.filters.keys() <= asked.keys()


def told(conditions):
    """Their words, without where in memory a geometry lies."""
    return {name: re.sub(r" at 0x\w+", "", repr(condition)) for name, condition in conditions.items()}


@pytest.mark.once
def test_documented_filters_are_those_that_exist():
    text = (Path(__file__).parents[2] / "docs/filters.md").read_text()
    rows = [
        [cell.strip() for cell in row.strip("|").split("|")]
        for row in text.splitlines()
        if row.startswith("| `")
    ]
    documented = {name for row in rows for name in re.findall(r"`(\w+)`", row[0])}
    assert documented == {*SpaceFilterSet.base_filters, "page"}
    assert all(len(row) == 6 and all(row) for row in rows)


@pytest.mark.once
def test_documented_kinds_are_those_a_filter_restricts_to():
    text = (Path(__file__).parents[2] / "docs/filters.md").read_text()
    rows = [row for row in text.splitlines() if row.startswith("| `")]
    cells = [[cell.strip(" `") for cell in row.strip("|").split("|")[:3]] for row in rows]
    documented = {name: kind for name, _unit, kind in cells if name != "page"}
    words = {"": "both", "plot": "plots", "hall": "halls"}
    assert documented == {name: words[criterion.kind] for name, criterion in CRITERIA.items()}


@pytest.mark.once
def test_documented_words_for_the_unknown_are_the_filters_own():
    text = (Path(__file__).parents[2] / "docs/filters.md").read_text()
    rows = [row.strip("|").split("|") for row in text.splitlines() if row.startswith("| `")]
    documented = {row[0].strip(" `"): re.findall(r"`unknown=(\w+)`", row[4]) for row in rows}
    assert all(documented[name] == [q.figure] for name, q in CRITERIA.items() if q.figure)
