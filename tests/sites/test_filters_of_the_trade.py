"""What each filter of the trade means: fits, misses, left open; in the units people type."""

from decimal import Decimal

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon

from regions.crs import to_storage
from regions.models import Landmark
from sites.models import Space, SpaceDistance
from sites.models.stored import PEOPLE_COLUMNS
from sites.search import gazetteer, places
from sites.search.filters import CRITERIA, FIGURES, PARAMETERS, SpaceFilterSet
from tests.factories.regions import l_shape
from tests.factories.sites import OfferFactory, SpaceFactory, UtilityFactory, square

pytestmark = pytest.mark.django_db


def found(**asked):
    filterset = SpaceFilterSet(asked, Space.objects.published().on_offer())
    assert filterset.is_valid(), filterset.form.errors
    return {space.name for space in filterset.matches}


def message(name, value, **asked):
    """What is said beside the filter; an invalid value also finds nothing."""
    SpaceFactory(at=(12.3, 51.3))
    filterset = SpaceFilterSet({name: value, **asked}, Space.objects.published().on_offer())
    assert not filterset.is_valid()
    assert filterset.matches.count() == 0
    return " ".join(filterset.form.errors[name])


def a_space(name, hall, facts):
    """`facts` are fields, and rows by the name of their relation."""
    rows = {
        relation: facts[relation] for relation in ("offers", "utilities", "distances") if relation in facts
    }
    space = SpaceFactory(name=name, hall=hall, **{key: facts[key] for key in facts.keys() - rows.keys()})
    for row in rows.get("offers", ()):
        OfferFactory(space=space, **row)
    for row in rows.get("utilities", ()):
        UtilityFactory(space=space, **row)
    for row in rows.get("distances", ()):
        SpaceDistance.objects.create(space=space, **row)
    return space


def supply(medium, capacity=None, unit="", **more):
    return {"utilities": [{"medium": medium, "capacity": capacity, "unit": unit, **more}]}


def reach(kind, km, code=""):
    return {"distances": [{"kind": kind, "km": km, "code": code}]}


OFFERED = {"sale": {"offers": [{"disposal": "sale"}]}, "lease": {"offers": [{"disposal": "lease"}]}}

