"""Minutes by road where visitors meet them: asked for, sorted by, told, and left out where no roads are known."""

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from investors.alerting import send_alerts
from investors.comparison import distance_rows as compared
from investors.models import SavedSearch
from investors.searching import Search
from regions.crs import to_storage
from regions.models import Landmark
from roads.faults import TakesTooLong
from roads.installed import installed_graph
from roads.signals import graph_changed
from sites.choices import RoadAccess
from sites.models import Space, SpaceDistance
from sites.pool.distance_text import drives_text, format_drive, road_note
from sites.pool.driving import store_driving_times
from sites.pool.fact_groups import distance_context
from sites.pool.presentation import card_facts
from sites.pool.routes import space_url
from sites.search.filter_page.chips import active_chips
from sites.search.filters import SpaceFilterSet
from tests.factories.investors import SavedSearchFactory
from tests.factories.regions import AreaFactory, LandmarkFactory
from tests.factories.sites import MunicipalityFactory, SpaceFactory
from tests.road_graph import ELSEWHERE, VILLAGES, at, built_roads, needs_roads, roads

__all__ = ["built_roads", "roads"]

pytestmark = [needs_roads, pytest.mark.django_db, pytest.mark.slow]

PATH = "/flaechenpool/liste/"
HERE = "point:50.01834,11.50115"
"""Neudrossenfeld."""
HOMES = ("Neudrossenfeld", "Muckenreuth", "Waldau", "Harsdorf", "Ramsenthal", "Zettlitz")


@pytest.fixture
def villages(roads):
    """{name: space} with driving times to a junction beside Neudrossenfeld."""
    LandmarkFactory(kind="motorway_junction", name="Neudrossenfeld", code="A 70", place=(11.4932, 50.0392))
    LandmarkFactory(kind="station", name="Harsdorf", place=VILLAGES["Harsdorf"])
    spaces = {name: SpaceFactory(name=name, at=VILLAGES[name]) for name in HOMES}
    store_driving_times()
    return {name: Space.objects.get(pk=space.pk) for name, space in spaces.items()}


def searched(query, kind=None):
    return SpaceFilterSet(QueryDict(query), Space.objects.published().on_offer(), kind=kind)


def names(query):
    return [space.name for space in searched(query).matches]


def faults(query):
    filterset = searched(query)
    assert not filterset.is_valid()
    return filterset.form.errors.get_json_data()


# --- Asked for


def test_a_driving_time_finds_what_is_reached_in_it(villages):
    found = set(names(f"place={HERE}&minutes=6"))
    assert {"Neudrossenfeld", "Muckenreuth"} <= found
    assert "Zettlitz" not in found
    assert found < set(names(f"place={HERE}&minutes=15")) == set(villages)


def test_a_car_gets_no_less_far_than_a_lorry(villages):
    by_lorry, by_car = (set(names(f"place={HERE}&minutes=9&vehicle={who}")) for who in ("lorry", "car"))
    assert by_lorry <= by_car
    assert set(names(f"place={HERE}&minutes=9")) == by_lorry


def test_a_plot_that_is_reached_in_part_counts_and_one_whose_place_is_hidden_counts_from_its_public_point(
    roads,
):
    corner = to_storage(at("Neudrossenfeld"))
    wide = Polygon.from_bbox((corner.x, corner.y - 9_000, corner.x + 9_000, corner.y + 9_000))
    wide.srid = 3035
    plot = {"location": to_storage(at("Zettlitz")), "boundary": MultiPolygon(wide, srid=3035)}
    SpaceFactory(name="offen", **plot)
    SpaceFactory(
        name="verborgen", hidden_place=True, municipality=MunicipalityFactory(center=at("Zettlitz")), **plot
    )
    assert names(f"place={HERE}&minutes=5") == ["offen"]


