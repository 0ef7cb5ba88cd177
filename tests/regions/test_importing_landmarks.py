import json

import pytest
from django.contrib.gis.geos import Point
from django.core.management import CommandError, call_command

from regions.crs import to_wgs84
from regions.importing import ImportFault, import_landmarks, import_postcodes
from regions.models import Landmark, Postcode
from tests.factories.geometry_files import geopackage
from tests.factories.regions import LandmarkFactory

pytestmark = pytest.mark.django_db

HEADER = "kind,name,code,lat,lon,source,as_of,precision_m"
LEJ = "airport,Leipzig/Halle,LEJ,51.4324,12.2416,Survey,2026-01-31,1000"


@pytest.fixture
def table(tmp_path):
    def write(*lines, header=HEADER, name="landmarks.csv"):
        file = tmp_path / name
        file.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return file

    return write


@pytest.fixture
def geojson(tmp_path):
    def write(*features, name="landmarks.geojson"):
        file = tmp_path / name
        collection = {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": properties,
                    "geometry": {"type": kind, "coordinates": places},
                }
                for properties, kind, places in features
            ],
        }
        file.write_text(json.dumps(collection), encoding="utf-8")
        return file

    return write


def test_csv_brings_every_field(table):
    report = import_landmarks(table(LEJ))
    landmark = Landmark.objects.get()
    assert (landmark.kind, landmark.name, landmark.code, landmark.source, str(landmark.as_of)) == (
        "airport", "Leipzig/Halle", "LEJ", "Survey", "2026-01-31",
    )  # fmt: skip
    assert landmark.precision_m == 1000
    assert to_wgs84(landmark.location).coords == pytest.approx((12.2416, 51.4324), abs=1e-6)
    assert report.created == ["Leipzig/Halle (LEJ)"]


def test_a_known_code_is_the_same_landmark_under_a_new_name(table):
    import_landmarks(table(LEJ))
    report = import_landmarks(table(LEJ.replace("Leipzig/Halle", "Flughafen Leipzig")))
    assert report.changed == ["Flughafen Leipzig (LEJ)"]
    assert Landmark.objects.get().name == "Flughafen Leipzig"


def test_junctions_of_one_motorway_are_told_apart_by_name(table):
    report = import_landmarks(
        table(
            "motorway_junction,Leipzig-Nord,A 14,51.408,12.345,,,",
            "motorway_junction,Grimma,A 14,51.262,12.71,,,",
        )
    )
    assert len(report.created) == 2


def test_tables_as_german_spreadsheets_write_them(table):
    file = table("Flughafen;Leipzig/Halle;51,4324;12,2416;31.1.2026", header="kind;name;Breite;Länge;as_of")
    assert import_landmarks(file).created == ["Leipzig/Halle"]
    assert str(Landmark.objects.get().as_of) == "2026-01-31"


@pytest.mark.once
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("airport,X,,12.2416,51.4324,,,", "vertauscht"),
        ("airport,X,,0,0,,,", "weit außerhalb"),
        ("airport,X,,200,12,,,", "Grad"),
        ("airport,X,,nan,12,,,", "Grad"),
        ("airport,X,,,,,,", "Grad"),
        ("spaceport,X,,51.4,12.2,,,", "spaceport"),
        (",X,,51.4,12.2,,,", "Art fehlt"),
        ("airport,,,51.4,12.2,,,", "Name"),
        (f"airport,{'x' * 5000},,51.4,12.2,,,", "Name"),
        (f"airport,X,{'x' * 21},51.4,12.2,,,", "Kürzel"),
        ("airport,X,,51.4,12.2,,2026-02-31,", "Datum"),
        *(
            (f"airport,X,,51.4,12.2,,{day},", "zwischen den Jahren 2000 und 2100")
            for day in ("1999-12-31", "2101-01-01", "31.12.9999", "0001-01-01")
        ),
        ("airport,X,,51.4,12.2,,,1.2.3", "Genauigkeit"),
        (LEJ, "Dasselbe wie Zeile 2"),
    ],
)
def test_an_unfit_line_is_refused_with_its_number_and_reason_and_the_rest_is_taken(table, line, reason):
    report = import_landmarks(table(LEJ, line))
    [refusal] = report.refused
    assert refusal.startswith("Zeile 3 (")
    assert reason in refusal
    assert Landmark.objects.count() == 1


