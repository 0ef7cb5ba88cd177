"""What people type is text on every page, markup included: no template lets one field through.

Every text column of every object is filled with an element that no template uses; then the pages are read.
"""

import pytest
from django.db import models
from django.urls import reverse

from publishing.richtext import RichTextField
from sites.models import BusinessParkPhoto, Offer, Space, SpaceDistance, SpacePhoto, Utility
from sites.models.facts import HallFacts, PlotFacts
from sites.pool.routes import space_url
from tests.factories.accounts import ContactFactory
from tests.factories.investors import ProposalFactory, ProposalSpaceFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.portal import SiteProfileFactory
from tests.factories.projects import ProjectFactory
from tests.factories.publishing import PictureFactory
from tests.factories.quotes import PartnerFactory, QuoteFactory
from tests.factories.sites import BusinessParkFactory, SpaceDocumentFactory, SpaceFactory, square
from tests.reading import text_of

pytestmark = pytest.mark.django_db

MARKUP, ESCAPED = "<s>x", "&lt;s&gt;x"
"""Short enough for every column."""

NOT_TYPED = {"slug", "search_text", "workflow_state", "token", "languages", "postcode", "css_class"}


def fill(*things):
    """Write the markup into every column that holds free words, past the forms."""
    for thing in things:
        names = {field.name for field in type(thing)._meta.concrete_fields if holds_words(field)}
        if isinstance(thing, Space):
            names -= {field.name for field in (HallFacts if thing.is_plot else PlotFacts)._meta.local_fields}
        type(thing)._base_manager.filter(pk=thing.pk).update(**dict.fromkeys(names, MARKUP))


def holds_words(field):
    return (
        isinstance(field, (models.CharField, models.TextField))
        and not isinstance(field, (RichTextField, models.SlugField, models.URLField, models.EmailField))
        and not field.choices
        and field.editable
        and not field.unique
        and field.name.removesuffix("_de").removesuffix("_en") not in NOT_TYPED
    )


@pytest.fixture
def world():
    """One of everything that a visitor reads, and the addresses where it stands."""
    park = BusinessParkFactory(boundary=square(12.3, 51.3, 900))
    contact = ContactFactory(portrait=PictureFactory())
    made = [park, contact, contact.organisation, SiteProfileFactory()]
    spaces = [SpaceFactory(park=park, contact=contact, hall=is_hall, at=(12.3, 51.3)) for is_hall in (0, 1)]
    for space in spaces:
        made += [
            space,
            Offer.objects.create(space=space, disposal="lease", rent_m2=4),
            Utility.objects.create(space=space, medium="gas"),
            SpaceDistance.objects.create(space=space, kind="motorway_junction", km=2),
            SpacePhoto.objects.create(space=space, picture=PictureFactory()),
            SpaceDocumentFactory(space=space),
        ]
    made.append(BusinessParkPhoto.objects.create(park=park, picture=PictureFactory()))
    photo = ArticlePhotoFactory()
    partner = PartnerFactory(portrait=PictureFactory())
    quote = QuoteFactory(partner=partner, is_featured=True)
    project = ProjectFactory()
    proposal = ProposalFactory()
    made += [photo, photo.article, ArticleFactory(), partner, quote, project, proposal]
    made += [ProposalSpaceFactory(proposal=proposal, space=space) for space in spaces]
    fill(*made, *(photo.picture for photo in made if hasattr(photo, "picture")))
    for space in spaces:
        space.refresh_from_db()  # its address follows its name
    numbers = ",".join(str(space.number) for space in spaces)
    return {
        "home": reverse("portal:home"),
        "list": reverse("sites:list"),
        "map": reverse("sites:map"),
        "popups": reverse("sites:map_objects") + f"?number={spaces[0].number}",
        "plot": spaces[0].get_absolute_url(),
        "hall": spaces[1].get_absolute_url(),
        "plot in print": space_url(spaces[0], "print"),
        "park": park.get_absolute_url(),
        "comparison": f"{reverse('investors:comparison')}?ids={numbers}",
        "watch list": f"{reverse('investors:watch_list')}?ids={numbers}",
        "enquiry": f"{reverse('investors:enquiry')}?ids={numbers}",
        "proposal": proposal.get_absolute_url(),
        "news": reverse("news:list"),
        "article": photo.article.get_absolute_url(),
        "projects": reverse("projects:list"),
        "project": project.get_absolute_url(),
        "quotes": reverse("quotes:list"),
    }


def test_markup_in_any_field_is_text_on_every_page(client, world):
    pages = {name: text_of(client.get(address)) for name, address in world.items()}
    assert [name for name, page in pages.items() if MARKUP in page] == []
    assert [name for name, page in pages.items() if ESCAPED not in page] == []


def test_a_search_word_is_text_wherever_it_comes_back(client):
    asked = {"q": "<s>x nirgends"}
    for address in (reverse("portal:search"), reverse("sites:list"), reverse("sites:map")):
        page = text_of(client.get(address, asked))
        assert MARKUP not in page
        assert ESCAPED in page
