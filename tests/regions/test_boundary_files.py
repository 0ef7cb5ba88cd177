"""A boundary out of a file: shown before it counts, with script and without."""

import json
from contextlib import ExitStack

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from database.locking import HEAVY_WORK_SLOTS, WEB_THREADS
from importing.reports import ImportFault
from regions import boundary_files
from regions.boundary_files import ReferenceSystemNeeded, SelectionNeeded, find_boundary
from regions.forms import MapGeometryField
from tests.factories.accounts import UserFactory
from tests.factories.geometry_files import FIELD, kml, shapefile
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

NORTH = [(x, y + 1000) for x, y in FIELD]
BOW = (FIELD[0], FIELD[2], FIELD[1], FIELD[3])


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def upload(content, name="plan.zip"):
    return SimpleUploadedFile(name, content)


def test_the_one_area_of_a_file_is_found_with_its_size_and_its_reference_system():
    found = find_boundary(shapefile(FIELD, names=["Nordfeld"]), "plan.zip", srid=25833)
    assert found.description == "Object 1 (Nordfeld): 2.00\xa0ha, read in ETRS89 / UTM zone 33 (EPSG:25833)."
    assert found.warning == ""
    assert found.option.shape.transform(25833, clone=True).area == pytest.approx(20_000, abs=5)


def test_a_system_that_the_file_states_is_told_as_such():
    degrees = Polygon([*FIELD, FIELD[0]], srid=25833).transform(4326, clone=True).coords[0][:-1]
    assert find_boundary(kml(degrees), "a.kml").description.endswith(
        "read in WGS84, degrees (EPSG:4326), as the file says."
    )


def test_what_is_open_is_asked_for():
    with pytest.raises(ReferenceSystemNeeded):
        find_boundary(shapefile(FIELD), "plan.zip")
    content = shapefile(FIELD, NORTH, names=["Süd", "Nord"])
    with pytest.raises(SelectionNeeded) as wanted:
        find_boundary(content, "plan.zip", srid=25833)
    assert [str(option) for option in wanted.value.options] == [
        "Object 1 (Süd), 2.00\xa0ha",
        "Object 2 (Nord), 2.00\xa0ha",
    ]
    assert find_boundary(content, "plan.zip", srid=25833, number=2).option.name == "Object 2 (Nord)"
    with pytest.raises(SelectionNeeded):
        find_boundary(content, "plan.zip", srid=25833, number=3)


def test_more_areas_than_somebody_can_choose_from_are_refused(monkeypatch):
    monkeypatch.setattr(boundary_files, "MAX_OPTIONS", 1)
    content = shapefile(FIELD, NORTH)
    with pytest.raises(ImportFault, match="2 areas, too many"):
        find_boundary(content, "plan.zip", srid=25833)
    assert find_boundary(content, "plan.zip", srid=25833, number=2)


def test_points_lines_and_large_files_are_refused(monkeypatch):
    points = json.dumps({"type": "Point", "coordinates": [12.3, 51.3]}).encode()
    with pytest.raises(ImportFault, match="points or lines"):
        find_boundary(points, "a.geojson")
    with pytest.raises(ImportFault, match="no point, line or polygon"):
        find_boundary(b'{"type": "Feature", "geometry": null}', "a.geojson")
    monkeypatch.setattr(boundary_files, "MAX_MEGABYTES", 0)
    with pytest.raises(ImportFault, match="0 MB"):
        find_boundary(points, "a.geojson")


def test_what_the_form_will_refuse_is_told_before():
    assert "crosses itself" in find_boundary(shapefile(BOW), "plan.zip", srid=25833).warning


def ask(client, **sent):
    return client.post(reverse("admin:read_boundary"), sent).json()


def test_the_page_asks_step_by_step(admin_client):
    content = shapefile(FIELD, NORTH, names=["Süd", "Nord"])
    assert ask(admin_client) == {"fault": "Please choose a file."}
    assert "Please choose it" in ask(admin_client, file=upload(content))["silent"]
    for srid in ("1", "²"):
        assert "Please choose it" in ask(admin_client, file=upload(content), srid=srid)["silent"]
    offered = ask(admin_client, file=upload(content), srid="25833")
    assert [entry["number"] for entry in offered["objects"]] == [1, 2]
    found = ask(admin_client, file=upload(content), srid="25833", object="2")
    assert (found["geometry"]["type"], found["warning"]) == ("MultiPolygon", "")
    assert "2.00\xa0ha" in found["text"]
    assert "archive is damaged" in ask(admin_client, file=upload(content[:-30]))["fault"]


