import gzip
import json
import re
import tracemalloc
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from importing.geometries import files
from importing.geometries.files import MAX_UNPACKED_BYTES
from importing.models import ImportRun
from regions.crs import to_wgs84
from regions.importing import ImportFault, import_areas
from regions.models import Area
from tests.factories.regions import AreaFactory

pytestmark = pytest.mark.django_db

PROJECT = Path(__file__).resolve().parents[2]
DEMO = PROJECT / "portal" / "demo" / "areas"
SHARED = PROJECT.parent / "shared" / "data" / "boundaries"
SQUARE = [[[12.0, 51.0], [12.1, 51.0], [12.1, 51.1], [12.0, 51.1], [12.0, 51.0]]]
BOW_TIE = [[[12.0, 51.0], [12.2, 51.2], [12.2, 51.0], [12.0, 51.2], [12.0, 51.0]]]


def feature(key="14713000", name="Leipzig", coordinates=SQUARE, kind="Polygon", **properties):
    return {
        "type": "Feature",
        "properties": {"AGS": key, "GEN": name, "BEZ": "Stadt"} | properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def collection(*features, **members):
    return json.dumps({"type": "FeatureCollection", "features": features, **members}).encode()


def counts(report):
    return len(report.created), len(report.changed), report.unchanged


def test_area_has_what_its_file_says():
    import_areas([feature()])
    area = Area.objects.get()
    assert (area.key, area.name, area.kind, area.designation) == (
        "14713000",
        "Leipzig",
        "municipality",
        "Stadt",
    )
    assert area.boundary.contains(area.center)
    assert area.outline.valid


def test_a_state_has_its_rate_of_the_land_transfer_tax():
    state = feature("14", "Sachsen", transfer_tax=5.5)
    import_areas([state])
    assert Area.objects.get().transfer_tax == Decimal("5.5")
    assert counts(import_areas([state])) == (0, 0, 1)
    empty = {"transfer_tax": None, "population": None, "label_rank": None}
    import_areas([feature("16", "Thüringen", **empty), feature(**empty)])
    assert Area.objects.count() == 3


@pytest.mark.parametrize(
    ("key", "rate"), [("14", "5,5"), ("14", 100), ("14", -1), ("14", True), ("14713000", 5)]
)
def test_what_is_no_rate_of_a_state_is_refused(key, rate):
    with pytest.raises(ImportFault):
        import_areas([feature(key, transfer_tax=rate)])


def test_new_name_updates_the_area():
    import_areas([feature()])
    assert counts(import_areas([feature(name="Leipzig (Stadt)")])) == (0, 1, 0)
    assert Area.objects.get().name == "Leipzig (Stadt)"


def test_what_follows_from_a_new_name_or_boundary_is_stored_with_it():
    import_areas([feature()])
    before = Area.objects.get()
    wider = [[[12.0, 51.0], [12.3, 51.0], [12.3, 51.3], [12.0, 51.3], [12.0, 51.0]]]
    import_areas([feature(name="Markranstädt", coordinates=wider)])
    area = Area.objects.get()
    assert area.slug == "markranstaedt-14713000"
    assert area.outline.area > 5 * before.outline.area
    assert area.changed_at > before.changed_at


def test_what_a_file_says_of_public_point_and_source_stays_and_else_its_own_name_is_the_source(tmp_path):
    """A public point stays where it is when the boundary moves, for addresses that are not disclosed stand there."""
    stated = {"center": {"type": "Point", "coordinates": [12.02, 51.03]}, "source": "© Survey"}
    file = tmp_path / "areas.geojson"
    file.write_bytes(collection(feature(**stated), feature("14612000", "Dresden")))
    import_areas(file)
    leipzig, dresden = Area.objects.order_by("-key")
    assert to_wgs84(leipzig.center).coords == pytest.approx((12.02, 51.03))
    assert (leipzig.source, dresden.source) == ("© Survey", "areas.geojson")
    wider = [[[12.0, 51.0], [12.3, 51.0], [12.3, 51.3], [12.0, 51.3], [12.0, 51.0]]]
    import_areas([feature(coordinates=wider)])
    moved = Area.objects.get(key=leipzig.key)
    assert moved.boundary.area > 5 * leipzig.boundary.area
    assert (moved.center.coords, moved.source) == (leipzig.center.coords, "© Survey")


def test_a_public_point_outside_the_new_boundary_moves_into_it_and_the_report_says_so(english):
    """It stands for hidden addresses, and the name on the map stands there."""
    import_areas([feature()])
    elsewhere = [[[12.0, 51.5], [12.1, 51.5], [12.1, 51.6], [12.0, 51.6], [12.0, 51.5]]]
    report = import_areas([feature(coordinates=elsewhere)])
    leipzig = Area.objects.get()
    assert leipzig.boundary.contains(leipzig.center)
    assert report.notes == [
        "The public point of Leipzig (14713000) lay outside the new boundary and was moved into it."
    ]


def test_an_area_across_a_state_border_is_reported(english):
    saxony = [[[12.0, 51.0], [12.5, 51.0], [12.5, 51.5], [12.0, 51.5], [12.0, 51.0]]]
    thuringia = [[[11.5, 51.0], [12.0, 51.0], [12.0, 51.5], [11.5, 51.5], [11.5, 51.0]]]
    across = [[[11.9, 51.0], [12.1, 51.0], [12.1, 51.1], [11.9, 51.1], [11.9, 51.0]]]
    states = [feature("14", "Sachsen", saxony), feature("16", "Thüringen", thuringia)]
    report = import_areas([*states, feature(), feature("14729000", "Wachau", across)], dry_run=True)
    assert report.notes == ["Wachau (14729000) lies to 50% in Thüringen; its key belongs to another state."]
    import_areas(states)
    assert not import_areas([feature()]).notes
    assert len(import_areas([feature("14729000", "Wachau", across)]).notes) == 1


def test_a_fault_is_told_with_the_number_and_the_name_of_its_feature(english):
    with pytest.raises(ImportFault) as fault:
        import_areas([feature(), feature("147", "Torgau"), feature("148", "")])
    assert str(fault.value).splitlines() == [
        "Feature 2 (Torgau): AGS must be an official key of 2, 5 or 8 digits.",
        "Feature 3 (148): AGS must be an official key of 2, 5 or 8 digits.",
    ]


def test_parent_is_found_whichever_came_first():
    import_areas([feature()])
    import_areas([feature(key="14713"), feature(key="14", name="Sachsen")])
    municipality = Area.objects.municipalities().get()
    assert [municipality.parent.key, municipality.parent.parent.key] == ["14713", "14"]


def test_of_areas_that_bore_one_key_the_last_is_the_parent():
    AreaFactory(state=True, key="14", valid_from=date(2008, 8, 1), valid_until=None)
    AreaFactory(state=True, key="14", valid_from=date(1990, 10, 3), valid_until=date(2008, 7, 31))
    import_areas([feature("14729", "Leipzig")])
    assert Area.objects.get(key="14729").parent.valid_from == date(2008, 8, 1)


def test_crossing_boundary_is_repaired_and_reported():
    report = import_areas([feature(coordinates=BOW_TIE)])
    [told] = report.repaired
    assert told.startswith("Leipzig (14713000): Self-intersection")
    assert Area.objects.get().boundary.valid


def test_waters_are_left_out():
    report = import_areas([feature(GF=4), feature(GF=2)])
    assert (len(report.created), report.left_out) == (1, ["Leipzig (14713000)"])


def test_only_the_kind_asked_for_is_taken():
    import_areas([feature(), feature(key="14713")], kind="district")
    assert [area.key for area in Area.objects.all()] == ["14713"]


def test_what_is_left_out_on_purpose_is_told_and_not_counted_as_refused(tmp_path, capsys):
    file = tmp_path / "areas.geojson"
    file.write_bytes(collection(feature(), feature(key="14", name="Sachsen"), feature(key="14", GF=2)))
    call_command("import_areas", file, kind="state")
    run = ImportRun.objects.get()
    assert (run.created, run.refused) == (1, 0)
    assert [(section.kind, len(section.sentences)) for section in run.sections] == [("notes", 2)]
    *notes, summary = capsys.readouterr().out.splitlines()
    assert notes == run.sections[0].sentences
    assert re.findall(r"\d+", summary) == ["1", "1", "0", "0", "0", "2"]


def test_progress_counts_to_the_end():
    seen = []
    import_areas([feature(), feature(key="14713")], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


BAD_FILES = {
    "no JSON": b"AGS;GEN",
    "JSON but no GeoJSON": b"[1, 2]",
    "no text": b"\xff\xfe\x00",
    "no features": collection(),
    "points": collection(feature(kind="Point", coordinates=[12.0, 51.0])),
    "no coordinates": collection(feature(coordinates=None)),
    "broken coordinates": collection(feature(coordinates=[[["a", "b"]]])),
    "open ring": collection(feature(coordinates=[[[12.0, 51.0], [12.1, 51.0]]])),
    "metres": collection(feature(coordinates=[[[4e6, 3e6], [4e6, 3.1e6], [4.1e6, 3e6], [4e6, 3e6]]])),
    "other CRS": collection(
        feature(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25833"}}
    ),
    "not a number": collection(feature()).replace(b"51.1", b"NaN"),
    "no key": collection(feature(key=None)),
    "key of four digits": collection(feature(key="1471")),
    "no name": collection(feature(name="")),
    "key twice": collection(feature(), feature()),
    "one bad of two": collection(feature(), feature(key="x")),
    "properties of nonsense": collection({"type": "Feature", "properties": [], "geometry": None}),
    "cut off": gzip.compress(collection(feature()))[:-30],
    "deep nesting": b'{"type": "FeatureCollection", "features": ' + b"[" * 200_000,
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES.keys())
def test_bad_file_is_explained_and_nothing_written(tmp_path, content):
    path = tmp_path / "areas.geojson"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("import_areas", path)
    assert not Area.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize("command", ["import_areas", "import_landmarks", "import_postcodes"])
def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_unread(tmp_path, command):
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b" " * (MAX_UNPACKED_BYTES + 1)))
    assert path.stat().st_size < 60_000
    tracemalloc.start()
    with pytest.raises(CommandError, match="50 MB"):
        call_command(command, path)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3 * MAX_UNPACKED_BYTES


def test_a_file_of_several_packed_parts_is_bounded_as_a_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", 1000)
    path = tmp_path / "parts.gz"
    path.write_bytes(gzip.compress(b" " * 600) * 2)
    with pytest.raises(ImportFault):
        files.read_bytes(path, path.name)
    path.write_bytes(gzip.compress(b" " * 500) * 2)
    assert len(files.read_bytes(path, path.name)) == 1000


def test_missing_file_is_explained(tmp_path):
    with pytest.raises(CommandError, match=r"nothing\.geojson"):
        call_command("import_areas", tmp_path / "nothing.geojson")
    assert str(tmp_path) not in ImportRun.objects.get().fault


def test_command_says_when_nothing_has_changed(capsys):
    path = DEMO / "states.geojson.gz"
    call_command("import_areas", path)
    call_command("import_areas", path)
    first, second = capsys.readouterr().out.splitlines()
    assert re.findall(r"\d+", first) == ["3", "3", "0", "0", "0", "0"]
    assert re.findall(r"\d+", second) == ["3", "0", "0", "3", "0", "0"]


@pytest.mark.once
def test_demo_areas_are_complete_and_need_no_repair():
    reports = [
        import_areas(DEMO / f"{name}.geojson.gz") for name in ("states", "districts", "municipalities")
    ]
    assert [len(report.created) for report in reports] == [3, 50, 1493]
    assert not any(report.repaired for report in reports)
    assert not Area.objects.exclude(kind="state").filter(parent=None).exists()


@pytest.mark.once
@pytest.mark.skipif(not SHARED.is_dir(), reason="the survey's files are not beside this checkout")
def test_real_file_has_one_municipality_to_repair():
    report = import_areas(SHARED / "vg250_2016_gemeinden_SN-ST-TH.geojson")
    assert (len(report.created), len(report.repaired)) == (1493, 1)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the survey's files are not beside this checkout")
def test_real_districts_are_taken_twice_without_change():
    path = SHARED / "vg250_2016_kreise_SN-ST-TH.geojson"
    import_areas(path)
    assert counts(import_areas(path)) == (0, 0, 50)