@pytest.mark.once
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"name\nX\n", b"{", b"SQLite format 3\x00rubbish", b"\x1f\x8bx"]
)
def test_an_unreadable_file_is_refused_whole(tmp_path, content):
    file = tmp_path / "landmarks"
    file.write_bytes(content)
    with pytest.raises(ImportFault):
        import_landmarks(file)


def test_geojson_line_becomes_the_course_of_a_federal_road(geojson):
    import_landmarks(
        geojson(
            (
                {"kind": "federal_road", "name": "B 2"},
                "LineString",
                [[12.3, 51.3], [12.4, 51.3], [12.5, 51.3]],
            )
        )
    )
    road = Landmark.objects.get()
    assert road.course.num_geom == 1
    assert to_wgs84(road.location).x == pytest.approx(12.4, abs=0.001)


def test_only_a_federal_road_is_a_line(geojson):
    report = import_landmarks(
        geojson(({"kind": "airport", "name": "X"}, "LineString", [[12.3, 51.3], [12.4, 51.3]]))
    )
    assert "Bundesstraße" in report.refused[0]


def test_kind_of_the_command_holds_for_rows_without_one(geojson):
    import_landmarks(geojson(({"name": "Trotha"}, "Point", [11.95, 51.517])), kind="port")
    assert Landmark.objects.get().kind == "port"


@pytest.fixture
def package(tmp_path):
    """A GeoPackage of one airport, in the system of this number."""

    def write(srid):
        columns = "fid, geom, 'airport' AS kind, 'Leipzig/Halle' AS name, 'LEJ' AS code"
        geopackage(tmp_path / "landmarks.gpkg", ["POINT (12.2416 51.4324)"], srid, columns)
        return tmp_path / "landmarks.gpkg"

    return write


def test_geopackage_is_read_in_its_own_reference_system(package):
    report = import_landmarks(package(srid=4326))
    assert report.refused == []
    assert to_wgs84(Landmark.objects.get().location).coords == pytest.approx((12.2416, 51.4324), abs=1e-6)


def test_geopackage_without_reference_system_asks_for_it(package):
    file = package(srid=-1)
    with pytest.raises(ImportFault, match="EPSG"):
        import_landmarks(file)
    assert import_landmarks(file, srid=4326).created == ["Leipzig/Halle (LEJ)"]
    with pytest.raises(ImportFault, match="999999"):
        import_landmarks(file, srid=999999)


def test_what_a_file_does_not_hold_goes_only_when_asked_for(table):
    LandmarkFactory(name="Closed", code="OLD")
    LandmarkFactory(kind="port", name="Another kind")
    import_landmarks(table(LEJ))
    assert Landmark.objects.filter(code="OLD").exists()
    report = import_landmarks(table(LEJ), remove_missing=True)
    assert report.removed == ["Closed (OLD)"]
    assert Landmark.objects.filter(kind="port").exists()


def test_nothing_goes_when_a_line_was_refused(table):
    LandmarkFactory(name="Closed", code="OLD")
    import_landmarks(table(LEJ, "airport,X,,0,0,,,"), remove_missing=True)
    assert Landmark.objects.filter(code="OLD").exists()


def test_command_reports_and_takes_a_fault_without_a_traceback(table, tmp_path, capsys):
    call_command("import_landmarks", str(table(LEJ, "spaceport,X,,51.4,12.2,,,")))
    said = capsys.readouterr().out
    assert "1 neu" in said
    assert "Zeile 3 (X)" in said
    with pytest.raises(CommandError):
        call_command("import_landmarks", str(tmp_path / "missing.csv"))