# Filter, what is asked for, what fits, what misses. Nothing stated is what the space of the third kind is left with.
PLOT_FILTERS = [
    ("disposal", "lease", OFFERED["lease"], OFFERED["sale"]),
    ("ownership", ["municipal", "state"], {"ownership": "state"}, {"ownership": "private"}),
    ("trade_tax_rate_max", "420 %", {"trade_tax_rate": 420}, {"trade_tax_rate": 460}),
    ("funding_area", "grw_c", {"funding_area": "grw_c"}, {"funding_area": "jtf"}),
    ("rail_siding", "at_plot", {"rail_siding": "at_plot"}, {"rail_siding": "possible"}),
    ("round_the_clock", "yes", {"round_the_clock": "yes"}, {"round_the_clock": "no"}),
    ("noise_day_min", "60 dB(A)/m²", {"noise_day": 65}, {"noise_day": 55}),
    ("noise_night_min", "45", {"noise_night": 45}, {"noise_night": 40}),
    ("price_m2_min", "20 €/m²", {"price_m2": 30}, {"price_m2": 10}),
    ("rent_m2_min", "2,50", {"rent_m2": 3}, {"rent_m2": 2}),
    ("divisible_max", "1 ha", {"divisible_from": 10_000}, {"divisible_from": 20_000}),
    ("utility", "water", supply("water"), supply("waste_water")),
    ("utility", "water", supply("water"), supply("process_water")),
    ("utility", ["gas", "power"], {"utilities": [{"medium": "gas"}, {"medium": "power"}]}, supply("gas")),
    ("power_min", "2 MVA", supply("power", 2000, "kVA"), supply("power", 1.9, "MVA")),
    ("power_min", "500 kW", supply("power", "0.5", "MVA"), supply("power", 499, "kW")),
    ("grid_level", "medium", supply("power", grid_level="medium"), supply("power", grid_level="low")),
    ("gas_min", "240 m³/d", supply("gas", 10, "m3/h"), supply("gas", 9, "m3/h")),
    ("water_min", "10 m³/h", supply("water", 240, "m3/d"), supply("water", 5, "m3/h")),
    ("water_min", "9,5 m³/h", supply("water", 240, "m3/d"), supply("water", 200, "m3/d")),
    ("water_min", "240 m³/d", supply("water", 10, "m3/h"), supply("water", "9.9", "m3/h")),
    ("waste_water_min", "5", supply("waste_water", 5, "m3/h"), supply("waste_water", 4, "m3/h")),
    ("district_heat_min", "500 kW", supply("district_heat", 1, "MW"), supply("district_heat", "0.4", "MW")),
    ("hydrogen_min", "100", supply("hydrogen", 100, "m3/h"), supply("hydrogen", 99, "m3/h")),
    ("fibre_min", "1 Gbit/s", supply("fibre", 1000, "Mbit/s"), supply("fibre", 999, "Mbit/s")),
    ("motorway_km_max", "5 km", reach("motorway_junction", 5), reach("motorway_junction", "5.1")),
    ("airport_km_max", "20", reach("airport", 20), reach("airport", 21)),
    ("port_km_max", "20", reach("port", 20), reach("port", 21)),
    ("terminal_km_max", "20", reach("rail_terminal", 20), reach("rail_terminal", 21)),
    ("freight_station_km_max", "20", reach("freight_station", 20), reach("freight_station", 21)),
    ("station_km_max", "20", reach("station", 20), reach("station", 21)),
    ("federal_road_km_max", "800 m", reach("federal_road", "0.8"), reach("federal_road", "0.9")),
    ("substation_km_max", "2", reach("substation", 2), reach("substation", 3)),
    ("motorway", "a14", reach("motorway_junction", 2, "A 14"), reach("motorway_junction", 2, "A 9")),
    ("plan_status", "in_force", {"plan_status": "in_force"}, {"plan_status": "draft"}),
    ("grz_min", "0,8", {"site_coverage_ratio": "0.8"}, {"site_coverage_ratio": "0.6"}),
    ("gfz_min", "2.4", {"floor_area_ratio": "2.4"}, {"floor_area_ratio": "1.2"}),
    ("bmz_min", "10", {"building_mass_ratio": 10}, {"building_mass_ratio": 9}),
    ("contiguous_min", "10 ha", {"contiguous_area": 100_000}, {"contiguous_area": 99_999}),
    ("servicing", "full", {"servicing": "full"}, {"servicing": "none"}),
    ("previous_use", "brownfield", {"previous_use": "brownfield"}, {"previous_use": "greenfield"}),
    ("contamination", "none_known", {"contamination": "none_known"}, {"contamination": "suspected"}),
    ("zoning", "GI", {"zoning": "GI"}, {"zoning": "GE"}),
]
HALL_FILTERS = [
    ("power_min", "400 kVA", {"power_kva": 400}, {"power_kva": 399}),
    ("hall_type", "logistics", {"hall_type": "logistics"}, {"hall_type": "workshop"}),
    ("office_share_min", "10 %", {"area": 900, "office_area": 100}, {"area": 950, "office_area": 50}),
    ("office_share_max", "10", {"area": 900, "office_area": 100}, {"area": 800, "office_area": 200}),
    ("floor_load_min", "50 kN/m²", {"floor_load": 5}, {"floor_load": "4.9"}),
    ("crane_min", "5 t", {"crane_capacity": 5}, {"crane_capacity": 3}),
    ("docks_min", "4", {"docks": 4}, {"docks": 3}),
    ("drive_in_doors_min", "2", {"drive_in_doors": 2}, {"drive_in_doors": 1}),
    ("column_grid_min", "12 m", {"column_grid": "12 × 24 m"}, {"column_grid": "11,4 x 22,8 m"}),
    ("heating", "radiant", {"heating": "radiant"}, {"heating": "none"}),
    ("sprinkler", ["full", "esfr"], {"sprinkler": "esfr"}, {"sprinkler": "none"}),
    ("temperature_control", "chilled", {"temperature_control": "chilled"}, {"temperature_control": "none"}),
    ("yard_min", "1 ha", {"yard_area": 10_000}, {"yard_area": 9_000}),
    ("energy_class", "A+", {"energy_class": "a+"}, {"energy_class": "B"}),
    ("min_term_max", "2 Jahre", {"min_term_months": 24}, {"min_term_months": 36}),
    ("expandable", "yes", {"is_expandable": True}, {"is_expandable": False}),
    ("clear_height_min", "10 m", {"clear_height": 10}, {"clear_height": "9.9"}),
]
TABLE = [(*row, False) for row in PLOT_FILTERS] + [(*row, True) for row in HALL_FILTERS]


