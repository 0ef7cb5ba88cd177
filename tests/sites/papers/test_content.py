"""What an exposé says and shows at its head, and where it leads on."""

import re

import pytest
from django.conf import settings
from django.utils.translation import override

from sites.models import Space, SpacePhoto
from sites.papers.expose import documents
from tests.factories.accounts import ContactFactory
from tests.factories.portal import SiteProfileFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import LEIPZIG, SpaceFactory, square

pytestmark = pytest.mark.django_db


def exposé_of(space, language="de"):
    return documents.expose(Space.objects.with_page().get(pk=space.pk), language).html


def head_of(html):
    return html.split('class="headline')[1].split("</table>")[0]


def test_what_is_not_stated_is_a_line_and_never_a_headline():
    html = exposé_of(SpaceFactory(area=10_000))
    assert "10.000" in html or "1,0" in html
    assert "keine Angabe" not in head_of(html)
    assert re.search(r"Nicht angegeben: Preis, Baurecht, Autobahn", html)


def test_a_price_on_request_is_told_in_the_headline():
    space = SpaceFactory(area=10_000)
    space.offers.create(disposal="sale", price_type="on_request")
    assert "auf Anfrage" in head_of(exposé_of(space))


def test_without_a_photo_the_plan_stands_at_the_head():
    space = SpaceFactory(hall=True, area=900, at=LEIPZIG, boundary=square(*LEIPZIG))
    html = exposé_of(space)
    assert html.index("drawing--head") < html.index('class="headline')
    assert html.count("Lageplan von") == 2  # label and title of one drawing
    SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt="Halle von Süden")
    html = exposé_of(space)
    assert "drawing--head" not in html
    assert html.count("Lageplan von") == 2


def test_telephone_mail_page_and_plan_are_links():
    contact = ContactFactory(phone="+49 (0) 341 123-0", email="berg@example.org")
    space = SpaceFactory(contact=contact, plan_url="https://plan.example.org/8")
    html = exposé_of(space)
    for address in (
        "tel:+493411230",
        "mailto:berg@example.org",
        "https://plan.example.org/8",
        settings.SITE_URL + space.get_absolute_url(),
    ):
        assert f'href="{address}"' in html


@pytest.mark.parametrize("language", ["de", "en"])
def test_its_code_leads_to_the_page_in_its_language(language):
    space = SpaceFactory()
    with override(language):
        address = settings.SITE_URL + space.get_absolute_url()
    code = exposé_of(space, language).split('class="qr"')[1].split("</title>")[0]
    assert code.endswith(address)
    assert ("/en/" in address) == (language == "en")


def test_it_names_what_else_lies_near():
    here = SpaceFactory(name="Nordfeld", at=LEIPZIG)
    near = SpaceFactory(name="Südfeld", at=LEIPZIG, area=20_000)
    html = exposé_of(here)
    assert f'href="{settings.SITE_URL}{near.get_absolute_url()}"' in html
    assert (
        "Südfeld"
        not in documents.combined_expose([Space.objects.with_page().get(pk=here.pk)], "de", "Liste").html
    )


def test_its_author_is_the_region():
    SiteProfileFactory(organisation="Metropolregion e. V.")
    assert '<meta name="author" content="Metropolregion e. V.">' in exposé_of(SpaceFactory())