class TestPostcodes:
    def test_come_from_a_table_and_again_change_nothing(self, table, capsys):
        file = table("04109,51.34,12.37", "6108,51.48,11.97", "x,51.4,12.2", header="plz,lat,lon")
        call_command("import_postcodes", str(file), source="Survey")
        assert list(Postcode.objects.values_list("code", "source")) == [
            ("04109", "Survey"),
            ("06108", "Survey"),
        ]
        report = import_postcodes(file, source="Survey")
        assert (report.unchanged, len(report.refused)) == (2, 1)

    def test_are_cut_where_the_database_takes_no_more(self, table):
        file = table(f"04109,51.34,12.37,{'ö' * 121},{'ß' * 256}", header="plz,lat,lon,name,source")
        import_postcodes(file, source="Survey")
        postcode = Postcode.objects.get()
        assert (postcode.name, postcode.source) == ("ö" * 120, "ß" * 255)


def test_characters_that_no_database_takes_are_left_out(geojson):
    properties = {"kind": "airport", "name": "Leip\x00zig\ud800", "code": "LEJ"}
    file = geojson((properties, "Point", [12.2416, 51.4324]), name="odd.geojson")
    import_landmarks(file)
    assert Landmark.objects.get().name == "Leipzig"


def test_a_file_without_any_kind_is_told_once_how_to_name_one(table):
    file = table("Leipzig/Halle;LEJ;51,4324;12,2416\nDresden;DRS;51,1343;13,768", header="name;code;lat;lon")
    with pytest.raises(ImportFault, match="--kind airport"):
        import_landmarks(file)


JUNCTION = Point(12.2, 51.5, srid=4326)
SURVEYED = "motorway_junction,Halle (Saale)-Peißen,A 14,51.5045,12.2,OpenStreetMap,2026-01-31,25"


def test_a_typed_junction_is_replaced_by_the_measured_one_of_the_same_road_nearby(table):
    typed = LandmarkFactory(kind="motorway_junction", name="Halle-Peißen", code="A14", location=JUNCTION)
    report = import_landmarks(table(SURVEYED))
    landmark = Landmark.objects.get()
    assert (landmark.pk, landmark.name, landmark.precision_m) == (typed.pk, "Halle (Saale)-Peißen", 25)
    assert to_wgs84(landmark.location).coords == pytest.approx((12.2, 51.5045), abs=1e-6)
    assert (len(report.created), len(report.changed)) == (0, 1)
    assert import_landmarks(table(SURVEYED)).unchanged == 1


@pytest.mark.parametrize(
    "known",
    [
        pytest.param({"code": "A 9"}, id="another road"),
        pytest.param({"location": Point(12.2, 51.52, srid=4326)}, id="two kilometres away"),
        pytest.param({"precision_m": 25}, id="as precise"),
        pytest.param({"precision_m": 400}, id="rough, but not so rough"),
        pytest.param({"kind": "station"}, id="another kind"),
    ],
)
def test_what_may_be_another_junction_stays_beside_the_measured_one(table, known):
    LandmarkFactory(
        **{"kind": "motorway_junction", "name": "Halle-Peißen", "code": "A 14", "location": JUNCTION} | known
    )
    import_landmarks(table(SURVEYED))
    assert Landmark.objects.count() == 2


def test_a_typed_junction_that_the_file_knows_by_name_is_not_taken_for_its_neighbour(table):
    typed = LandmarkFactory(kind="motorway_junction", name="Halle-Peißen", code="A 14", location=JUNCTION)
    import_landmarks(
        table(SURVEYED, SURVEYED.replace("(Saale)-Peißen", "-Peißen").replace("Halle -", "Halle-"))
    )
    assert Landmark.objects.count() == 2
    assert Landmark.objects.get(pk=typed.pk).name == "Halle-Peißen"
