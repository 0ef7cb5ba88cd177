"""Tests make their tables from the models, which takes a second; the migrations make the same tables.

They run here once, from an empty database, with real processes.
"""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.operating import Portal
from tests.tables import geometries, names, tables

pytestmark = pytest.mark.slow

DATABASE = "migrated"

TOLD = """
import json
from django.contrib.gis.geos import Point
from django.db import connection
from regions.crs import to_storage
from regions.models import Area
from sites.models import Space
from tests.factories.sites import MunicipalityFactory, SpaceFactory, square
from tests.tables import tables

MunicipalityFactory(boundary=square(12.3, 51.3, metres=2_000))
for longitude in (12.3, 12.9):
    SpaceFactory(at=(longitude, 51.3), name=f"at {longitude}")
place = to_storage(Point(12.301, 51.3, srid=4326))
near = Space.objects.filter(location__dwithin=(place, 500)) if connection.vendor == "postgresql" else (
    Space.objects.filter(location__distance_lte=(place, 500)))
print(json.dumps({
    "tables": tables(connection),
    "area": [area.name for area in Area.objects.containing(place)],
    "near": [space.name for space in near],
}))
"""


def test_the_migrations_know_all_that_the_models_declare(settings):
    """Also what is in no table: which fields may be left empty, validators, choices, labels, orders."""
    settings.MIGRATION_MODULES = {}  # which tests that have a database are without
    with translation.override(None):  # labels as they stand in the code
        migrations = MigrationLoader(None)
        found = MigrationAutodetector(migrations.project_state(), ProjectState.from_apps(apps))
        changes = found.changes(migrations.graph)
    assert {app: [each.describe() for each in of_app[0].operations] for app, of_app in changes.items()} == {}


@pytest.fixture
def migrated(tmp_path, transactional_db):
    """What a portal tells of its database, made by the migrations alone."""
    if connection.vendor == "sqlite":
        portal = Portal(tmp_path)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
        portal = Portal(tmp_path, f"postgis:///{DATABASE}")
    for arguments in (["migrate", "--verbosity", "0"], ["shell", "--no-imports", "-c", TOLD]):
        done = portal.call(*arguments)
        assert done.returncode == 0, done.stderr
    yield json.loads(done.stdout.splitlines()[-1])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def test_migrations_make_the_tables_of_the_models_and_places_are_found_in_them(migrated):
    """Of SpatiaLite's R*Trees nothing is promised: it loses them where a migration makes a table again, and GeoDjango
    asks none.
    """
    ours = tables(connection)
    assert set(migrated["tables"]) == set(ours)
    for name, table in ours.items():
        for part in ["columns", "constraints"] + ["spatial"] * (connection.vendor == "postgresql"):
            assert migrated["tables"][name][part] == table[part], (name, part)
    assert migrated["area"] == ["Schkeuditz"]
    assert migrated["near"] == ["at 12.3"]


@pytest.mark.django_db
def test_every_geometry_has_its_spatial_index_in_the_tables_of_the_tests_too():
    found = tables(connection)
    assert {name: found[name]["spatial"] for name in names()} == {name: geometries(name) for name in names()}
    assert any(geometries(name) for name in names())
