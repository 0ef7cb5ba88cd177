"""Every page of the administration opens, in both languages, for administrators and for editors."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.gis.geos import Point
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from accounts.models import LoginEvent, SecondFactorRule
from mailing import outbox
from regions.models import Landmark, Postcode
from tests.factories.accounts import (
    ContactFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.checking import CheckIntervalFactory, ReportedChangeFactory
from tests.factories.importing import ImportRunFactory
from tests.factories.investors import EnquiryFactory, ProposalFactory, SavedSearchFactory
from tests.factories.news import ArticlePhotoFactory
from tests.factories.portal import FeedbackFactory, FigureFactory, PageFactory
from tests.factories.projects import ProjectPhotoFactory
from tests.factories.publishing import RedirectFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import BusinessParkFactory, MunicipalityFactory, SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CONTENT = {
    "news.Article",
    "news.Category",
    "quotes.Quote",
    "quotes.Partner",
    "projects.Project",
    "sites.Plot",
    "sites.Hall",
    "sites.BusinessPark",
    "portal.Page",
    "portal.SiteProfile",
    "publishing.Picture",
    "accounts.Contact",
}
OPERATORS = {"django_tasks_database.DBTaskResult"}
MODELS = sorted(
    (model for model in admin.site._registry if model._meta.label not in OPERATORS),
    key=lambda model: model._meta.label,
)


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def make_one_of_each():
    FigureFactory(), PageFactory(), FeedbackFactory(), RedirectFactory()
    ArticlePhotoFactory(), ProjectPhotoFactory(), QuoteFactory(), ContactFactory(), MembershipFactory()
    MunicipalityFactory(), SpaceFactory(), SpaceFactory(hall=True), BusinessParkFactory()
    Landmark.objects.create(
        name="Halle-Ost", kind=Landmark.Kind.MOTORWAY_JUNCTION, location=Point(4486333, 3139219)
    )
    Postcode.objects.create(code="04103", location=Point(4486333, 3139219))
    outbox.post(to="anna@example.org", subject="Guten Tag", body="Es geht um Objekt 1001.")
    EnquiryFactory(), SavedSearchFactory(), ProposalFactory()
    CheckIntervalFactory(), ReportedChangeFactory(), ImportRunFactory()
    Group.objects.create(name="Gäste")
    LoginEvent.objects.create(kind=LoginEvent.Kind.FAILED)
    SecondFactorRule.objects.create(role="reader")


@pytest.fixture(scope="module", autouse=True)
def one_of_each(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for all, for it takes longer than to open a page; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
            make_one_of_each()
        yield
        transaction.set_rollback(True)


def page_of(model, view, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


@pytest.mark.once
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_list_add_and_change_pages_open(client, administrator, model, language):
    with translation.override(language):
        obj = model._default_manager.first()
        answer = client.get(page_of(model, "changelist"), follow=True)
        assert answer.status_code == 200
        assert client.get(page_of(model, "changelist"), {"_facets": "True"}, follow=True).status_code == 200
        adding = client.get(page_of(model, "add"))
        may_add = admin.site._registry[model].has_add_permission(answer.wsgi_request)
        assert adding.status_code == (200 if may_add else 403)
        changing = client.get(page_of(model, "change", obj.pk))
        assert changing.status_code == 200
        assert f'lang="{language}"' in changing.content.decode()
        assert client.get(page_of(model, "history", obj.pk)).status_code == 200


@pytest.mark.once
@pytest.mark.parametrize(
    "model", [m for m in MODELS if m._meta.label in CONTENT], ids=lambda model: model._meta.label
)
def test_region_staff_open_all_content(client, model):
    client.force_login(UserFactory(region_staff=True))
    obj = model._default_manager.first()
    assert client.get(page_of(model, "changelist"), follow=True).status_code == 200
    assert client.get(page_of(model, "change", obj.pk)).status_code == 200


@pytest.mark.once
@pytest.mark.parametrize("model", ["accounts_user", "auth_group", "portal_feedback"])
@pytest.mark.parametrize("role", ["reader", "editor", "reviewer"])
def test_a_municipality_sees_no_accounts_and_no_private_messages(client, model, role):
    client.force_login(MembershipFactory(role=role).user)
    assert client.get(reverse(f"admin:{model}_changelist")).status_code == 403


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_list_needs_at_most_twelve_queries(client, administrator, model, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(page_of(model, "changelist"))


@pytest.mark.once
def test_the_profile_opens_at_once(client, administrator):
    answer = client.get(reverse("admin:portal_siteprofile_changelist"))
    assert answer.url == reverse("admin:portal_siteprofile_change", args=[1])
