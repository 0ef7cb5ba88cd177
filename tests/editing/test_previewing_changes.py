"""A change to anything that has a page or a place on one can be seen before it is released."""

import pytest

from editing.models import PreviewLink
from editing.previewing.preview import link_token
from editing.releasing import steps
from editing.releasing.states import current_state
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.portal import PageFactory
from tests.factories.projects import ProjectFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db

THINGS = {
    "article": (ArticleFactory, "title"),
    "quote": (QuoteFactory, "text"),
    "project": (ProjectFactory, "title"),
    "page": (PageFactory, "title"),
    "plot": (SpaceFactory, "name"),
    "park": (BusinessParkFactory, "name"),
}


def waiting(kind):
    factory, field = THINGS[kind]
    thing = factory(**{f"{field}_de": "Nordfeld", f"{field}_en": "North Field"})
    wanted = current_state(thing)
    wanted["fields"] |= {f"{field}_de": "Zobelfeld", f"{field}_en": "Sable Field"}
    steps.hand_in(thing, current_state(thing), wanted, UserFactory(), version=thing.version)
    return thing


@pytest.mark.parametrize("kind", THINGS)
def test_its_link_shows_the_change_in_both_languages_and_says_so(client, kind):
    thing = waiting(kind)
    link = f"/vorschau/{link_token(PreviewLink.make(thing, UserFactory(), 7, shows_change=True))}/"
    german, english = (client.get(address).content.decode() for address in (link, f"{link}en/"))
    assert "Zobelfeld" in german
    assert "Sable Field" in english
    assert "Waiting change, not yet public" in english
    assert "Zobelfeld" not in text_of(client.get(thing.get_absolute_url(), follow=True))


def test_a_changed_address_leads_back_into_the_preview_and_redirects_nobody_else(client):
    article = waiting("article")
    change = steps.unfinished_change(article)
    change.snapshot["fields"]["slug"] = "zobelfeld"
    change.save()
    link = f"/vorschau/{link_token(PreviewLink.make(article, UserFactory(), 7, shows_change=True))}/"
    page = client.get(link).content.decode()
    assert f'href="{link}en/news/zobelfeld/' in page
    assert client.get(f"{link}en/news/zobelfeld/").status_code == 200
    assert client.get("/aktuelles/zobelfeld/").status_code == 404
    assert client.get(article.get_absolute_url()).status_code == 200