def test_radius_and_driving_time_hold_both(villages):
    assert set(names(f"place={HERE}&minutes=15&radius=2")) < set(names(f"place={HERE}&minutes=15"))
    assert set(names(f"place={HERE}&minutes=15&radius=2")) == set(names(f"place={HERE}&radius=2"))


def test_list_map_table_feed_and_alert_find_the_same(villages, client):
    query = f"place={HERE}&minutes=8"
    found = sorted(names(query))
    assert 2 < len(found) < len(villages)
    answer = client.get(f"/flaechenpool/karte.geojson?{query}").json()
    assert sorted(feature["properties"]["name"] for feature in answer["features"]) == found
    [header, *rows] = csv.reader(
        io.StringIO(client.get(f"/flaechenpool/liste.csv?{query}").content.decode("utf-8-sig")), delimiter=";"
    )
    assert sorted(row[header.index("Name")] for row in rows) == found
    feed = client.get(f"/flaechenpool/liste.atom?{query}").content.decode()
    assert feed.count("<entry>") == len(found)
    assert Search(QueryDict(query)).matches.count() == len(found)
    assert f"{len(found)} " in client.get(f"{PATH}?{query}").content.decode()


def test_minutes_to_a_landmark_are_a_filter_and_an_order(villages):
    minutes = {name: space.stored_motorway_lorry_min for name, space in villages.items()}
    assert set(names("motorway_lorry_minutes_max=6")) == {name for name, told in minutes.items() if told <= 6}
    in_order = [minutes[name] for name in names("sort=motorway_lorry_minutes")]
    assert in_order == sorted(minutes.values())
    by_car = [villages[name].stored_station_car_min for name in names("sort=station_car_minutes")]
    assert by_car == sorted(by_car)


def test_what_states_no_minutes_comes_last_and_is_taken_in_when_asked(villages):
    SpaceFactory(name="weglos")
    assert names("sort=motorway_car_minutes")[-1] == "weglos"
    assert "weglos" not in names("motorway_car_minutes_max=60")
    assert "weglos" in names("motorway_car_minutes_max=60&unknown=motorway_car_minutes")


@pytest.mark.once
@pytest.mark.parametrize(
    ("query", "message"),
    [
        (f"place={HERE}&minutes=0", "Berechnet werden Fahrzeiten von 1 bis 120 Minuten."),
        (f"place={HERE}&minutes=10000", "Berechnet werden Fahrzeiten von 1 bis 120 Minuten."),
        (f"place=point:{ELSEWHERE[1]},{ELSEWHERE[0]}&minutes=30", "An diesem Ort ist keine Straße bekannt"),
        (f"place=between:{HERE},{HERE}&minutes=30", None),
    ],
)
def test_minutes_that_cannot_be_answered_are_refused_beside_their_field(villages, client, query, message):
    if message:
        assert message in faults(query)["minutes"][0]["message"]
        assert message in client.get(f"{PATH}?{query}").content.decode()
    assert client.get(f"{PATH}?{query}").status_code == 200
    assert client.get(f"/flaechenpool/karte.geojson?{query}").status_code == 400


def test_a_driving_time_needs_one_place_to_start_at(villages):
    one, other = LandmarkFactory(kind="port", name="A"), LandmarkFactory(kind="port", name="B")
    query = f"place=either:landmark:{one.pk},landmark:{other.pk}&minutes=10"
    assert "einzelnen Ort" in faults(query)["minutes"][0]["message"]


@pytest.fixture
def too_slow(monkeypatch):
    def slow(*asked):
        raise TakesTooLong

    monkeypatch.setattr("sites.search.filters.drive_times.reach_area", slow)
    monkeypatch.setattr("sites.pool.isochrones.reach_area", slow)


@pytest.mark.once
def test_a_computation_that_takes_too_long_is_told_beside_the_field_and_to_nobody_else(
    villages, too_slow, client
):
    query = f"place={HERE}&minutes=10"
    assert "zu lange gedauert" in faults(query)["minutes"][0]["message"]
    assert not client.get(f"{PATH}?{query}").is_shared


