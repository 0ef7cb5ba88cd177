"""Landmarks from files as their makers give them out: columns and kinds of theirs, source and precision of a file."""

import csv
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.gis.geos import Point
from django.core.management import CommandError, call_command
from django.urls import reverse

from regions.importing import import_landmarks
from regions.models import Landmark
from tests.factories.regions import AreaFactory, LandmarkFactory

pytestmark = pytest.mark.django_db

SHARED = Path(settings.BASE_DIR).parent / "shared/data"
needs_files = pytest.mark.skipif(
    not (SHARED / "geo").is_dir(), reason="the files as they are lie not beside this checkout (shared/data)"
)


@pytest.fixture
def points(tmp_path):
    """A GeoJSON file of points, each (longitude, latitude, properties)."""

    def write(*points):
        features = [
            {
                "type": "Feature",
                "properties": properties,
                "geometry": {"type": "Point", "coordinates": [x, y]},
            }
            for x, y, properties in points
        ]
        file = tmp_path / "points.geojson"
        file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        return file

    return write


@pytest.fixture
def table(tmp_path):
    def write(*rows):
        file = tmp_path / "table.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows(rows)
        return file

    return write


def ramps(kind="exit", near_place="Neudorf", refs="A 14", connects="", name=None):
    return {"refs": refs, "kind": kind, "connects": connects, "near_place": near_place, "name": name}


def known():
    return set(Landmark.objects.values_list("kind", "name", "code"))


class TestJunctions:
    def test_exits_bear_the_nearest_place_where_they_have_no_name_which_is_told(self, points):
        report = import_landmarks(points((12.2, 51.5, ramps()), (12.3, 51.4, ramps(near_place="Altdorf"))))
        assert known() == {
            ("motorway_junction", "Neudorf", "A 14"),
            ("motorway_junction", "Altdorf", "A 14"),
        }
        assert report.notes == ["2 Zeilen haben keinen Namen und heißen nach dem nächsten Ort."]

    def test_a_name_goes_before_the_nearest_place_and_the_first_road_is_the_code(self, points):
        import_landmarks(points((12.2, 51.5, ramps("interchange", refs="A 9 / A 14", name="Kreuz Neudorf"))))
        assert known() == {("motorway_junction", "Kreuz Neudorf", "A 9")}

    def test_rest_areas_are_left_out_and_counted(self, points):
        rest = ramps("rest_area_or_minor_exit", near_place="Wald")
        report = import_landmarks(
            points((12.2, 51.5, ramps()), (12.3, 51.4, rest), (12.4, 51.4, rest)), dry_run=True
        )
        assert (len(report.created), report.refused) == (1, [])
        assert "2 Zeilen ausgelassen: rest_area_or_minor_exit" in " ".join(report.notes)

    def test_a_file_of_nothing_but_rest_areas_takes_nothing_and_says_why(self, points):
        LandmarkFactory(kind="motorway_junction", name="Kept", code="A 14")
        report = import_landmarks(points((12.3, 51.4, ramps("rest_area"))), remove_missing=True)
        assert not report.writes
        assert "1 Zeile ausgelassen" in report.notes[0]

    def test_two_exits_of_one_place_are_told_apart_by_the_roads_that_they_lead_to(self, points):
        import_landmarks(
            points((12.2, 51.5, ramps(connects="B 6")), (12.24, 51.53, ramps(connects="B 184, L 1")))
        )
        assert {name for _kind, name, _code in known()} == {"Neudorf (B 6)", "Neudorf (B 184, L 1)"}

    def test_one_without_a_name_measures_the_rough_one_there_and_leaves_it_its_name(self, points):
        typed = LandmarkFactory(
            kind="motorway_junction",
            name="Neustadt-Ost",
            code="A 14",
            location=Point(12.2, 51.5, srid=4326),
            precision_m=2000,
        )
        file = points((12.2, 51.505, ramps()))
        for _time in ("first", "again"):
            import_landmarks(file, source="Measured", precision_m="25")
            landmark = Landmark.objects.get()
            assert (landmark.pk, landmark.name) == (typed.pk, "Neustadt-Ost")
            assert (landmark.precision_m, landmark.source) == (25, "Measured")


