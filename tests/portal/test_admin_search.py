"""One search over all that somebody may see: what it finds, for whom, and at what cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.checking import ReportedChangeFactory
from tests.factories.investors import EnquiryFactory, ProposalFactory, SavedSearchFactory
from tests.factories.news import ArticleFactory
from tests.factories.portal import FeedbackFactory, PageFactory
from tests.factories.projects import ProjectFactory
from tests.factories.publishing import RedirectFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import BusinessParkFactory, MunicipalityFactory, SpaceFactory
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SEARCH = "/en/admin/search/"


@pytest.fixture
def town():
    return OrganisationFactory(name="Stadt Musterhausen")


@pytest.fixture
def editor(client, town):
    user = MembershipFactory(organisation=town, role="editor").user
    client.force_login(user)
    return user


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def found(client, words):
    groups = client.get(SEARCH, {"q": words}).context["groups"]
    return {group["name"]: [hit["thing"] for hit in group["hits"]] for group in groups}


def test_an_object_is_found_by_number_name_and_contact_with_the_way_to_its_form(client, editor, town):
    contact = ContactFactory(name="Kim Beispiel", organisation=town)
    hall = SpaceFactory(steward=town, hall=True, name_de="Kühlhaus am Kanal", contact=contact)
    for words in (str(hall.number), "kühlhaus kanal", "Beispiel"):
        assert [space.pk for space in found(client, words)["industrial buildings"]] == [hall.pk]
    html = client.get(SEARCH, {"q": hall.number}).content.decode()
    assert reverse("admin:sites_hall_change", args=[hall.pk]) in html


def test_enquiries_contacts_and_news_are_found_in_groups(client, administrator):
    enquiry = EnquiryFactory(name="Lea Hafenmeister")
    ContactFactory(name="Ole Hafenmeister")
    ArticleFactory(title_de="Hafenmeister gesucht")
    assert list(found(client, "hafenmeister")) == ["articles", "enquiries", "contacts"]
    assert found(client, enquiry.reference) == {"enquiries": [enquiry]}


def test_what_lies_on_another_desk_is_not_found(client, editor, town):
    elsewhere = OrganisationFactory(name="Stadt Anderswo")
    space = SpaceFactory(steward=elsewhere, name_de="Geheimfeld")
    ContactFactory(name="Geheimfeld", organisation=elsewhere)
    EnquiryFactory(name="Geheimfeld", about=[space])
    ArticleFactory(title_de="Geheimfeld")
    FeedbackFactory(message="Geheimfeld")
    assert found(client, "Geheimfeld") == {}
    assert "Nothing that you may see contains" in client.get(SEARCH, {"q": "Geheimfeld"}).content.decode()


def test_five_of_a_kind_are_shown_and_the_list_has_the_others(client, editor, town):
    SpaceFactory.create_batch(5, steward=town, name_de="Nordfeld & Co")
    [group] = client.get(SEARCH, {"q": "nordfeld &"}).context["groups"]
    assert (len(group["hits"]), group["more"]) == (5, "")
    SpaceFactory.create_batch(2, steward=town, name_de="Nordfeld & Co")
    [group] = client.get(SEARCH, {"q": "nordfeld &"}).context["groups"]
    assert len(group["hits"]) == 5
    assert client.get(group["more"]).context["cl"].result_count == 7


@pytest.mark.parametrize("words", ["", " ", "a", "x" * 101, "a\0b"])
def test_what_cannot_be_searched_for_is_explained(client, editor, words):
    answer = client.get(SEARCH, {"q": words})
    assert answer.status_code == 200
    assert "at least two letters" in answer.content.decode()
    assert answer.context["groups"] == []


def test_what_was_typed_stays_in_the_field_as_text(client, editor):
    html = client.get(SEARCH, {"q": '"><script>1'}).content.decode()
    assert "<script>1" not in html
    assert 'value="&quot;&gt;&lt;script&gt;1"' in html


def test_the_field_is_on_every_page_of_the_administration_and_not_before_the_login(client, editor):
    assert 'role="search"' in client.get(reverse("admin:sites_plot_changelist")).content.decode()
    client.logout()
    assert 'role="search"' not in text_of(client.get(reverse("admin:login")))


def something_of_each_kind():
    name = "Hafen"
    MunicipalityFactory(name=name)
    organisation = OrganisationFactory(name=f"{name} {OrganisationFactory().pk}")
    contact = ContactFactory(name=name, organisation=organisation)
    space = SpaceFactory(name_de=name, steward=organisation, contact=contact)
    SpaceFactory(name_de=name, hall=True), BusinessParkFactory(name_de=name)
    ArticleFactory(title_de=name), ProjectFactory(title_de=name), QuoteFactory(text_de=name)
    EnquiryFactory(name=name, about=[space]), SavedSearchFactory(email="hafen@example.org")
    ProposalFactory(title=name), FeedbackFactory(message=name), UserFactory(name=name)
    RedirectFactory(old_path=f"/hafen-{space.pk}/"), ReportedChangeFactory(answer__space=space)


def queries_of(client):
    client.get(SEARCH, {"q": "hafen"})
    with CaptureQueriesContext(connection) as queries:
        assert client.get(SEARCH, {"q": "hafen"}).status_code == 200
    return len(queries)


@pytest.mark.parametrize("role", ["administrator", "editor"])
def test_a_search_costs_the_same_whatever_there_is(client, town, role):
    if role == "administrator":
        client.force_login(UserFactory(administrator=True))
    else:
        client.force_login(MembershipFactory(organisation=town, role="editor").user)
    PageFactory(title_de="Hafen")
    with_one = None
    for _again in range(4):
        something_of_each_kind()
        SpaceFactory(steward=town, name_de="Hafen"), ContactFactory(organisation=town, name="Hafen")
        with_one = with_one or queries_of(client)
    assert queries_of(client) == with_one <= 33
