"""A portal that has been in use comes through all migrations, with what it holds.

The database is one of the first release: made and filled by the migrations as they stood then, not by today's models.
"""

from pathlib import Path

import pytest
from django.db import connection

from tests.operating import Portal

PROJECT = Path(__file__).resolve().parents[2]

FIRST_RELEASE = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.contrib.gis.geos import Point

connection.prepare_database()  # SpatiaLite makes its own tables
executor = MigrationExecutor(connection)
first = [(app, name) for app, name in executor.loader.graph.nodes if name == "0001_initial"]
foreign = [key for key in executor.loader.graph.leaf_nodes() if key[0] not in ROOMS + LATER]
state = executor.migrate(foreign + [key for key in first if key[0] in ROOMS])
print(*sorted({app for app, name in MigrationRecorder(connection).applied_migrations()} & {*ROOMS, *LATER}))
apps = state.apps
Area = apps.get_model("regions", "Area")
Organisation = apps.get_model("accounts", "Organisation")
town = Organisation.objects.create(name="Stadt Musterhausen")
place = Area.objects.create(kind="municipality", key="14730270", name="Schkeuditz")
Space = apps.get_model("sites", "Space")
plot = Space.objects.create(
    number=1001, kind="plot", name_de="Nordfeld", area=20_000, workflow_state="published", municipality=place,
    location=Point(4_486_333, 3_139_219, srid=3035), public_location=Point(4_486_333, 3_139_219, srid=3035),
    steward=town,
)
plot.offers.create(disposal="sale", price_m2=35)
plot.distances.create(kind="motorway_junction", name="Halle-Ost", code="A 14", km="2.5", is_manual=True)
"""

TODAY = """
from sites.models import Space
from accounts.models import OutgoingMail
from importing.models import ImportRun

[space] = Space.objects.published().filter(is_for_sale=True)
print(space, space.stored_price_m2, space.stored_motorway_km, space.stored_motorway_code, space.check_due is not None,
      OutgoingMail.objects.count(), ImportRun.objects.count())
"""
ROOMS = ["accounts", "investors", "news", "portal", "projects", "publishing", "quotes", "regions", "sites"]
LATER = ["importing"]
"""Rooms that the first release did not have: their tables are made by the upgrade."""


@pytest.fixture
def portal(tmp_path, transactional_db):
    """An empty portal on a database of its own, of the kind the tests run on."""
    if connection.vendor == "sqlite":
        yield Portal(tmp_path)
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE upgraded")
    yield Portal(tmp_path, "postgis:///upgraded")
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE upgraded WITH (FORCE)")


def run(portal, code):
    done = portal.call("shell", "--no-imports", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_every_room_with_tables_is_of_the_first_release_or_later():
    rooms = {path.parts[-3] for path in PROJECT.glob("*/migrations/0001_initial.py")}
    assert rooms == {*ROOMS, *LATER}


def test_a_portal_of_the_first_release_comes_through_all_migrations(portal):
    assert run(portal, f"ROOMS, LATER = {ROOMS}, {LATER}\n{FIRST_RELEASE}") == ROOMS
    done = portal.call("prepare", DEMO="0")
    assert done.returncode == 0, done.stderr
    assert run(portal, TODAY) == ["1001", "Nordfeld", "35.00", "2.5", "A", "14", "True", "0", "0"]