class TestOtherFiles:
    def test_of_freight_points_the_sidings_are_left_out(self, points):
        report = import_landmarks(
            points(
                (12.2, 51.5, {"name": "Neudorf Gbf", "kind": "freight_yard", "ds100": "XN  G"}),
                (12.3, 51.5, {"name": "Neudorf Rbf", "kind": "marshalling_yard"}),
                (12.4, 51.5, {"name": "Neudorf Hafen", "kind": "port_station"}),
                (12.5, 51.5, {"name": "Neudorf Umschlagbf", "kind": "intermodal_terminal"}),
                (12.6, 51.5, {"name": "Neudorf Werk", "kind": "siding"}),
            )
        )
        assert known() == {
            ("freight_station", "Neudorf Gbf", ""),
            ("freight_station", "Neudorf Rbf", ""),
            ("freight_station", "Neudorf Hafen", ""),
            ("rail_terminal", "Neudorf Umschlagbf", ""),
        }
        assert report.notes == ["1 Zeile ausgelassen: siding (nichts, wohin Entfernungen gezählt werden)."]

    def test_nodes_of_federal_roads_have_the_code_of_their_road_once(self, points):
        import_landmarks(
            points(
                (12.2, 51.5, {"nr": "1", "ref": "B 6", "name": "B6 Neudorf, Hauptstraße"}),
                (12.3, 51.5, {"nr": "2", "ref": "B 6n", "name": "B6n"}),
            ),
            kind="federal_road",
        )
        assert known() == {("federal_road", "Neudorf, Hauptstraße", "B 6"), ("federal_road", "B6n", "B 6n")}

    def test_an_airport_keeps_its_iata_code_and_is_the_one_that_is_known_by_it(self, table):
        LandmarkFactory(kind="airport", name="Neustadt/Altstadt", code="NEU")
        report = import_landmarks(
            table(
                ["icao", "iata", "name", "lat", "lon"],
                ["XXNA", "NEU", "Neustadt Altstadt Airport", "51.43", "12.24"],
                ["XXGR", "", "Graswiese Airport", "51.53", "12.34"],
            ),
            kind="airport",
        )
        assert known() == {("airport", "Neustadt Altstadt Airport", "NEU")}
        assert report.notes == ["1 Zeile ausgelassen: ein Flugplatz ohne IATA-Code."]

    def test_an_airfield_whose_row_calls_it_an_airport_is_taken_without_a_code(self, table):
        import_landmarks(
            table(["kind", "iata", "name", "lat", "lon"], ["airport", "", "Graswiese", "51.43", "12.24"])
        )
        assert known() == {("airport", "Graswiese", "")}

    def test_a_list_of_airports_by_size_needs_no_kind_and_gives_the_large_ones(self, table):
        report = import_landmarks(
            table(
                ["ident", "type", "name", "latitude_deg", "longitude_deg", "iata_code"],
                ["XXNA", "medium_airport", "Neustadt", "51.43", "12.24", "NEU"],
                ["XXGR", "small_airport", "Graswiese", "51.53", "12.34", "GRW"],
                ["XXDA", "heliport", "Klinikdach", "51.53", "12.36", ""],
            )
        )
        assert known() == {("airport", "Neustadt", "NEU")}
        assert [note.partition(" (")[0] for note in report.notes] == [
            "1 Zeile ausgelassen: heliport",
            "1 Zeile ausgelassen: small_airport",
        ]

    def test_what_another_column_of_types_says_does_not_count_beside_the_kind_of_the_command(self, table):
        import_landmarks(
            table(["type", "name", "lat", "lon"], ["Binnenhafen", "Neudorf", "51.43", "12.24"]), kind="port"
        )
        assert known() == {("port", "Neudorf", "")}


class TestWhatHoldsForTheWholeFile:
    ROWS = (
        ["kind", "name", "lat", "lon", "source", "as_of", "precision_m"],
        ["port", "Altdorf", "51.43", "12.24", "", "", ""],
        ["port", "Neudorf", "51.53", "12.34", "Survey", "2026-01-31", "5"],
    )
    TOLD = (("Altdorf", "Office", "2025-12-01", 50), ("Neudorf", "Survey", "2026-01-31", 5))

    def told(self):
        landmarks = Landmark.objects.order_by("name")
        return tuple((mark.name, mark.source, str(mark.as_of), mark.precision_m) for mark in landmarks)

    def test_source_day_and_precision_of_the_command_hold_for_rows_that_state_none(self, table):
        options = ["--source", "Office", "--as-of", "2025-12-01", "--precision", "50"]
        call_command("import_landmarks", str(table(*self.ROWS)), *options)
        assert self.told() == self.TOLD

    def test_the_administration_asks_for_them_too(self, table, admin_client):
        address = reverse("admin:regions_landmark_import")
        fields = {"source": "Office", "as_of": "01.12.2025", "precision_m": "50"}
        with table(*self.ROWS).open("rb") as file:
            page = admin_client.post(address, fields | {"file": file})
        assert not Landmark.objects.exists()
        sent = dict(page.context["form"].confirmation)
        admin_client.post(address, sent | {"confirm": "1"})
        assert self.told() == self.TOLD

    @pytest.mark.parametrize("options", [("--as-of", "yesterday"), ("--precision", "-5")])
    def test_no_day_and_no_precision_of_the_command_is_one_sentence(self, table, options):
        with pytest.raises(CommandError):
            call_command("import_landmarks", str(table(*self.ROWS)), *options)
        assert not Landmark.objects.exists()


@pytest.mark.once
@needs_files
@pytest.mark.parametrize(
    ("file", "kind", "taken", "left_out"),
    [
        ("geo/osm_motorway_junctions_derived.geojson", None, 372, 275),
        ("geo/freight_rail_points_db.geojson", None, 23, 108),
        ("geo/toll_nodes_federal_roads.geojson", "federal_road", 677, 0),
        ("places/airports_DE.csv", "airport", 65, 389),
    ],
)
def test_the_files_as_they_are_bring_what_distances_count_to(file, kind, taken, left_out):
    AreaFactory(state=True)
    report = import_landmarks(SHARED / file, kind=kind)
    assert len(report.created) == taken
    assert sum(int(note.split()[0]) for note in report.notes if "ausgelassen" in note) == left_out
    assert all("Dasselbe wie" in row or "weit außerhalb" in row for row in report.refused)
    coded = Landmark.objects.exclude(code="").count()
    assert coded == (0 if "freight" in file else taken)
    assert import_landmarks(SHARED / file, kind=kind).unchanged == taken
