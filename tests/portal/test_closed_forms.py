"""While the privacy notice is not published, nothing leads to a form that would only say that it is closed."""

import re
from html import unescape
from urllib.parse import urljoin

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation

from caching import stores
from investors.documents import proposal_document
from investors.proposal_page import ProposalPage
from mailing.opening import OpenFormMixin
from portal.legal import drafts
from portal.models import Page
from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.factories.investors import ProposalSpaceFactory
from tests.factories.news import ArticleFactory
from tests.factories.portal import PageFactory, SiteProfileFactory
from tests.factories.projects import ProjectFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db

FILE = re.compile(r"\.(pdf|csv|xlsx|xml|geojson|webmanifest|png|jpe?g|avif|svg|css|js)$")
LINK = re.compile(r'<(?:a|form)\s[^>]*?(?:href|action)="([^"]*)"')
LANGUAGES = [code for code, _name in django_settings.LANGUAGES]
MISSING = ["/gibt-es-nicht/", "/en/no-such-page/"]


def patterns(resolver=None, namespace=""):
    """(name, view) of all named addresses without arguments."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name and not pattern.pattern.converters:
                yield f"{namespace}{pattern.name}", getattr(pattern.callback, "view_class", None)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern, inner)


def form_addresses():
    names = {name for name, view in patterns() if view and issubclass(view, OpenFormMixin)}
    assert {"investors:enquiry", "investors:saved_search", "portal:feedback"} <= names
    addresses = set()
    for code in LANGUAGES:
        with translation.override(code):
            addresses |= {reverse(name) for name in names}
    return addresses


def links_of(client, address):
    """The addresses of this site that a page leads to, without fragment."""
    page = text_of(client.get(address, follow=True), 404 if address in MISSING else 200)
    found = (urljoin(address, unescape(link)).partition("#")[0] for link in LINK.findall(page))
    return [link for link in found if link.startswith("/") and not link.startswith("/admin/")]


@pytest.fixture
def closed(settings):
    settings.PRIVACY_NOTICE = "portal.legal.opening.is_notice_published"


@pytest.fixture
def addresses():
    """Where a crawl begins: what links lead to, and pages that are made of what a visitor chose."""
    SiteProfileFactory(phone="0341 555 01-00")
    for key in ("imprint", "accessibility", "contact", "easy_language"):
        PageFactory(key=key, **drafts.draft_fields(key))
    contact = ContactFactory(phone="0341 1", email="stadt@example.org", organisation=OrganisationFactory())
    plot, hall = SpaceFactory(contact=contact), SpaceFactory(hall=True, contact=contact)
    taken = SpaceFactory(taken=True, contact=contact)
    ArticleFactory(), ProjectFactory(), QuoteFactory(), BusinessParkFactory()
    proposal = ProposalSpaceFactory(space=plot).proposal
    named = ["portal:home", "investors:watch_list", "investors:comparison", "sites:list", "portal:search"]
    found = [taken.get_absolute_url(), proposal.get_absolute_url(), *MISSING]
    for code in LANGUAGES:
        with translation.override(code):
            found += [reverse(name) for name in named]
            found += [f"{reverse(name)}?ids={plot.number},{hall.number}" for name in named[1:3]]
            found += [f"{reverse('sites:list')}?area_min=900000", f"{reverse('portal:search')}?q=nichts"]
    return found


@pytest.mark.slow
@pytest.mark.once
def test_no_link_of_a_public_page_leads_to_a_closed_form(client, closed, addresses):
    forms, todo, paths, leading = form_addresses(), list(addresses), set(), set()
    while todo:
        address = todo.pop()
        for link in links_of(client, address):
            path = link.partition("?")[0]
            if path in forms:
                leading.add((address, path))
            elif path not in paths and not FILE.search(path):
                paths.add(path)
                todo.append(link)
    assert leading == set()
    assert len(paths) > 60  # it went through the site


def test_they_all_lead_there_once_the_notice_is_published(client, closed, addresses):
    PageFactory(key="privacy")
    led_to = {link.partition("?")[0] for address in addresses for link in links_of(client, address)}
    assert form_addresses() <= led_to


def test_the_contact_and_the_office_stand_where_the_form_would(client, closed):
    SiteProfileFactory(phone="0341 555 01-00")
    space = SpaceFactory(contact=ContactFactory(phone="0341 1234", email="stadt@example.org"))
    page = text_of(client.get(space.get_absolute_url()))
    assert page.count('href="tel:03411234"') == 2  # beside the facts, and on phones at the lower edge
    assert "mailto:stadt@example.org" in page
    assert "tel:03415550100" in page
    assert "Anfrage senden" not in page


def test_a_proposal_on_paper_leads_to_no_closed_form(closed):
    shown = ProposalPage(ProposalSpaceFactory().proposal)
    assert reverse("investors:enquiry") not in proposal_document(shown).html
    PageFactory(key="privacy")
    assert reverse("investors:enquiry") in proposal_document(shown).html


def test_the_text_of_a_legal_page_names_a_closed_form_without_a_link(client, closed):
    SiteProfileFactory()
    PageFactory(
        key="contact",
        body_de='<p>Das <a href="/kontakt/rueckmeldung/">Formular</a>, <a href="/presse/">Presse</a></p>',
    )
    page = text_of(client.get("/kontakt/"))
    assert '<p>Das Formular, <a href="/presse/">Presse</a></p>' in page
    assert '<p>Das Formular, <a href="/presse/">' in text_of(client.get("/en/contact/"))
    PageFactory(key="privacy")
    assert '<a href="/kontakt/rueckmeldung/">Formular</a>' in text_of(client.get("/kontakt/"))


@pytest.mark.django_db(transaction=True)
class TestKeptPages:
    @pytest.fixture(autouse=True)
    def pages_are_kept(self, settings, closed):
        settings.CACHES_PAGES = True
        cache.clear()
        stores.clear_stores()
        yield
        cache.clear()

    def test_show_the_way_to_a_form_from_the_moment_the_notice_is_published(self, client):
        notice = PageFactory(key="privacy", draft=True)
        space = SpaceFactory(contact=ContactFactory())
        form = reverse("investors:enquiry")
        for state, leads in [("draft", False), ("published", True), ("withdrawn", False)]:
            Page.objects.filter(pk=notice.pk).update(workflow_state=state)
            for _again in range(2):
                assert (form in text_of(client.get(space.get_absolute_url()))) is leads