def test_an_alert_waits_for_a_driving_time_that_could_not_be_computed(villages, too_slow):
    saved = SavedSearchFactory(query=f"place={HERE}&minutes=10")
    SavedSearch.objects.filter(pk=saved.pk).update(last_run_at=timezone.now() - timedelta(days=30))
    before = SavedSearch.objects.get(pk=saved.pk).last_run_at
    send_alerts()
    saved.refresh_from_db()
    assert (saved.last_run_at, saved.invalid_since) == (before, None)


def test_minutes_without_a_place_narrow_nothing(villages):
    assert len(names("minutes=10")) == len(villages)


def test_the_middle_of_an_area_is_where_the_way_begins(villages):
    area = AreaFactory(place=VILLAGES["Neudrossenfeld"], km=4)
    assert names(f"place=area:{area.key}&minutes=6") == names(f"place={HERE}&minutes=6")


# --- Said back


def test_chips_say_by_whom_and_take_the_vehicle_with_them(villages):
    chips = active_chips(searched(f"place={HERE}&minutes=30&vehicle=car"))
    assert [chip.label for chip in chips] == [
        "bei 50,0183° N, 11,5011° O",
        "erreichbar in 30\u00a0min mit dem Pkw",
    ]
    assert chips[1].url == f"?place={HERE}"
    assert chips[0].url == "?"


def test_the_map_draws_what_is_reached_and_says_the_time(villages, client):
    answer = client.get(
        f"/en/space-pool/map.geojson?place={HERE}&minutes=8&view=11.4,49.9,11.7,50.1&zoom=12"
    ).json()
    [drawn, place] = answer["search_area"]
    assert (drawn["properties"]["role"], drawn["properties"]["words"]) == ("drive", "8\u00a0min by lorry")
    assert place["properties"]["role"] == "place"
    assert len(json.dumps(drawn)) < 8_000


def test_the_form_asks_for_minutes_beside_kilometres(villages, client):
    page = client.get(f"{PATH}?motorway_lorry_minutes_max=20&section=place").content.decode()
    for name in ("minutes", "vehicle", "motorway_lorry_minutes_max", "station_car_minutes_max"):
        assert f'name="{name}"' in page
    assert "Lkw zur Autobahn bis 20 min" in page.replace("\u00a0", " ")
    assert 'value="motorway_lorry_minutes"' in page


@pytest.mark.once
def test_without_a_graph_nothing_asks_for_minutes_and_no_page_promises_any(client):
    assert installed_graph() is None
    space = SpaceFactory(motorway_km=3)
    opened = [f"{PATH}?section={section}" for section in ("place", "traffic")]
    for path in (PATH, *opened, "/flaechenpool/karte/", space.get_absolute_url()):
        page = client.get(path).content.decode()
        assert not [word for word in ("minutes", "Fahrzeit", "Lkw ", "erreichbarkeit") if word in page], path
    assert client.get(space_url(space, "reach")).status_code == 404
    assert "keine Straßendaten" in faults(f"place={HERE}&minutes=10")["minutes"][0]["message"]
    header = client.get("/flaechenpool/liste.csv").content.decode("utf-8-sig").splitlines()[0]
    assert "(min)" not in header


def test_a_search_for_minutes_finds_nothing_more_once_the_graph_is_gone(villages, settings, tmp_path):
    settings.ROADS_DIR = tmp_path / "none"
    assert len(names("motorway_lorry_minutes_max=3")) < len(villages)


def test_pages_that_were_kept_end_with_their_graph(roads, monkeypatch):
    noted = []
    monkeypatch.setattr("sites.receivers.note_change", noted.append)
    graph_changed.send(None)
    assert noted == ["sites"]


# --- Told


