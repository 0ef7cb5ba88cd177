"""The content of an exposé: the same facts in the same order as the page of the space."""

import segno
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from regions.crs import to_wgs84
from sites.papers.expose.column_layout import layout_blocks
from sites.papers.expose.drawings import drawings, map_sources
from sites.pool.fact_groups import (
    FactGroup,
    distance_context,
    fact_groups,
    offer_groups,
    people_summary,
    utility_facts,
)
from sites.pool.presentation import format_area, key_facts, place_label, postal_address
from sites.pool.related_spaces import similar_cards
from sites.pool.routes import space_url

DEGREE_DECIMALS = 5
MAX_PHOTOS = 3
MAX_SIMILAR = 3


def expose_context(space, is_preview=False):
    """Return the context in the active language for a space loaded with_page()."""
    photos = space.shown_photos[:MAX_PHOTOS]
    park = space.public_park
    is_public = space.is_published()
    address = settings.SITE_URL + space.get_absolute_url()
    distance_values = distance_context(space)
    distances = distance_values["distances"]
    drawn = drawings(space, at_head=not photos)
    headline = key_facts(space)
    return {
        "space": space,
        "is_preview": is_preview,
        "place": postal_address(space),
        "park": park if park and park.is_published() else None,
        "photos": photos,
        "credits": list(dict.fromkeys(line for photo in photos if (line := credit_line(photo.picture)))),
        "key_facts": [fact for fact in headline if fact.is_stated],
        "unstated": [fact.label for fact in headline if not fact.is_stated],
        "fact_blocks": layout_blocks(all_fact_groups(space)),
        **distance_values,
        "longest": distances[-1].km if distances else None,
        "head_drawing": next((drawing for drawing in drawn if drawing.is_at_head), None),
        "drawings": [drawing for drawing in drawn if not drawing.is_at_head],
        "map_sources": map_sources(drawn),
        "coordinates": coordinates(space),
        "address": address if is_public else "",
        "page_url": space.get_absolute_url(),
        "pdf_url": space_url(space, "expose"),
        "qr": qr_code(address, _("QR code of the address %(address)s") % {"address": address})
        if is_public
        else "",
    }


def similar_spaces(space):
    others = (card.thing for card in similar_cards(space, MAX_SIMILAR))
    return [
        {
            "space": other,
            "address": settings.SITE_URL + other.get_absolute_url(),
            "told": ", ".join(filter(None, [place_label(other), format_area(other, other.area)])),
        }
        for other in others
        if other
    ]


def all_fact_groups(space):
    """Return offers, facts and utilities as on the page; inhabitants are one line of the last facts."""
    facts, people = fact_groups(space), people_summary(space)
    if facts:
        facts[-1].facts += people
    elif people:
        facts = [FactGroup(_("People in reach"), people)]
    groups = [*offer_groups(space), *facts]
    utilities = utility_facts(space)
    return [*groups, FactGroup(_("Utilities"), utilities)] if utilities else groups


def credit_line(picture):
    return ", ".join(part for part in (picture.credit, picture.licence) if part)


def coordinates(space):
    """Return “51.39000, 12.22000” (WGS84, latitude first, as phones read it); "" for an undisclosed place."""
    if not space.discloses_address or space.location is None:
        return ""
    point = to_wgs84(space.location)
    return f"{point.y:.{DEGREE_DECIMALS}f}, {point.x:.{DEGREE_DECIMALS}f}"


def qr_code(text, title):
    """Return an inline SVG without size, which the stylesheet sets."""
    code = segno.make_qr(text, error="m")
    path = code.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None)
    drawing = mark_safe(path.split(">", 1)[1].rsplit("</svg>", 1)[0])
    side = code.symbol_size(border=2)[0]
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title>{}</svg>',
        side, side, title, title, drawing,
    )  # fmt: skip
