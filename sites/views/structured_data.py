"""schema.org data of a space: listing, place and offers."""

from django.utils.timezone import localdate

from formats.json_numbers import json_number
from publishing.structured_data import absolute_url, node, page_node, picture_node
from regions.crs import geojson_geometry
from sites.choices import Disposal
from sites.facts.totals import price_m2, total_of
from sites.pool.presentation import place_label
from sites.pool.routes import space_url

BUSINESS_FUNCTIONS = {
    Disposal.SALE: "http://purl.org/goodrelations/v1#Sell",
    Disposal.LEASE: "http://purl.org/goodrelations/v1#LeaseOut",
    Disposal.GROUND_LEASE: "http://purl.org/goodrelations/v1#LeaseOut",
}
SQUARE_METRE, MONTH, YEAR, EUR = "MTK", "MON", "ANN", "EUR"
"""Codes of UN/CEFACT and ISO 4217."""


def listing_data(space):
    """`space` needs its offers, its photos, and its municipality with district and state."""
    photo = space.lead_photo
    has_drawing = photo is None and space.public_geometry
    return page_node(
        "RealEstateListing",
        space,
        "name",
        name=space.name,
        description=f"{space.get_kind_display()}, {place_label(space)}",
        datePosted=space.first_published_at and localdate(space.first_published_at).isoformat(),
        image=absolute_url(space_url(space, "link_picture")) if has_drawing else picture_node(photo),
        about=place_data(space),
        offers=[found for offer in space.offers.all() if (found := offer_data(offer, space))],
    )


def place_data(space):
    """Return the place; street, postcode and coordinates only if disclosed."""
    shown = space.discloses_address
    area = node("PropertyValue", propertyID="area", value=json_number(space.area), unitCode=SQUARE_METRE)
    return node(
        "Place",
        name=space.name,
        address=address_data(space),
        geo=geo_data(space) if shown else None,
        additionalProperty=area if space.area is not None else None,
    )


def address_data(space):
    town = space.municipality
    if town is None:
        return None
    return node(
        "PostalAddress",
        streetAddress=space.address if space.discloses_address else "",
        postalCode=space.postcode if space.discloses_address else "",
        addressLocality=town.name,
        addressRegion=town.parent.parent.full_name if town.parent and town.parent.parent else "",
    )


def geo_data(space):
    point = geojson_geometry(space.public_location, decimals=5)
    if point is None:
        return None
    longitude, latitude = point["coordinates"]
    return node("GeoCoordinates", latitude=latitude, longitude=longitude)


def offer_data(offer, space):
    """Return the total of a sale as the price, the price per m² as its specification."""
    total = total_of(offer, space.area, space.smallest_area)
    is_sale = offer.disposal == Disposal.SALE
    by_metre = price_m2(offer, space.area) if is_sale else offer.rent_m2 or offer.ground_rent_m2
    if by_metre is None and total is None:
        return None
    specification = None
    if by_metre is not None:
        term = None if is_sale else MONTH if offer.disposal == Disposal.LEASE else YEAR
        specification = node(
            "UnitPriceSpecification",
            price=json_number(by_metre),
            priceCurrency=EUR,
            referenceQuantity=node("QuantitativeValue", value=1, unitCode=SQUARE_METRE),
            billingDuration=term and node("QuantitativeValue", value=1, unitCode=term),
        )
    return node(
        "Offer",
        businessFunction=BUSINESS_FUNCTIONS[offer.disposal],
        price=json_number(total.whole) if is_sale and total else None,
        priceCurrency=EUR if is_sale and total else None,
        priceSpecification=specification,
    )