def test_the_page_says_why_no_file_is_read_at_present(admin_client, monkeypatch, tmp_path):
    with ExitStack() as others:
        for _other in range(WEB_THREADS - 1):
            others.enter_context(HEAVY_WORK_SLOTS)
        assert "Too many files" in ask(admin_client, file=upload(b"{}"))["fault"]
    (tmp_path / "sitecustomize.py").write_text("import platform\nplatform.machine = lambda: 'riscv64'\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert "cannot protect itself against harmful ones" in ask(admin_client, file=upload(b"{}"))["fault"]


def test_only_who_may_enter_the_administration_has_files_read(client):
    for user in (None, UserFactory(is_staff=False)):
        if user:
            client.force_login(user)
        answer = client.post(
            reverse("admin:read_boundary"), {"file": upload(shapefile(FIELD)), "srid": "25833"}
        )
        assert "geometry" not in text_of(answer, 403)


# --- Without script


def sent(content, text="", **more):
    """The field, and what its widget makes of a form with that file."""
    field = MapGeometryField(geom_type="MULTIPOLYGON", srid=3035)
    data = {"boundary": text, **{f"boundary-file-{name}": value for name, value in more.items()}}
    return field, field.widget.value_from_datadict(data, {"boundary-file": upload(content)}, "boundary")


def complaint(field, value):
    with pytest.raises(ValidationError) as raised:
        field.clean(value)
    return raised.value.messages[0]


def test_a_form_sent_with_a_file_shows_its_boundary_which_counts_when_it_is_sent_again():
    field, value = sent(shapefile(FIELD), srid="25833")
    told = complaint(field, value)
    assert "2.00\xa0ha" in told
    assert told.endswith("counts when you save again.")
    assert field.clean(str(value)).area == pytest.approx(20_000, abs=5)
    shown = field.widget.render("boundary", value, {"id": "id_boundary"})
    assert '<option value="25833" selected>' in shown
    assert 'class="boundary-file__fold" open' in shown


def test_no_system_is_chosen_for_a_file_because_a_boundary_is_stored_in_one():
    widget = MapGeometryField(geom_type="MULTIPOLYGON", srid=3035).widget
    stored = MultiPolygon(Polygon([*FIELD, FIELD[0]], srid=3035), srid=3035)
    shown = widget.render("boundary", stored, {"id": "id_boundary"})
    assert '<option value="3035"' in shown
    assert " selected" not in shown


def test_a_file_that_leaves_something_open_keeps_what_was_typed():
    typed = '{"type": "Polygon"}'
    field, value = sent(shapefile(FIELD), typed)
    assert (value, "choose the file again" in complaint(field, value)) == (typed, True)
    field, value = sent(shapefile(FIELD, NORTH, names=["Süd", "Nord"]), typed, srid="25833")
    assert (value, "Object 2 (Nord), 2.00\xa0ha" in complaint(field, value)) == (typed, True)
    field, value = sent(b"%PDF", typed)
    assert (value, bool(complaint(field, value))) == (typed, True)


def test_a_file_is_read_once_however_often_the_form_asks(monkeypatch):
    read = []
    monkeypatch.setattr(
        boundary_files, "read_geometry_file", lambda *told, **more: read.append(told) or 1 / 0
    )
    widget = MapGeometryField(geom_type="MULTIPOLYGON", srid=3035).widget
    file = upload(b"x")
    with pytest.raises(ZeroDivisionError):
        widget.value_from_datadict({}, {"boundary-file": file}, "boundary")
    file.read_text = "read"
    assert widget.value_from_datadict({}, {"boundary-file": file}, "boundary") == "read"
    assert len(read) == 1


def test_a_point_takes_no_file():
    widget = MapGeometryField(geom_type="POINT", srid=3035).widget
    assert (widget.needs_multipart_form, "boundary-file" in widget.render("location", None)) == (False, False)
    assert widget.value_from_datadict({"location": "x"}, {"location-file": upload(b"x")}, "location") == "x"