def test_a_page_tells_minutes_kilometres_and_day_and_asks_no_query_more(
    villages, client, django_assert_max_num_queries
):
    space = villages["Ramsenthal"]
    page = client.get(space.get_absolute_url()).content.decode().replace("\u00a0", " ")
    lorry = space.public_drives["motorway_junction", "lorry"]
    assert f"mit dem Lkw {format_drive(lorry)}".replace("\u00a0", " ") in page
    assert "ohne Verkehr berechnet; Stand der Straßendaten: 4. November 2014." in page
    assert "Fahrzeiten: © OpenStreetMap contributors, ODbL 1.0, 4. November 2014" in page
    assert space_url(space, "reach") in page
    with django_assert_max_num_queries(14):
        client.get(space.get_absolute_url())


def test_a_card_tells_the_minutes_of_a_lorry_to_whichever_junction(villages):
    space = villages["Ramsenthal"]
    assert card_facts(space)[3].total == f"Lkw ab {space.stored_motorway_lorry_min}\u00a0min"


def test_who_compares_sees_minutes_below_kilometres(villages):
    spaces = [villages["Neudrossenfeld"], villages["Zettlitz"]]
    kilometres, lorry, car = compared(spaces, Landmark.Kind.MOTORWAY_JUNCTION)
    assert [cell.figure for cell in lorry.cells] == [space.stored_motorway_lorry_min for space in spaces]
    assert lorry.cells[0].is_best
    assert (lorry.label, car.full_label) == (
        "Autobahnanschlussstelle, Lkw (ohne Verkehr)",
        "Autobahnanschlussstelle, Pkw (ohne Verkehr) (min)",
    )
    assert len(compared([SpaceFactory(), SpaceFactory()], Landmark.Kind.MOTORWAY_JUNCTION)) == 1


def test_a_table_has_minutes_kilometres_destination_and_day(villages, client):
    [header, *rows] = csv.reader(
        io.StringIO(client.get("/flaechenpool/liste.csv").content.decode("utf-8-sig")), delimiter=";"
    )
    told = dict(zip(header, next(row for row in rows if row[2] == "Harsdorf"), strict=True))
    space = villages["Harsdorf"]
    assert told["Bahnhof, Pkw (min)"] == str(max(1, space.stored_station_car_min))
    assert told["Bahnhof, Pkw: Ziel"] == "Harsdorf"
    told_km = told["Autobahnanschlussstelle, Lkw (km)"].replace(",", ".")
    assert float(told_km) == float(space.public_drives["motorway_junction", "lorry"].km)
    assert told["Minuten ohne Verkehr, Stand der Straßendaten"] in ("2014-11-04", "04.11.2014")


@pytest.mark.parametrize(
    ("access", "said"),
    [
        (RoadAccess.NO_ROAD, "keine Straße bekannt, daher werden keine Fahrzeiten berechnet"),
        (RoadAccess.OUTSIDE, "außerhalb der Straßendaten"),
        (RoadAccess.CAR_ONLY, "keine Straße für Lkw bekannt"),
        ("", ""),
    ],
)
def test_a_place_without_road_says_so(access, said):
    space = Space(stored_road_access=access, stored_roads_as_of=date(2026, 6, 9))
    assert said in road_note(space)
    assert bool(road_note(space)) == bool(access)


def test_ferries_tolls_and_another_destination_are_named():
    space = SpaceFactory(motorway_km=3)
    row = {"space": space, "kind": "motorway_junction", "is_manual": False}
    told = SpaceDistance.objects.create(
        **row, vehicle="lorry", code="A 9", name="Nord", km="9.5", minutes=0, has_ferry=True, has_toll=True
    )
    spelt = format_drive(told).replace("\u00a0", " ")
    assert spelt == "1 min (9,5 km, mit einer Fähre, über eine Mautstraße)"
    space = Space.objects.get(pk=space.pk)
    [distance] = space.public_distances
    assert drives_text(space, distance).replace("\u00a0", " ").endswith("Ziel: A 9, Nord")


