"""Files of geometries: each condition by itself, at its limits, without a database."""

import csv
import io
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.gis.geos import LineString, Point

from importing.geometries import archives, files, markup, records, tables
from importing.geometries.records import Record
from importing.geometries.references import Reference
from importing.reports import ImportFault

pytestmark = pytest.mark.usefixtures("english")

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MEGABYTE = 1024 * 1024
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def fault_of(function, *args):
    """What is wrong, "" where it is taken."""
    try:
        function(*args)
    except ImportFault as fault:
        return str(fault)
    return ""


# --- Archives and files


def archive_of(*names, content=b"a", **more):
    """A ZIP of files with these names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", **more) as archive:
        for name in names:
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("names", "suffixes"),
    [
        (["a.shp", "a.shx", "a.dbf", "a.prj", "a.cpg", "a.qmd"], [".shp", ".shx", ".dbf", ".prj", ".cpg"]),
        (["a.SHP", "A.dbf"], [".shp", ".dbf"]),
        (["a.shp", "b.dbf"], [".shp"]),
        (["x/a.shp", "a.dbf", "x/a.prj"], [".shp", ".prj"]),
        (["x\\a.shp", "x/a.dbf"], [".shp", ".dbf"]),
        (["a.shp", "__MACOSX/b.shp", ".b.shp"], [".shp"]),
        (["a.kml", "b.txt"], [".kml"]),
        (["a.kml", "a.shp"], [".shp"]),
    ],
)
def test_the_parts_of_one_shapefile_belong_together(names, suffixes):
    assert list(archives.parts_of(archive_of(*names))) == suffixes


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["a.shp", "b.shp"], "holds 2 shapefiles"),
        (["a.txt"], "holds no shapefile"),
        (["a.kml", "b.kml"], "holds no shapefile"),
        ([], "holds no shapefile"),
        (["../a.shp"], "lead out"),
        (["/a.shp"], "lead out"),
        (["C:a.shp"], "lead out"),
        (["x/..\\a.shp"], "lead out"),
        ([f"{number}.txt" for number in range(200)], "holds no shapefile"),
        ([f"{number}.txt" for number in range(201)], "more than 200 files"),
    ],
)
def test_an_archive_is_refused_for_each_reason_by_itself(names, reason):
    assert reason in fault_of(archives.parts_of, archive_of(*names))


def test_an_archive_is_unpacked_up_to_its_last_byte(monkeypatch):
    content = archive_of("a.shp", "a.dbf", content=b"abc")
    monkeypatch.setattr(archives, "MOST_UNPACKED_BYTES", 6)
    assert archives.parts_of(content) == {".shp": b"abc", ".dbf": b"abc"}
    monkeypatch.setattr(archives, "MOST_UNPACKED_BYTES", 5)
    assert "when unpacked" in fault_of(archives.parts_of, content)
    packed = archive_of("a.shp", compression=zipfile.ZIP_BZIP2)
    assert "in a way that is not read here" in fault_of(archives.parts_of, packed)
    assert "damaged or cut off" in fault_of(archives.parts_of, content[:-9])


def lying(archive):
    """The archive with a directory that states 10 bytes for each file."""
    content = bytearray(archive)
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(content)


BOMB = archive_of("a.kml", content=b" " * (60 * MEGABYTE), compression=zipfile.ZIP_DEFLATED)


@pytest.mark.parametrize(
    ("content", "reason"), [(BOMB, "more than 50 MB when unpacked"), (lying(BOMB), "damaged or cut off")]
)
def test_a_bomb_is_refused_before_it_is_unpacked(content, reason):
    tracemalloc.start()
    try:
        assert reason in fault_of(archives.parts_of, content)
        assert tracemalloc.get_traced_memory()[1] < 5 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_packed_file_is_unpacked_up_to_its_last_byte(monkeypatch):
    packed = files.gzip.compress(b"abc")
    monkeypatch.setattr(files, "MOST_UNPACKED_BYTES", 3)
    assert files.unpacked(packed, "a") == b"abc"
    assert files.unpacked(b"abcdef", "a") == b"abcdef"
    assert "damaged or cut off: a" in fault_of(files.unpacked, packed[:-1], "a")
    monkeypatch.setattr(files, "MOST_UNPACKED_BYTES", 2)
    assert "when unpacked" in fault_of(files.unpacked, packed, "a")
    assert files.as_text(b"\xef\xbb\xbfa", "a") == "a"
    assert "no text in UTF-8: a" in fault_of(files.as_text, b"\xff", "a")


def test_objects_and_their_corners_are_counted(monkeypatch):
    found = [Record(1, shape=LineString((0, 0), (1, 1))), Record(2), Record(3, shape=Point(0, 0))]
    monkeypatch.setattr(records, "MOST_FEATURES", 3)
    monkeypatch.setattr(records, "MOST_CORNERS", 3)
    assert list(records.bounded(found)) == found
    monkeypatch.setattr(records, "MOST_CORNERS", 2)
    assert "more than 2 corners" in fault_of(list, records.bounded(found))
    monkeypatch.setattr(records, "MOST_FEATURES", 2)
    assert "more than 2 objects" in fault_of(list, records.bounded(found))


@pytest.mark.parametrize(
    ("srid", "title", "name"),
    [
        (25832, "x", "ETRS89 / UTM zone 32 (EPSG:25832)"),
        (2056, "CH1903+", "CH1903+ (EPSG:2056)"),
        (None, "own", "own"),
    ],
)
def test_a_system_is_called_as_it_is_offered(srid, title, name):
    assert Reference(srid, title).name == name


# --- Tables


@pytest.mark.parametrize(
    ("latitude", "longitude", "point"),
    [
        ("51.5", "12.5", (12.5, 51.5)),
        ("51,5", "12,5", (12.5, 51.5)),
        ("180", "-180", (-180, 180)),
        ("-180", "180", (180, -180)),
        ("180.1", "0", None),
        ("-180.1", "0", None),
        ("0", "180.1", None),
        ("0", "-180.1", None),
        ("nan", "0", None),
        ("0", "inf", None),
        ("", "0", None),
        ("0", "a", None),
    ],
)
def test_a_place_is_given_in_degrees(latitude, longitude, point):
    (record,) = tables.csv_records(f"name;lat;lon\nA;{latitude};{longitude}\n")
    assert (record.shape and record.shape.tuple) == point
    assert bool(record.fault) is (point is None)
    assert (record.number, record.fields["name"]) == (2, "A")


@pytest.mark.parametrize(
    ("header", "is_taken"),
    [
        ("lat;lon", True),
        ("LAT ; Lon", True),
        ("lat,lng", True),
        ("latitude\tlong", True),
        ("breite;länge", True),
        ("breite;laenge", True),
        ("lat;name", False),
        ("name;lon", False),
        ("", False),
    ],
)
def test_a_table_names_its_columns(header, is_taken):
    row = header.replace("lat", "1") and "51;12".replace(";", next((s for s in ";,\t" if s in header), ";"))
    told = fault_of(lambda: list(tables.csv_records(f"{header}\n{row}\n")))
    assert told == ("" if is_taken else "The first line must name the columns, among them lat and lon.")


def test_a_table_that_is_broken_is_told():
    told = fault_of(lambda: list(tables.csv_records('lat;lon\n"51;12')))
    assert told.startswith("The table cannot be read: ")
    assert csv.Error is tables.csv.Error


# --- Markup


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<kml/>", "KML"),
        (b'<KML xmlns="http://a.example"/>', "KML"),
        (b'<a xmlns:g="http://www.opengis.net/gml/3.2"/>', "GML"),
        (b"<a><kml/></a>", "neither KML nor GML"),
        (b"<a/>", "neither KML nor GML"),
        (b"<kml>", "no XML that can be read"),
        (b"", "no XML that can be read"),
        (b"<!DOCTYPE kml><kml/>", "DOCTYPE"),
        (b"<kml>" + b"<a>" * 99 + b"</a>" * 99 + b"</kml>", "KML"),
        (b"<kml>" + b"<a>" * 100 + b"</a>" * 100 + b"</kml>", "too deep"),
        (b"<kml>" + b"<a></a>" * 200 + b"</kml>", "KML"),
    ],
)
def test_markup_is_looked_through_first(content, kind):
    try:
        assert markup.kind_of_markup(content) == kind
    except ImportFault as fault:
        assert kind in str(fault)  # noqa: PT017
