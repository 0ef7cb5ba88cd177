"""Imports read, check and compare before their one transaction, which asks whether all is still as it was compared."""

import pytest
from django.contrib.gis.geos import Point
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from importing.reports import ImportFault
from publishing import redirect_import as redirects
from publishing.models import Redirect
from publishing.redirect_import import import_redirects
from regions.importing import areas, import_areas, import_landmarks, import_postcodes, rows
from regions.models import Area, Landmark, Postcode
from tests.factories.publishing import RedirectFactory

pytestmark = pytest.mark.django_db(transaction=True)

SQUARE = [[[12.0, 51.0], [12.1, 51.0], [12.1, 51.1], [12.0, 51.1], [12.0, 51.0]]]
LANDMARKS = "kind;name;code;lat;lon\nairport;Leipzig;LEJ;51.4;12.2\nport;Riesa;RIE;51.3;13.3\n"
POSTCODES = "plz;name;lat;lon\n04109;Leipzig;51.34;12.37\n01067;Dresden;51.06;13.72\n"


def area(key, name):
    properties = {"AGS": key, "GEN": name, "BEZ": "Stadt"}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": SQUARE},
    }


def take_areas(path, **options):
    return import_areas([area("14713000", "Leipzig"), area("14612000", "Dresden")], **options)


def take_landmarks(path, **options):
    (path / "orte.csv").write_text(LANDMARKS)
    return import_landmarks(path / "orte.csv", **options)


def take_postcodes(path, **options):
    (path / "plz.csv").write_text(POSTCODES)
    return import_postcodes(path / "plz.csv", **options)


def take_redirects(path, **options):
    return import_redirects(b"old;new\n/alt/;/aktuelles/\n/alter/;/projekte/\n", **options)


IMPORTS = {
    take_areas: (Area, areas),
    take_landmarks: (Landmark, rows),
    take_postcodes: (Postcode, rows),
    take_redirects: (Redirect, redirects),
}


def somebody_adds_one(model):
    here = Point(4486333, 3139219, srid=3035)
    if model is Area:
        Area.objects.create(key="14713000", kind="municipality", name="Leipzig")
    elif model is Landmark:
        Landmark.objects.create(kind="airport", name="Leipzig", code="LEJ", location=here)
    elif model is Postcode:
        Postcode.objects.create(code="04109", location=here)
    else:
        RedirectFactory(old_path="/aktuelles/")


@pytest.mark.parametrize("take", IMPORTS)
def test_what_somebody_adds_meanwhile_stays_and_the_import_says_so(take, tmp_path, monkeypatch):
    model, module = IMPORTS[take]
    lock = module.lock_table

    def later(locked):
        lock(locked)
        somebody_adds_one(model)

    monkeypatch.setattr(module, "lock_table", later)
    with pytest.raises(ImportFault):
        take(tmp_path)
    assert not model.objects.exists()  # what was added belongs to the same transaction in this test


@pytest.mark.parametrize("take", IMPORTS)
def test_a_dry_run_tells_the_same_and_opens_no_transaction(take, tmp_path):
    with CaptureQueriesContext(connection) as queries:
        shown = take(tmp_path, dry_run=True)
    assert not [q for q in queries if q["sql"].startswith(("BEGIN", "SAVEPOINT", "INSERT", "UPDATE"))]
    assert shown.counts["created"] == 2
    assert take(tmp_path).counts == shown.counts


@pytest.mark.parametrize("take", IMPORTS)
def test_the_same_file_again_writes_nothing(take, tmp_path):
    take(tmp_path)
    with CaptureQueriesContext(connection) as queries:
        again = take(tmp_path)
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert again.counts["unchanged"] == 2


@pytest.mark.parametrize(
    ("take", "module", "work"),
    [
        (take_landmarks, rows, "record_geometry"),
        (take_redirects, redirects, "parse_new_address"),
        (take_redirects, Redirect, "__str__"),
    ],
)
def test_what_is_worked_out_is_worked_out_before(take, module, work, tmp_path, monkeypatch):
    take(tmp_path)
    Landmark.objects.update(name="Anders")
    Redirect.objects.update(new_path="/anders/")
    done, inside = getattr(module, work), []

    def noted(*args, **kwargs):
        inside.append(connection.in_atomic_block)
        return done(*args, **kwargs)

    monkeypatch.setattr(module, work, noted)
    if work == "record_geometry":
        monkeypatch.setattr("regions.importing.landmarks.record_geometry", noted)
    assert take(tmp_path).counts["changed"] == 2
    assert inside
    assert not any(inside)


@pytest.mark.postgis
def test_while_an_import_writes_nobody_else_writes_and_everybody_reads():
    with transaction.atomic():
        rows.lock_table(Postcode)
        with connection.cursor() as cursor:
            cursor.execute("SELECT mode FROM pg_locks WHERE relation = 'regions_postcode'::regclass")
            modes = {mode for (mode,) in cursor.fetchall()}
    assert "ShareRowExclusiveLock" in modes