@pytest.mark.parametrize(("name", "value", "fits", "misses", "hall"), TABLE)
def test_a_filter_finds_what_fits_and_takes_in_what_is_left_open_when_asked(name, value, fits, misses, hall):
    a_space("passt", hall, fits)
    a_space("passt nicht", hall, misses)
    SpaceFactory(name="ohne Angabe", hall=hall)
    assert found(**{name: value}) == {"passt"}
    assert found(**{name: value, "unknown": CRITERIA[name].figure}) == {"passt", "ohne Angabe"}


@pytest.mark.parametrize(("name", "value", "fits", "misses", "hall"), TABLE)
def test_a_wish_hides_nothing_and_puts_first_what_meets_it(name, value, fits, misses, hall):
    a_space("passt", hall, fits)
    a_space("passt nicht", hall, misses)
    SpaceFactory(name="ohne Angabe", hall=hall)
    matches = SpaceFilterSet({name: value, "nice": name}, Space.objects.all()).matches
    assert [space.name for space in matches] == ["passt", "ohne Angabe", "passt nicht"]
    assert [getattr(space, f"meets_{name}") for space in matches] == [1, 0, 0]


@pytest.mark.once
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_a_filter_of_one_kind_restricts_to_it(row):
    name, value = row[:2]
    kind = CRITERIA[name].kind
    SpaceFactory(name="plot")
    SpaceFactory(name="hall", hall=True)
    both_unknown = found(**{name: value, "unknown": CRITERIA[name].figure})
    assert both_unknown == ({kind} if kind else {"plot", "hall"})


@pytest.mark.once
def test_every_filter_of_the_trade_is_in_this_table():
    elsewhere = {"q", "kind", "place", "state", "district", "municipality", "bbox", "polygon", "area_min"}
    elsewhere |= {"area_max", "price_m2_max", "rent_m2_max", "status", "available_by", "zoning_restricted"}
    elsewhere |= {f"people_{radius}_km_min" for radius in PEOPLE_COLUMNS}
    elsewhere |= {"price_total_min", "price_total_max", "rent_year_min", "rent_year_max"}
    narrowing = {
        name for name, criterion in CRITERIA.items() if criterion.narrows and not criterion.needs_roads
    }
    assert {row[0] for row in TABLE} == narrowing - elsewhere


def test_a_restricted_zone_is_always_stated():
    SpaceFactory(name="GEe", zoning="GE", zoning_restricted=True)
    SpaceFactory(name="GE", zoning="GE")
    SpaceFactory(name="Halle", hall=True)
    assert found(zoning_restricted="yes") == {"GEe"}
    assert found(zoning_restricted="no") == {"GE"}


@pytest.mark.parametrize("asked", ["bbox", "polygon"])
def test_a_search_in_the_box_around_a_boundary_but_outside_it_finds_nothing(asked):
    """The boundary is an L of 2 km; its point stands in the south-west, the notch is in the north-east."""
    longitude, latitude = 12.3, 51.3
    SpaceFactory(
        name="L", at=(longitude - 0.008, latitude - 0.004), boundary=l_shape((longitude, latitude), 2)
    )

    def search(west, south, east, north):
        if asked == "bbox":
            return found(bbox=f"{west},{south},{east},{north}")
        return found(polygon=f"{south},{west};{south},{east};{north},{east};{north},{west}")

    assert search(12.304, 51.303, 12.31, 51.307) == set()
    assert search(12.304, 51.295, 12.31, 51.297) == {"L"}
    assert search(12.304, 51.295, 12.31, 51.307) == {"L"}


def test_waste_water_leaves_no_capacity_of_water_open():
    a_space("nur Abwasser", False, supply("waste_water"))
    a_space("Wasser ohne Zahl", False, supply("water"))
    assert found(water_min="5", unknown="water") == {"Wasser ohne Zahl"}