def test_a_typed_way_to_where_nothing_is_measured_has_a_row_of_its_own():
    space = SpaceFactory()
    space.distances.create(kind="port", vehicle="lorry", name="Riesa", km=9, minutes=12)
    [row] = distance_context(Space.objects.get(pk=space.pk))["distances"]
    assert (row.label, row.note) == ("Hafen", "Riesa")
    assert row.by_road.replace("\u00a0", " ") == "mit dem Lkw 12 min (9,0 km, nach Angabe)"


def test_typed_minutes_without_kilometres_and_vehicle_are_a_car_s():
    space = SpaceFactory()
    space.distances.create(kind="port", name="Riesa", minutes=12)
    space.distances.create(kind="airport", vehicle="lorry", name="LEJ", km=9, minutes=20)
    rows = distance_context(Space.objects.get(pk=space.pk))["distances"]
    assert [row.by_road.replace("\u00a0", " ") for row in rows] == [
        "mit dem Pkw 12 min (nach Angabe)",
        "mit dem Lkw 20 min (9,0 km, nach Angabe)",
    ]


def test_a_page_promises_no_reach_once_the_graph_is_gone(villages, client, settings, tmp_path):
    settings.ROADS_DIR = tmp_path / "none"
    page = client.get(villages["Waldau"].get_absolute_url()).content.decode()
    assert "erreichbarkeit/" not in page


def test_an_area_is_driven_from_where_its_people_live_though_its_middle_is_a_wood(villages):
    area = AreaFactory(place=(11.47, 50.05), km=2, center=to_storage(at("Neudrossenfeld")))
    assert names(f"place=area:{area.key}&minutes=6") == names(f"place={HERE}&minutes=6")


def test_minutes_that_somebody_typed_are_not_told_twice():
    space = SpaceFactory(motorway_km=3)
    space.distances.update(minutes=4)
    [row] = distance_context(Space.objects.get(pk=space.pk))["distances"]
    assert ("4 min" in row.note.replace("\u00a0", " "), row.by_road) == (True, "")


# --- What is reached


def test_a_page_tells_in_words_what_is_reached(villages, client, django_assert_max_num_queries):
    census = {"population": 3_600_000, "population_source": "Amt", "population_as_of": "2022-05-15"}
    AreaFactory(name="Altenplos", place=VILLAGES["Altenplos"], km=60, **census)
    AreaFactory(name="Leipzig", population=600_000, source="Amt")
    with django_assert_max_num_queries(20):
        page = client.get(space_url(villages["Neudrossenfeld"], "reach"))
    text = " ".join(page.content.decode().replace("&nbsp;", " ").split())
    people = [int(told.replace(".", "")) for told in re.findall(r"etwa ([\d.]+) Einwohner", text)]
    grounds = [int(told.replace(".", "")) for told in re.findall(r"([\d.]+) km²", text)]
    assert people[0] == pytest.approx(1_000 * grounds[0], rel=0.05)
    assert all(words in text for words in ("In 15 Minuten:", "die größten: Altenplos"))
    assert "Leipzig" not in text.partition("<main")[2].partition("</main>")[0]
    assert "Quellen: © OpenStreetMap contributors, ODbL 1.0; Amt, 15. Mai 2022" in text
    assert text.count('"role": "drive"') == 3


@pytest.mark.once
def test_the_page_of_a_space_that_was_renamed_leads_on_and_of_a_draft_is_none(villages, client):
    space = villages["Waldau"]
    with override("de"):
        address = space_url(space, "reach")
    assert client.get(address.replace("waldau", "alt")).headers["Location"] == address
    assert client.get(space_url(SpaceFactory(draft=True, at=VILLAGES["Waldau"]), "reach")).status_code == 404


@pytest.mark.once
def test_what_takes_too_long_is_told_on_the_page(villages, client, too_slow):
    answer = client.get(space_url(villages["Waldau"], "reach"))
    assert answer.status_code == 503
    assert "Zurzeit nicht bekannt" in answer.content.decode()
