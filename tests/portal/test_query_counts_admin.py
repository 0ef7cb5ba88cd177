"""What lists and forms of the administration ask the database: few questions, however many rows there are."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from investors.models import EnquirySpace
from portal.models import Figure
from regions.models import Landmark
from sites.models import BusinessParkPhoto, Offer, Space, SpaceDistance, SpacePhoto, Utility
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.checking import SpaceCheckFactory
from tests.factories.investors import ProposalSpaceFactory
from tests.factories.news import ArticlePhotoFactory
from tests.factories.projects import ProjectPhotoFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import OfferFactory, SpaceDocumentFactory, SpaceFactory, UtilityFactory
from tests.portal.permission_world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

MANY = 6
LIST, FORM = 12, 40  # queries


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(UserFactory(administrator=True))


def queries(client, address):
    """Their number; Django reads a coordinate system once for each process, which is not counted."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return sum("spatial_ref_sys" not in query["sql"] for query in captured.captured_queries)


def fill_spaces(space):
    for _number in range(MANY):
        SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Bild")
        SpaceDocumentFactory(space=space)
        SpaceCheckFactory(space=space)
    for disposal in set(Offer.Disposal.values) - set(space.offers.values_list("disposal", flat=True)):
        OfferFactory(space=space, disposal=disposal)
    for medium in Utility.Medium.values:
        UtilityFactory(space=space, medium=medium)
    for kind in Landmark.Kind.values:
        SpaceDistance.objects.create(space=space, kind=kind, name="Ort", km=3, is_manual=True)


def fill(world):
    things = world.things
    for label in ("sites.Plot", "sites.Hall"):
        fill_spaces(Space.objects.get(pk=things[label].pk))
    for number in range(MANY):
        ArticlePhotoFactory(article=things["news.Article"], picture=things["publishing.Picture"])
        ProjectPhotoFactory(project=things["projects.Project"])
        BusinessParkPhoto.objects.create(
            park=things["sites.BusinessPark"], picture=PictureFactory(), alt_de="Bild"
        )
        MembershipFactory(user=things["accounts.User"])
        space = SpaceFactory(contact=things["accounts.Contact"], park=things["sites.BusinessPark"])
        ProposalSpaceFactory(proposal=things["investors.Proposal"], space=space)
        EnquirySpace.objects.create(enquiry=things["investors.Enquiry"], space=space, number=space.number)
        Figure.objects.create(profile=things["portal.SiteProfile"], value="7", label_de=f"Zahl {number}")


def test_every_form_asks_at_most_forty_questions_however_many_rows_it_has(client):
    world = World()
    fill(world)
    found = {}
    for model in admin.site._registry:
        label = model._meta.label
        route = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        found[label] = queries(client, reverse(route, args=[world.things[label].pk]))
    assert set(found) == set(world.things)
    assert {label: number for label, number in found.items() if number > FORM} == {}


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_a_change_that_waits_costs_its_editors_no_more(client, role):
    world = World()
    fill(world)
    client.force_login(world.user(role))
    assert queries(client, reverse("admin:sites_hall_change", args=[world.things["sites.Hall"].pk])) <= FORM


@pytest.mark.parametrize("kind", ["plot", "hall"])
@pytest.mark.parametrize("role", ["administrator", "editor"])
def test_the_list_of_many_objects_asks_at_most_twelve_questions(client, kind, role):
    town = OrganisationFactory()
    if role == "editor":
        client.force_login(MembershipFactory(organisation=town, role=role).user)
    space = SpaceFactory(hall=kind == "hall", steward=town)
    template = {field.attname: getattr(space, field.attname) for field in Space._meta.concrete_fields}
    del template["id"]
    others = Space.objects.bulk_create(
        Space(**template | {"number": 100_000 + number, "external_reference": ""}) for number in range(120)
    )
    for other in [space, *others[:MANY], *others[-MANY:]]:  # on the first page, whatever the order
        SpacePhoto.objects.create(space=other, picture=PictureFactory(), alt_de="Bild")
    assert queries(client, reverse(f"admin:sites_{kind}_changelist")) <= LIST
