"""The administration as a whole: every page opens, in both languages, for administrators and for editors."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.gis.geos import Point
from django.urls import reverse
from django.utils import translation

from accounts.models import LoginEvent, SecondFactorRule
from mailing import outbox
from portal.models import Feedback, Page
from regions.models import Area, Landmark, Postcode
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


@pytest.fixture
def one_of_each():
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


def page_of(model, view, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


@pytest.mark.once
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_list_add_and_change_pages_open(client, administrator, one_of_each, model, language):
    with translation.override(language):
        obj = model._default_manager.first()
        answer = client.get(page_of(model, "changelist"), follow=True)
        assert answer.status_code == 200
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
def test_region_staff_open_all_content(client, one_of_each, model):
    client.force_login(UserFactory(region_staff=True))
    obj = model._default_manager.first()
    assert client.get(page_of(model, "changelist"), follow=True).status_code == 200
    assert client.get(page_of(model, "change", obj.pk)).status_code == 200


@pytest.mark.once
@pytest.mark.parametrize("model", ["accounts_user", "auth_group", "portal_feedback"])
@pytest.mark.parametrize("role", ["reader", "editor", "reviewer"])
def test_a_municipality_sees_no_accounts_and_no_private_messages(client, one_of_each, model, role):
    client.force_login(MembershipFactory(role=role).user)
    assert client.get(reverse(f"admin:{model}_changelist")).status_code == 403


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_list_needs_at_most_twelve_queries(
    client, administrator, one_of_each, model, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get(page_of(model, "changelist"))


def test_every_list_is_as_cheap_with_many_plots(client, administrator, django_assert_max_num_queries):
    SpaceFactory.create_batch(20)
    with django_assert_max_num_queries(12):
        client.get(reverse("admin:sites_plot_changelist"))


@pytest.mark.once
def test_the_index_groups_by_what_editors_do(client, administrator):
    found = client.get("/en/admin/").context["app_list"]
    assert [(app["name"], *(model["model"].__name__ for model in app["models"])) for app in found] == [
        ("News", "Article", "Category"),
        (
            *("Sites and buildings", "Plot", "Hall", "BusinessPark"),
            *("ReportedChange", "SpaceCheck", "CheckInterval"),
        ),
        ("Investors", "Enquiry", "Proposal", "SavedSearch"),
        ("Voices and projects", "Quote", "Partner", "Project"),
        ("Site", "Feedback", "Page", "SiteProfile"),
        ("Pictures and addresses", "Picture", "Redirect"),
        (
            *("People and organisations", "Contact", "Organisation", "User"),
            *("Group", "SecondFactorRule", "LoginEvent"),
        ),
        ("Region", "Area", "Landmark", "Postcode"),
        ("Operation", "ImportRun", "OutgoingMail", "DBTaskResult"),
    ]
    [alone] = client.get("/en/admin/quotes/").context["app_list"]
    assert [model["model"].__name__ for model in alone["models"]] == ["Partner", "Quote"]


def test_an_area_is_offered_with_what_tells_it_from_another_of_its_name(client, administrator):
    area = MunicipalityFactory(name="Wiesenau")
    asked = {"term": "Wiesenau", "app_label": "accounts", "model_name": "organisation", "field_name": "area"}
    [choice] = client.get("/en/admin/autocomplete/", asked).json()["results"]
    assert choice == {"id": str(area.pk), "text": admin.site.get_model_admin(Area).choice_label(area)}
    assert choice["text"] != str(area)


@pytest.mark.once
def test_the_header_leads_to_the_other_language(client, administrator):
    assert 'href="/en/admin/news/article/"' in client.get("/admin/news/article/").content.decode()


@pytest.mark.once
def test_the_profile_opens_at_once(client, administrator, one_of_each):
    answer = client.get(reverse("admin:portal_siteprofile_changelist"))
    assert answer.url == reverse("admin:portal_siteprofile_change", args=[1])


@pytest.mark.once
def test_pages_are_neither_added_beyond_their_addresses_nor_deleted(client, administrator):
    for key in Page.Key:
        PageFactory(key=key)
    assert client.get(reverse("admin:portal_page_add")).status_code == 403
    page = Page.objects.first()
    assert client.get(reverse("admin:portal_page_delete", args=[page.pk])).status_code == 403


def test_feedback_is_ticked_off_from_the_list(client, administrator):
    feedback = FeedbackFactory()
    client.post(
        reverse("admin:portal_feedback_changelist"), {"action": "mark_done", "_selected_action": feedback.pk}
    )
    assert Feedback.objects.get().is_done


@pytest.mark.once
def test_dialogs_of_the_text_editor_speak_german(client):
    client.force_login(UserFactory(is_superuser=True))
    assert "Link bearbeiten" in client.get(reverse("admin:jsi18n")).content.decode()
