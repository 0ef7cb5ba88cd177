"""A small invented region. Whatever an output may show is there once, and once it is missing.

Names hold what HTML must escape; keys, numbers and days are fixed, so that every database gives the same.
"""

from functools import cached_property

from django.apps import apps
from django.contrib.gis.geos import Point
from django.core.management.color import no_style
from django.db import connection
from django.test import Client

from accounts.models import Organisation
from regions.crs import to_storage
from regions.models import Landmark
from tests.approved.answers import headers_of
from tests.approved.clock import NOW
from tests.approved.pool import Pool
from tests.approved.publications import Publications
from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.publishing import PictureFactory
from tests.factories.regions import LandmarkFactory
from tests.factories.sites import (
    DistrictFactory,
    MunicipalityFactory,
    StateFactory,
    square,
)


class World(Pool, Publications):
    """Its things are attributes; what a test asks for by address is named in `outputs`."""

    def __init__(self):
        count_from_the_start()
        self.make_region()
        self.make_people()
        self.make_pool()
        self.make_news()
        self.make_voices_and_projects()
        self.make_pages()

    @cached_property
    def usual_headers(self):
        """What is sent with every public page."""
        return headers_of(Client().get("/"))

    def make_region(self):
        state = StateFactory(pk=9001, designation="Freistaat", slug="sachsen", transfer_tax="5.5")
        district = DistrictFactory(pk=9002, parent=state, slug="nordsachsen")
        self.town = MunicipalityFactory(pk=9003, parent=district, slug="schkeuditz", designation="Stadt")
        self.village = MunicipalityFactory(
            pk=9004,
            parent=district,
            key="14730110",
            name="Hohen & Nieder <Dorf>",
            slug="hohendorf",
            center=to_storage(Point(12.55, 51.5, srid=4326)),
        )
        self.third = MunicipalityFactory(
            pk=9005,
            parent=district,
            key="14730230",
            name="Torgau",
            slug="torgau",
            center=to_storage(Point(12.99, 51.56, srid=4326)),
            boundary=square(12.99, 51.56, 20_000),
            outline=square(12.99, 51.56, 20_000),
        )
        LandmarkFactory(
            pk=9001,
            kind=Landmark.Kind.MOTORWAY_JUNCTION,
            name="Schkeuditzer Kreuz",
            code="A 14",
            place=(12.2, 51.4),
        )
        LandmarkFactory(pk=9002, kind=Landmark.Kind.AIRPORT, name="Leipzig/Halle", place=(12.24, 51.42))

    def make_people(self):
        self.region = OrganisationFactory(
            pk=9001,
            name="Metropolregion Musterland",
            kind=Organisation.Kind.REGION,
            email="region@example.org",
        )
        self.steward = OrganisationFactory(
            pk=9002,
            name="Stadt Muster & Söhne <AöR>",
            email="stadt@example.org",
            website="https://stadt.example.org/",
            area=self.town,
        )
        deputy = ContactFactory(
            pk=9002, name="Uwe Grün", organisation=self.steward, email="gruen@example.org", languages="de"
        )
        self.contact = ContactFactory(
            pk=9001,
            name="Anna <Berg>",
            role="Wirtschaftsförderung & Ansiedlung",
            organisation=self.steward,
            phone="0341 12345-67",
            languages="de en pl",
            deputy=deputy,
            portrait=self.picture(1, "Foto: Mara Licht"),
        )
        self.editor = UserFactory(pk=9001, name="Erika Muster", email="erika@example.org", date_joined=NOW)
        self.reviewer = UserFactory(pk=9002, name="Rolf Prüfer", email="rolf@example.org", date_joined=NOW)
        MembershipFactory(pk=9001, user=self.editor, organisation=self.steward, role="editor")
        MembershipFactory(pk=9002, user=self.reviewer, organisation=self.region, role="reviewer")

    def picture(self, number, credit, **more):
        return PictureFactory(id=9000 + number, number=number, credit=credit, **more)


def count_from_the_start():
    """Let the next key of every table follow its last row: what earlier tests took is given again.

    A sequence of PostgreSQL is not undone with the transaction; SQLite's is, unless tables were emptied.
    """
    statements = connection.ops.sequence_reset_sql(no_style(), list(apps.get_models()))
    if connection.vendor == "sqlite":
        tables = [
            {"table": model._meta.db_table, "column": model._meta.pk.column} for model in apps.get_models()
        ]
        statements = connection.ops.sequence_reset_by_name_sql(no_style(), tables)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
