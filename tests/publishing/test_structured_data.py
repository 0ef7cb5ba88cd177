"""What pages tell search engines: only what they show, and as numbers."""

import json
import re
from datetime import datetime

import pytest
from django.utils import translation

from publishing.templatetags.structured_data import json_ld_script
from sites.views.structured_data import listing_data
from tests.factories.news import ArticleFactory
from tests.factories.sites import OfferFactory, SpaceFactory

pytestmark = pytest.mark.django_db
LEIPZIG = (12.37, 51.34)


def told(client, path):
    """{type: node} of all blocks on a page."""
    answer = client.get(path)
    assert answer.status_code == 200
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', answer.content.decode(), re.DOTALL
    )
    nodes = [json.loads(text) for text in blocks]
    assert {node["@context"] for node in nodes} == {"https://schema.org"}
    return {node["@type"]: node for node in nodes}


def test_nothing_typed_ends_the_block():
    text = json_ld_script({"@type": "Thing", "name": "</script><script>alert(1)</script>&"})
    assert text.count("<") == 2
    assert json.loads(text[len('<script type="application/ld+json">') : -len("</script>")])["name"].endswith(
        "&"
    )


def test_the_home_page_tells_the_site_its_publisher_and_its_search(client):
    site = told(client, "/")["WebSite"]
    assert site["publisher"]["@type"] == "Organization"
    assert site["potentialAction"]["target"]["urlTemplate"].endswith("/suche/?q={words}")


def test_an_article_tells_headline_day_author_and_category(client):
    article = ArticleFactory(title_de="Neues <Werk>", author_name="Ada Bach", author_role_de="Referentin")
    data = told(client, article.get_absolute_url())["NewsArticle"]
    assert data["headline"] == "Neues <Werk>"
    assert data["datePublished"] == article.date.isoformat()
    assert data["author"] == {"@type": "Person", "name": "Ada Bach", "jobTitle": "Referentin"}
    assert data["articleSection"] == article.category.name
    assert data["publisher"]["name"]
    assert data["inLanguage"] == "de"


@pytest.mark.parametrize(
    ("hour", "day"), [("2026-07-01T21:59:59", "2026-07-01"), ("2026-07-01T22:00:00", "2026-07-02")]
)
def test_a_space_is_posted_on_the_day_that_it_is_in_the_region(hour, day):
    plot = SpaceFactory()
    plot.first_published_at = datetime.fromisoformat(f"{hour}+00:00")
    assert listing_data(plot)["datePosted"] == day
    plot.first_published_at = None
    assert "datePosted" not in listing_data(plot)


def test_a_space_tells_area_place_and_price(client):
    plot = SpaceFactory(area=70_000, at=LEIPZIG, address="Am Damm 3", postcode="04109")
    OfferFactory(space=plot, price_m2=35)
    data = told(client, plot.get_absolute_url())["RealEstateListing"]
    place = data["about"]
    assert place["additionalProperty"] == {
        "@type": "PropertyValue",
        "propertyID": "area",
        "value": 70_000,
        "unitCode": "MTK",
    }
    assert place["address"]["streetAddress"] == "Am Damm 3"
    assert (place["geo"]["longitude"], place["geo"]["latitude"]) == pytest.approx(LEIPZIG, abs=1e-4)
    [offer] = data["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (2_450_000, "EUR")
    assert offer["priceSpecification"]["price"] == 35
    assert data["image"].endswith("/vorschau.jpg")


@pytest.mark.parametrize(("language", "state"), [("de", "Sachsen"), ("en", "Saxony")])
def test_the_state_is_told_in_the_language_of_the_page(language, state):
    plot = SpaceFactory()
    with translation.override(language):
        assert listing_data(plot)["about"]["address"]["addressRegion"] == state


def test_a_rent_tells_its_month_and_no_sum(client):
    hall = SpaceFactory(hall=True, area=3_000)
    OfferFactory(space=hall, disposal="lease", rent_m2=4.5)
    [offer] = told(client, hall.get_absolute_url())["RealEstateListing"]["offers"]
    assert "price" not in offer
    assert offer["priceSpecification"]["price"] == 4.5
    assert offer["priceSpecification"]["billingDuration"]["unitCode"] == "MON"


def test_of_a_hidden_place_nothing_is_told_but_the_town(client):
    plot = SpaceFactory(hidden_place=True, at=LEIPZIG, address="Am Damm 3", postcode="04109")
    data = told(client, plot.get_absolute_url())["RealEstateListing"]["about"]
    assert "geo" not in data
    assert set(data["address"]) == {"@type", "addressLocality", "addressRegion"}


def test_a_space_without_an_offer_or_an_area_promises_none(client):
    plot = SpaceFactory(area=None)
    data = told(client, plot.get_absolute_url())["RealEstateListing"]
    assert "offers" not in data
    assert "additionalProperty" not in data["about"]