def test_of_two_connections_of_a_medium_the_larger_counts():
    """Not the first, nor both together: a consumer hangs on one of them."""
    for name, capacities in {"klein, groß": ("2", "8"), "groß, klein": ("8", "2")}.items():
        rows = [{"medium": "power", "capacity": capacity, "unit": "MVA"} for capacity in capacities]
        a_space(name, False, {"utilities": rows})
    assert found(power_min="8 MVA") == {"klein, groß", "groß, klein"}
    assert found(power_min="8,1 MVA") == set()


def test_a_hall_s_own_connection_counts_beside_its_rows():
    a_space("Halle", True, {"power_kva": 400, **supply("power", 1, "MVA")})
    a_space("andere Halle", True, {"power_kva": 1000, **supply("power", 400, "kVA")})
    assert found(power_min="1 MVA") == {"Halle", "andere Halle"}
    assert found(power_min="1001 kVA") == set()


def test_an_open_capacity_is_unknown_but_an_absent_medium_is_none():
    a_space("Strom ohne Zahl", False, supply("power"))
    a_space("nur Wasser", False, supply("water"))
    SpaceFactory(name="ohne Angabe")
    assert found(power_min="1 MVA", unknown="power") == {"Strom ohne Zahl", "ohne Angabe"}


@pytest.mark.once
@pytest.mark.parametrize("name", sorted({name for names in PARAMETERS.values() for name in names}))
def test_nonsense_is_said_beside_each_filter(name):
    assert message(name, "1.2.3 Elefanten")


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "value"), [("power_min", "5 km"), ("area_min", "3 kVA"), ("motorway_km_max", "2 ha")]
)
def test_a_strange_unit_is_refused_with_an_example(name, value):
    assert "zum Beispiel" in message(name, value)


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("price_m2_max", "€35/m²", "35"),
        ("price_m2_max", "EUR 35 per sqm", "35"),
        ("rent_m2_max", "5,50 € pro m²", "5.50"),
        ("area_min", "2 acres", "8093.7128448"),
        ("area_min", "50,000 sq ft", "4645.152"),
        ("clear_height_min", "40 ft", "12.192"),
        ("motorway_km_max", "2 miles", "3.218688"),
        ("floor_load_min", "5 t/qm", "5"),
        ("floor_load_min", "5 to", "5"),
    ],
)
def test_units_are_read_as_brokers_and_english_speakers_write_them(name, typed, read):
    assert CRITERIA[name].field().clean(typed) == Decimal(read)


@pytest.mark.once
@pytest.mark.parametrize("figure", ["price_m2", "rent_m2", "office_share"])
def test_a_reversed_range_is_said_beside_its_upper_end(figure):
    assert "Obergrenze" in message(f"{figure}_max", "1", **{f"{figure}_min": "2"})


class TestStoredFigures:
    """What rows say is stored with the space, however they are written."""

    def test_a_changed_row_changes_what_is_found(self):
        offer = OfferFactory(space=SpaceFactory(name="A"), price_m2=50)
        assert found(price_m2_max=40) == set()
        offer.price_m2 = 30
        offer.save()
        assert found(price_m2_max=40) == {"A"}
        offer.delete()
        assert found(price_m2_max=40) == set()

    def test_rows_written_in_bulk_count(self):
        space = SpaceFactory(name="A")
        row = SpaceDistance(space=space, kind=Landmark.Kind.PORT, km=3)
        SpaceDistance.objects.bulk_create([row])
        assert found(port_km_max=4) == {"A"}
        row.km = 9
        SpaceDistance.objects.bulk_update([row], ["km"])
        assert found(port_km_max=4) == set()

    def test_an_older_copy_of_the_space_saves_no_older_figures(self):
        space = SpaceFactory(name="A")
        OfferFactory(space=space, price_m2=30)
        space.save()
        assert found(price_m2_max=40) == {"A"}


