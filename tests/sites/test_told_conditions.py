"""How places, prices and distances are told, each condition by itself: of things in memory, without a database."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace as Given

import pytest

from roads.vehicles import Vehicle
from sites import distance_words, fact_groups, presenting
from sites.choices import Disposal, PriceType, RoadAccess
from sites.models import Offer, SpaceDistance

pytestmark = pytest.mark.usefixtures("english")

NBSP = "\u00a0"
DAY = date(2026, 3, 2)


def all_of(*rows):
    return Given(all=lambda: list(rows))


# --- Places

STATE = Given(
    name="Sachsen", full_name="Sachsen", parent=None, is_urban_district=False, transfer_tax=Decimal("5.5")
)
DISTRICT = Given(name="Nordsachsen", full_name="Landkreis Nordsachsen", parent=STATE, is_urban_district=False)
CITY = Given(name="Leipzig", full_name="Stadt Leipzig", parent=STATE, is_urban_district=True)
SAME = Given(name="Torgau", full_name="Landkreis Torgau", parent=None, is_urban_district=False)


def town(name="Torgau", parent=DISTRICT):
    return Given(name=name, parent=parent)


@pytest.mark.parametrize(
    ("municipality", "told"),
    [
        (None, ""),
        (town(), "Torgau, Landkreis Nordsachsen"),
        (town("Leipzig", CITY), "Leipzig"),
        (town(parent=SAME), "Torgau"),
        (town(parent=None), "Torgau"),
    ],
)
def test_a_city_that_is_its_own_district_is_named_once(municipality, told):
    assert presenting.place(Given(municipality=municipality)) == told


@pytest.mark.parametrize(
    ("municipality", "discloses", "address", "postcode", "told"),
    [
        (None, True, "Am Damm 3", "04860", ""),
        (town(), True, "Am Damm 3", "04860", "Am Damm 3, 04860 Torgau, Landkreis Nordsachsen, Sachsen"),
        (town(), False, "Am Damm 3", "04860", "Torgau, Landkreis Nordsachsen, Sachsen"),
        (town(), True, "", "", "Torgau, Landkreis Nordsachsen, Sachsen"),
        (town("Leipzig", CITY), True, "", "04109", "04109 Leipzig, Sachsen"),
        (town(parent=SAME), False, "", "", "Torgau"),
        (town(parent=None), False, "", "", "Torgau"),
    ],
)
def test_street_and_postcode_are_told_of_a_disclosed_address_only(
    municipality, discloses, address, postcode, told
):
    space = Given(municipality=municipality, discloses_address=discloses, address=address, postcode=postcode)
    assert presenting.postal_place(space) == told


# --- Sizes and prices


@pytest.mark.parametrize(
    ("is_hall", "area", "text"),
    [
        (False, None, ""),
        (False, 400, "0.1"),
        (False, 1_500, "0.2"),
        (False, 12_340, "1.2"),
        (True, 12_340, "12,340"),
        (True, None, ""),
    ],
)
def test_a_marker_says_hectares_of_a_plot_and_square_metres_of_a_hall(is_hall, area, text):
    assert presenting.marker_text(Given(is_hall=is_hall, area=area)) == text


@pytest.mark.parametrize(
    ("is_plot", "area", "smallest", "label", "value", "note"),
    [
        (True, 12_000, 12_000, "Area", f"1.2{NBSP}ha", ""),
        (True, 12_000, 5_000, "Area", f"1.2{NBSP}ha", f"divisible from 5,000{NBSP}m²"),
        (False, 12_000, 12_000, "Floor area", f"12,000{NBSP}m²", ""),
        (False, None, None, "Floor area", "not stated", ""),
    ],
)
def test_an_area_is_told_in_the_unit_of_its_kind_and_from_its_smallest_part_on(
    is_plot, area, smallest, label, value, note
):
    fact = presenting.area_fact(Given(is_plot=is_plot, area=area, smallest_area=smallest))
    assert (fact.label, fact.value, fact.note, fact.is_stated) == (label, value, note, area is not None)


def offer(disposal=Disposal.SALE, price_type=PriceType.FIXED, **stated):
    return Offer(disposal=disposal, price_type=price_type, **stated)


SALE, RENT = offer(price_m2=50), offer(Disposal.LEASE, rent_m2=5)
GROUND = offer(Disposal.GROUND_LEASE, ground_rent_m2=2)
UNPRICED = offer(price_type=PriceType.ON_REQUEST)


@pytest.mark.parametrize(
    ("is_hall", "offers", "label", "value", "total"),
    [
        (False, [RENT, SALE, GROUND], "Sale price", "€50/m²", "€50,000, computed"),
        (True, [SALE, GROUND, RENT], "Net rent", "€5/m²", "€60,000 a year, computed"),
        (True, [GROUND, SALE], "Sale price", "€50/m²", "€50,000, computed"),
        (False, [GROUND], "Ground rent", "€2/m²", "€2,000 a year, computed"),
        (False, [UNPRICED, RENT], "Net rent", "€5/m²", "€60,000 a year, computed"),
        (False, [UNPRICED], "Sale price", "on request", ""),
        (False, [offer(price_total=70_000)], "Sale price", "€70,000", ""),
        (False, [], "Price", "not stated", ""),
    ],
)
def test_first_is_told_how_a_kind_is_mostly_had_and_what_has_a_price(is_hall, offers, label, value, total):
    space = Given(is_hall=is_hall, offers=all_of(*offers), area=1000, smallest_area=1000)
    fact = presenting.price_fact(space)
    assert (fact.label, fact.value.replace(NBSP, " "), fact.total.replace(NBSP, " ")) == (label, value, total)


@pytest.mark.parametrize(
    ("one", "label", "value", "note"),
    [
        (RENT, "Net rent", "€5/m²", "a month, without service charge"),
        (offer(Disposal.LEASE), "Net rent", "not stated", ""),
        (offer(Disposal.GROUND_LEASE, ground_rent_percent=4), "Ground rent", "4%", "a year"),
        (offer(price_m2=50, price_type=PriceType.NEGOTIABLE), "Sale price", "€50/m²", "negotiable"),
        (
            offer(Disposal.LEASE, rent_m2=5, price_type=PriceType.NEGOTIABLE),
            "Net rent",
            "€5/m²",
            "a month, without service charge, negotiable",
        ),
        (offer(price_m2=0), "Sale price", "€0/m²", ""),
    ],
)
def test_an_offer_says_what_it_costs_and_for_how_long(one, label, value, note):
    fact = presenting.offer_fact(one)
    assert (fact.label, fact.value, fact.note) == (label, value, note)


@pytest.mark.parametrize(
    ("smallest", "told"),
    [(1000, "€50,000"), (1001, "€50,000"), (999, "€49,950 to €50,000"), (None, "€50,000")],
)
def test_a_total_begins_with_the_smallest_part(smallest, told):
    assert presenting.spell_total(SALE, Given(area=1000, smallest_area=smallest)) == told


@pytest.mark.parametrize(
    ("one", "label", "value", "is_computed"),
    [
        (offer(price_total=50_000), "Price per m²", "€50/m²", True),
        (SALE, "Total price", "€50,000", True),
        (offer(price_m2=50, price_total=45_000), "Total price", "€45,000", False),
        (RENT, "Net rent of the whole", "€60,000 a year", True),
        (offer(), None, None, None),
    ],
)
def test_of_a_price_the_other_form_is_worked_out(one, label, value, is_computed):
    facts = fact_groups.total_facts(one, Given(area=1000, smallest_area=1000))
    assert [(fact.label, fact.value, bool(fact.note)) for fact in facts] == (
        [] if label is None else [(label, value, is_computed)]
    )


@pytest.mark.parametrize(
    ("district", "one", "note"),
    [
        (DISTRICT, SALE, "€2,750 on the total price"),
        (DISTRICT, offer(), ""),
        (None, SALE, None),
        (SAME, SALE, None),
        (Given(parent=Given(full_name="x", transfer_tax=None)), SALE, None),
    ],
)
def test_the_land_transfer_tax_is_told_where_its_rate_is_known(district, one, note):
    facts = fact_groups.transfer_tax_facts(one, Given(district=district, area=1000))
    assert [(fact.label, fact.value, fact.note) for fact in facts] == (
        [] if note is None else [("Land transfer tax (Sachsen)", "5.5%", note)]
    )


def test_a_percentage_stands_beside_a_ground_rent_by_the_square_metre():
    both = offer(Disposal.GROUND_LEASE, ground_rent_m2=2, ground_rent_percent=4)
    assert "ground_rent_percent" in fact_groups.further_fields(both)
    assert "ground_rent_percent" not in fact_groups.further_fields(
        offer(Disposal.GROUND_LEASE, ground_rent_percent=4)
    )


# --- Distances


def drive(minutes=18, km="16.2", code="A 14", name="Kreuz", kind="port", **more):
    known = {"is_approximate": False, "has_ferry": False, "has_toll": False, "is_manual": False}
    return Given(
        minutes=minutes,
        km=km and Decimal(km),
        code=code,
        name=name,
        kind=kind,
        **known | {"source": "OSM", "as_of": DAY} | more,
    )


@pytest.mark.parametrize(
    ("kilometres", "is_approximate", "told"),
    [
        ("5.3", False, f"5.3{NBSP}km"),
        ("5.3", True, f"about 5{NBSP}km"),
        ("5.5", True, f"about 6{NBSP}km"),
        ("0.2", True, f"about 1{NBSP}km"),
        ("10.4", False, f"10{NBSP}km"),
    ],
)
def test_an_approximate_distance_is_told_in_whole_kilometres_at_least_one(kilometres, is_approximate, told):
    assert distance_words.spell_distance(Decimal(kilometres), is_approximate) == told


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (drive(), f"18{NBSP}min (16{NBSP}km)"),
        (drive(minutes=0), f"1{NBSP}min (16{NBSP}km)"),
        (drive(km=None), f"18{NBSP}min"),
        (drive(is_approximate=True), f"about 18{NBSP}min (about 16{NBSP}km)"),
        (drive(has_ferry=True), f"18{NBSP}min (16{NBSP}km, with a ferry)"),
        (drive(km=None, has_toll=True), f"18{NBSP}min (on a toll road)"),
        (drive(km="0"), f"18{NBSP}min (0.0{NBSP}km)"),
    ],
)
def test_a_way_by_road_says_its_minutes_and_what_is_in_the_way(one, told):
    assert distance_words.spell_drive(one) == told


ONLY_LORRY = "by lorry 18 min (16 km)"
TO_EAST = f"{ONLY_LORRY}, destination: A 14, Ost"
APART = f"{ONLY_LORRY}, destination: A 9, Kreuz; by car 14 min (16 km), destination: A 14, Kreuz"


@pytest.mark.parametrize(
    ("lorry", "car", "told"),
    [
        (None, None, ""),
        (drive(), None, ONLY_LORRY),
        (drive(), drive(14), f"{ONLY_LORRY}; by car 14 min (16 km)"),
        (drive(name="Ost"), None, TO_EAST),
        (drive(name="Ost"), drive(14, name="Ost"), f"{TO_EAST}; by car 14 min (16 km)"),
        (drive(code="A 9"), drive(14), APART),
    ],
)
def test_where_a_way_leads_is_said_unless_it_was_just_said(lorry, car, told):
    ways = {("port", "lorry"): lorry, ("port", "car"): car, ("station", "car"): drive(99)}
    space = Given(public_drives={key: way for key, way in ways.items() if way})
    found = distance_words.by_road(space, Given(kind="port", code="A 14", name="Kreuz"))
    assert found.replace(NBSP, " ") == told


def test_what_is_told_already_is_no_further_way():
    typed = drive()
    space = Given(public_drives={("port", "car"): typed, ("port", "lorry"): drive(20)})
    assert [vehicle for vehicle, _drive in distance_words.drives_to(space, "port", besides=typed)] == [
        Vehicle.LORRY
    ]
    assert len(distance_words.drives_to(space, "port")) == 2


@pytest.mark.parametrize(
    ("access", "as_of", "said", "unsaid"),
    [
        ("", DAY, "", "Driving"),
        (RoadAccess.NO_ROAD, None, "No road is known", "without traffic"),
        (RoadAccess.OUTSIDE, None, "outside the road data", "without traffic"),
        (RoadAccess.KNOWN, None, "without traffic.", "as of"),
        (RoadAccess.KNOWN, DAY, "road data as of", "No road"),
        (RoadAccess.KNOWN, DAY, "40 t and to drive at most 60 km/h on country roads, 80 km/h on", "No road"),
        (RoadAccess.CAR_ONLY, DAY, "road data as of", "40 t"),
        (RoadAccess.CAR_ONLY, DAY, "No road for lorries", "No road is known"),
    ],
)
def test_what_is_known_of_roads_is_said_below_the_times(access, as_of, said, unsaid):
    told = distance_words.road_note(Given(stored_road_access=access, stored_roads_as_of=as_of))
    assert said in told
    assert unsaid not in told
    assert told.endswith(".") is bool(access)


@pytest.mark.parametrize(
    ("drives", "sources"),
    [
        ([drive()], [f"Driving times: OSM, 2{NBSP}March 2026"]),
        ([drive(), drive(20)], [f"Driving times: OSM, 2{NBSP}March 2026"]),
        ([drive(as_of=None)], ["Driving times: OSM"]),
        ([drive(is_manual=True)], [f"Driving times, as stated: OSM, 2{NBSP}March 2026"]),
        ([drive(source="")], []),
    ],
)
def test_who_computed_the_times_is_said_once(drives, sources):
    assert (
        distance_words.road_sources(Given(public_drives=dict(enumerate(drives)), public_distances=[]))
        == sources
    )


def far(km="5.3", **more):
    return SpaceDistance(km=Decimal(km), **{"kind": "port", "name": "Hafen", "is_manual": False} | more)


@pytest.mark.parametrize(
    ("rows", "discloses", "said"),
    [
        ([far(is_manual=True)], True, "Kilometres by road"),
        ([far(is_manual=True), far()], True, "Kilometres as the crow flies"),
        ([far()], False, "from the municipality"),
        ([far(is_approximate=True)], True, "“about”"),
        ([far(is_approximate=True)], False, "from the municipality"),
        ([far(is_manual=True)], False, "Kilometres by road"),
    ],
)
def test_a_caption_says_how_distances_were_found_and_from_where(rows, discloses, said):
    caption = fact_groups.distance_caption(Given(public_distances=rows, discloses_address=discloses))
    assert said in caption
    assert ("“about”" in caption) is ("about" in said)


def test_distances_stand_near_to_far_and_name_their_sources():
    near = far("1", source="Plan", as_of=DAY)
    other = far("9", source="Plan", as_of=DAY, kind="airport")
    space = Given(public_distances=[other, near, far("5")], public_drives={})
    assert [distance.km for distance in fact_groups.stated_distances(space)] == [1, 5, 9]
    assert fact_groups.distance_sources(space) == [f"Port, airport: Plan, 2{NBSP}March 2026"]
    assert [row.way for row in fact_groups.distance_rows(space)] == ["", "", ""]
    assert fact_groups.distance_note(far(code="A 14", minutes=0)) == f"A{NBSP}14, Hafen"
    assert fact_groups.distance_note(far(minutes=8)) == f"Hafen, 8{NBSP}min"


def test_of_a_kind_that_was_not_measured_the_way_by_road_stands_alone():
    space = Given(
        public_distances=[far("5", is_manual=True)],
        public_drives={("station", "car"): drive(14, kind="station", km="2"), ("port", "car"): drive()},
    )
    rows = fact_groups.distance_rows(space)
    assert [(row.km, row.way) for row in rows] == [(2, "by road"), (5, "by road")]
    assert rows[0].value == ""
