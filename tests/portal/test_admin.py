"""The administration as a whole: its index, its header, and what is neither added nor deleted."""

import pytest
from django.urls import reverse

from portal.models import Feedback, Page
from tests.factories.accounts import UserFactory
from tests.factories.portal import FeedbackFactory, PageFactory
from tests.factories.sites import SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


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


@pytest.mark.once
def test_the_header_leads_to_the_other_language(client, administrator):
    assert 'href="/en/admin/news/article/"' in client.get("/admin/news/article/").content.decode()


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