class TestPlaces:
    @pytest.fixture(autouse=True)
    def three_spaces(self):
        SpaceFactory(name="hier", at=(12.37, 51.34))
        SpaceFactory(name="ragt hinein", at=(12.60, 51.34), boundary=square(12.60, 51.34, metres=3000))
        SpaceFactory(name="fern", at=(13.9, 51.34))

    def test_a_radius_counts_from_the_place_to_the_boundary(self):
        assert found(place="point:51.34,12.37", radius="15") == {"hier", "ragt hinein"}
        assert found(place="point:51.34,12.37", radius="14") == {"hier"}

    def test_without_a_radius_it_is_ten_kilometres(self):
        assert found(place="point:51.34,12.45") == {"hier", "ragt hinein"}
        assert found(place="point:51.34,12.20") == set()

    def test_an_area_without_a_radius_means_its_boundary(self, monkeypatch):
        box = to_storage(Polygon.from_bbox((12.3, 51.3, 12.585, 51.4)))
        place = places.SearchPlace("area:14713000", "Leipzig", "area", MultiPolygon(box, srid=box.srid))
        monkeypatch.setattr(gazetteer, "resolve_place", lambda text: (place, []))
        assert found(place="area:14713000") == {"hier", "ragt hinein"}
        assert found(place="area:14713000", radius="100") == {"hier", "ragt hinein", "fern"}

    def test_a_polygon_finds_what_it_meets(self):
        assert found(polygon="51.3,12.3;51.4,12.3;51.4,12.585;51.3,12.585") == {"hier", "ragt hinein"}
        assert found(polygon="51.3,12.3;51.4,12.3;51.4,12.5;51.3,12.3") == {"hier"}

    def test_an_undisclosed_place_is_not_told_by_its_boundary(self):
        SpaceFactory(
            name="geheim",
            hidden_place=True,
            at=(12.1, 51.1),
            boundary=square(12.1, 51.1),
            municipality__center=None,
        )
        assert found(place="point:51.1,12.1") == set()
        assert found(polygon="51.0,12.0;51.2,12.0;51.2,12.2;51.0,12.2") == set()

    def test_sorted_by_distance_the_nearest_comes_first(self):
        asked = {"place": "point:51.34,12.58", "radius": 200, "sort": "distance"}
        matches = SpaceFilterSet(asked, Space.objects.all()).matches
        assert [space.name for space in matches] == ["ragt hinein", "hier", "fern"]

    @pytest.mark.once
    @pytest.mark.parametrize("radius", ["0", "501", "10000", "weit"])
    def test_an_impossible_radius_is_refused(self, radius):
        assert message("radius", radius, place="point:51.34,12.37")

    @pytest.mark.parametrize(
        ("token", "words"),
        [
            ("area:99", "nicht bekannt"),
            ("landmark:7", "nicht bekannt"),
            ("nirgendwo", "nicht bekannt"),
            ("point:99,999", "außerhalb Europas"),
            ("point:12.3,51.3", "vertauscht"),
        ],
    )
    def test_an_unknown_place_is_refused(self, token, words):
        assert words in message("place", token)

    @pytest.mark.parametrize(
        ("polygon", "words"),
        [
            ("51,12;52,13;51,13;52,12", "schneiden"),
            ("51,12;52,13", "drei Ecken"),
            ("51,12;51,12;51,12", "drei Ecken"),
            ("51,12;52,13;53,14", "schneiden"),
            ("12,51;13,51;13,52", "vertauscht"),
            ("-51,12;-52,12;-52,13", "Europa"),
            ("51,12;x;52,13", "Semikolon"),
            ("51,12,3;51,13;52,13", "Semikolon"),
            ("nan,12;51,13;52,13", "Semikolon"),
            (";".join(f"51.{number:04},12" for number in range(10_000)), "200"),
        ],
    )
    def test_an_impossible_polygon_is_refused(self, polygon, words):
        assert words in message("polygon", polygon)


def test_more_wishes_met_come_first_whatever_is_newer():
    SpaceFactory(name="zwei", rail_siding="at_plot", ownership="municipal")
    SpaceFactory(name="einer", rail_siding="at_plot")
    SpaceFactory(name="keiner")
    asked = {"rail_siding": "at_plot", "ownership": "municipal", "nice": ["rail_siding", "ownership"]}
    assert [space.name for space in SpaceFilterSet(asked, Space.objects.all()).matches] == [
        "zwei",
        "einer",
        "keiner",
    ]


def test_figures_that_may_be_left_open_have_a_name():
    assert all(CRITERIA[name].unknown is not None for names in PARAMETERS.values() for name in names)
    assert "area" in FIGURES
