import re

import pytest

from tests.factories.publishing import PictureFactory
from tests.factories.quotes import PartnerFactory, QuoteFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_a_quote_names_its_partner(client):
    QuoteFactory(text_de="Forschung kennt keine Grenzen.")
    page = client.get("/zitate/").content.decode()
    assert "„Forschung kennt keine Grenzen.“" in page
    for part in ("Dr. Katrin Lorenz", "Geschäftsführerin", "Muster GmbH"):
        assert part in page


@pytest.mark.parametrize("trait", ["draft", "in_review", "withdrawn"])
def test_only_published_quotes_are_shown(client, trait):
    QuoteFactory(text_de="Noch nicht.", **{trait: True})
    assert "Noch nicht." not in text_of(client.get("/zitate/"))


@pytest.mark.parametrize(
    ("trait", "status"), [("draft", 404), ("in_review", 404), ("withdrawn", 404), (None, 200)]
)
def test_the_portrait_of_a_partner_is_as_public_as_their_words(client, trait, status):
    partner = PartnerFactory(portrait=PictureFactory(), portrait_alt_de="Katrin Lorenz lächelt")
    QuoteFactory(partner=partner, **({trait: True} if trait else {}))
    assert client.get(partner.portrait.url).status_code == status


def test_the_day_of_consent_is_not_shown(client):
    QuoteFactory(consent_on="2026-03-01")
    assert "März 2026" not in text_of(client.get("/zitate/"))


def test_an_untranslated_quote_keeps_its_language_on_the_english_page(client):
    quote = QuoteFactory()
    assert f'id="zitat-{quote.pk}" lang="de"' in client.get("/en/quotes/").content.decode()


def test_an_untranslated_quote_keeps_its_language_wherever_it_is_shown(client):
    QuoteFactory(is_featured=True, text_de="Forschung kennt keine Grenzen.")
    for address in ("/en/", "/en/quotes/"):
        page = text_of(client.get(address))
        assert re.search(r'<blockquote lang="de">\s*<p>\s*“\s*Forschung kennt keine Grenzen.\s*”', page)


def test_the_day_on_which_it_was_said_is_told_where_it_is_known(client):
    quote = QuoteFactory(said_on="2026-03-24")
    assert "24.\u00a0März 2026" in text_of(client.get("/zitate/"))
    type(quote).objects.update(said_on=None)
    assert "quote__note" not in text_of(client.get("/zitate/"))


@pytest.mark.parametrize("number", [2, 40])
def test_the_list_costs_the_same_whatever_its_length(client, django_assert_max_num_queries, number):
    partner = PartnerFactory(portrait=PictureFactory(), portrait_alt="Dr. Lorenz")
    for _ in range(number):
        QuoteFactory(partner=partner)
    with django_assert_max_num_queries(8):
        client.get("/zitate/")


def test_a_page_has_twenty_four_quotes_and_leads_to_the_next(client):
    QuoteFactory.create_batch(25, partner=PartnerFactory())
    first, second = client.get("/zitate/"), client.get("/zitate/?page=2")
    assert [len(page.context["object_list"]) for page in (first, second)] == [24, 1]
    assert 'href="?page=2"' in text_of(first)


def test_the_address_of_a_quote_leads_to_its_place_on_the_page(client):
    quote, _other = QuoteFactory.create_batch(2)
    page, _mark, place = quote.get_absolute_url().partition("#")
    assert page == "/zitate/"
    assert text_of(client.get(page)).count(f'id="{place}"') == 1
