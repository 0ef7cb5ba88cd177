"""The administration as a whole: its index, its header, and the words of its scripts."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


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
def test_dialogs_of_the_text_editor_speak_german(client):
    client.force_login(UserFactory(is_superuser=True))
    assert "Link bearbeiten" in client.get(reverse("admin:jsi18n")).content.decode()
