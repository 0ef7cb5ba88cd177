import gzip
import io
import json
import logging
import zipfile
from pathlib import Path

import pytest
from django.contrib.gis.geos import Polygon
from django.utils import translation

from importing.geometries import reading
from importing.geometries.reading import read_geometry_file, read_records
from importing.geometries.references import ReferenceMissing
from importing.reports import ImportFault
from tests.factories.geometry_files import FIELD, geopackage, gml, kml, shapefile

pytestmark = pytest.mark.slow

SHARED = Path(__file__).parents[4] / "shared" / "data"
there = pytest.mark.skipif(not SHARED.is_dir(), reason="the survey's files are not beside this checkout")

IN_DEGREES = ((12.3868, 51.3318), (12.3867, 51.3336), (12.3881, 51.3337), (12.3882, 51.3319))
PRJ = (
    'PROJCS["ETRS_1989_UTM_Zone_33N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,'
    '298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",15.0],'
    'PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def geojson(*rings, crs=None):
    features = [
        {
            "type": "Feature",
            "properties": {"Name": f"Feld {number}", "ha": 2},
            "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        }
        for number, ring in enumerate(rings, start=1)
    ]
    named = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return json.dumps({"type": "FeatureCollection", **named, "features": features}).encode()


def lies_where_it_should(source):
    """Within 5 m of FIELD, and of its size."""
    [record] = source.records
    shape = record.shape.transform(25833, clone=True)
    return shape.area == pytest.approx(20_000, rel=0.001) and shape.centroid.distance(
        Polygon([*FIELD, FIELD[0]], srid=25833).centroid
    ) == pytest.approx(0, abs=5)


def test_every_kind_of_file_is_read_in_the_system_that_it_states(tmp_path):
    ring = " , ".join(f"{x} {y}" for x, y in [*FIELD, FIELD[0]])
    files = {
        "GeoJSON": geojson(FIELD, crs="urn:ogc:def:crs:EPSG::25833"),
        "GeoPackage": geopackage(tmp_path / "x.gpkg", [f"POLYGON (({ring}))"]),
        "Shapefile": shapefile(FIELD, names=["Feld 1"], prj=PRJ),
        "GML": gml(FIELD, srs="urn:ogc:def:crs:EPSG::25833"),
    }
    for kind, content in files.items():
        source = read_geometry_file(content)
        assert (source.kind, source.reference.srid, source.reference.is_stated) == (kind, 25833, True)
        assert source.records[0].fields["name"] == "Feld 1", kind
        assert lies_where_it_should(source), kind


def test_kml_is_in_degrees_and_loses_its_heights():
    source = read_geometry_file(kml(IN_DEGREES))
    assert (source.kind, source.reference.srid) == ("KML", 4326)
    assert (source.records[0].fields["name"], source.records[0].shape.hasz) == ("Feld 1", False)


def test_kmz_is_kml_that_is_packed():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("doc.kml", kml(IN_DEGREES))
    assert read_geometry_file(packed.getvalue()).kind == "KML"


def test_geojson_without_a_word_is_in_degrees_whatever_is_chosen():
    assert read_geometry_file(geojson(IN_DEGREES)).reference.srid == 4326
    assert read_geometry_file(geojson(IN_DEGREES), srid=25833).reference.srid == 4326


@pytest.mark.parametrize("content", [geojson(FIELD), shapefile(FIELD), gml(FIELD)])
def test_a_silent_file_is_asked_about_and_read_as_it_is_told(content):
    with pytest.raises(ReferenceMissing):
        read_geometry_file(content)
    source = read_geometry_file(content, srid=25833)
    assert (source.reference.srid, source.reference.is_stated) == (25833, False)
    assert lies_where_it_should(source)
    with pytest.raises(ImportFault, match="999999"):
        read_geometry_file(content, srid=999999)


def test_axes_in_the_order_of_the_authority_are_turned():
    """Gauß-Krüger by its URN has northing first."""
    place = Polygon([*FIELD, FIELD[0]], srid=25833).transform(31468, clone=True)
    ring = [(y, x) for x, y in place.coords[0][:-1]]
    assert lies_where_it_should(read_geometry_file(gml(ring, srs="urn:ogc:def:crs:EPSG::31468")))


def test_older_systems_are_right_to_some_metres():
    place = Polygon([*FIELD, FIELD[0]], srid=25833)
    for srid in (25832, 4647, 5650, 31467, 31468, 31469, 3857, 3035):
        ring = place.transform(srid, clone=True).coords[0][:-1]
        assert lies_where_it_should(read_geometry_file(shapefile(ring), srid=srid)), srid


def test_curves_become_lines():
    curve = (
        '<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:o="http://example.org/o">'
        '<gml:featureMember><o:plot gml:id="a"><o:place><gml:Surface srsName="EPSG:25833"><gml:patches>'
        "<gml:PolygonPatch><gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments><gml:Arc><gml:posList>"
        "318000 5690000 318050 5690050 318100 5690000</gml:posList></gml:Arc><gml:LineStringSegment><gml:posList>"
        "318100 5690000 318000 5690000</gml:posList></gml:LineStringSegment></gml:segments></gml:Curve>"
        "</gml:curveMember></gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface></o:place></o:plot>"
        "</gml:featureMember></gml:FeatureCollection>"
    )
    [record] = read_geometry_file(curve.encode()).records
    assert record.shape.num_coords > 20
    assert record.shape.transform(25833, clone=True).area == pytest.approx(3927, rel=0.01)


def test_a_packed_file_is_unpacked_first():
    assert read_geometry_file(gzip.compress(geojson(IN_DEGREES))).kind == "GeoJSON"


def test_faults_speak_the_language_of_the_page():
    with translation.override("en"), pytest.raises(ImportFault, match="neither KML nor GML"):
        read_geometry_file(b"<svg/>")
    with translation.override("de"), pytest.raises(ImportFault, match="weder KML noch GML"):
        read_geometry_file(b"<svg/>")


def test_a_damaged_geometry_is_the_fault_of_its_record(tmp_path):
    content = geopackage(tmp_path / "x.gpkg", ["POINT (318000 5690000)", ""])
    first, second = read_geometry_file(content).records
    assert (first.fault, first.shape.geom_type) == ("", "Point")
    assert second.fault


def test_a_file_that_takes_too_long_or_too_much_is_given_up(monkeypatch, caplog):
    monkeypatch.setattr(reading, "READ_TIMEOUT", 0.01)
    with caplog.at_level(logging.WARNING), pytest.raises(ImportFault):
        read_geometry_file(geojson(IN_DEGREES))
    assert "more than" in caplog.text


def test_a_file_may_take_so_long_of_the_processor_and_longer_on_a_busy_machine(monkeypatch, caplog, tmp_path):
    (tmp_path / "slow_reader.py").write_text(
        "from importing.sandbox import deny_syscalls\ndeny_syscalls(1)\nwhile True: pass\n"
    )
    monkeypatch.setattr(reading, "READER_MODULE", "slow_reader")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with translation.override("en"), pytest.raises(ImportFault, match="takes too long to read"):
        read_geometry_file(geojson(IN_DEGREES))
    assert "given up" in caplog.text
    assert reading.READ_TIMEOUT == 120


def test_a_file_that_ends_its_reader_is_a_damaged_one(monkeypatch, caplog):
    monkeypatch.setattr(reading, "READER_MODULE", "no.such.program")
    with caplog.at_level(logging.WARNING), pytest.raises(ImportFault):
        read_geometry_file(geojson(IN_DEGREES))
    assert "status 1" in caplog.text


def test_records_come_from_any_of_the_files(tmp_path):
    file = tmp_path / "plots"
    for content in (
        kml(IN_DEGREES),
        b"name;lat;lon\nFeld 1;51,33;12,38\n",
        shapefile(FIELD, names=["Feld 1"]),
    ):
        file.write_bytes(content)
        [record] = read_records(file, srid=25833)
        assert (record.fields["name"], record.shape.srid) == ("Feld 1", 4326)


@there
def test_a_real_shapefile_without_its_system_is_asked_about():
    content = (SHARED / "nasty" / "shapefile" / "blockgroups.zip").read_bytes()
    with pytest.raises(ReferenceMissing):
        read_geometry_file(content)
    assert len(read_geometry_file(content, srid=3857).records) == 663


@there
def test_five_thousand_real_polygons_are_read():
    content = (SHARED / "landuse" / "osm_bayreuth-nord_multipolygons_5k.geojson").read_bytes()
    assert len(read_geometry_file(content).records) == 5412


@there
@pytest.mark.parametrize(
    "name", ["xmlbomb", "xmlbomb2", "quadratic", "cyclic", "external", "external_file", "dtd"]
)
def test_entities_are_refused_unread(name):
    with translation.override("en"), pytest.raises(ImportFault, match="DOCTYPE"):
        read_geometry_file((SHARED / "nasty" / "xml" / f"{name}.xml").read_bytes())
