"""Template tags and filters for spaces."""

from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from caching.fragments import cached_in_process
from publishing.cards import render_card
from publishing.templatetags.content import EAGER_ATTRIBUTES, LAZY_ATTRIBUTES
from regions.crs import geojson_geometry
from regions.tiles.current import installed_tiles_at
from sites.mapping import outlines
from sites.pool import presentation
from sites.pool.inhabitant_text import format_people
from sites.pool.routes import space_url
from sites.pool.stock import current_stock

register = template.Library()


CARD_APPS = ("sites", "regions", "publishing")
"""The apps of a card's data: the space, its municipality and district, its pictures."""


@register.simple_tag
def space_card(space, variant="", heading="", is_first=False):
    """The card of a space, cached for all searches. `is_first`: its picture is loaded eagerly."""

    def make():
        return render_card("sites/_space_card.html", space, "space", variant=variant, heading=heading)

    card = cached_in_process(f"card:{space.pk}:{variant}:{heading}", CARD_APPS, make)
    return mark_safe(card.replace(LAZY_ATTRIBUTES, EAGER_ATTRIBUTES, 1)) if is_first else card  # noqa: S308


@register.simple_tag
def space_line(space):
    """A link to a space with name, place and area, for short lists, which need not load the space."""
    apps = ("sites", "regions")
    return cached_in_process(
        f"line:{space.pk}", apps, lambda: render_card("sites/_space_line.html", space, "space")
    )


@register.filter
def people(inhabitants):
    """Format an Inhabitants: “etwa 742.000”."""
    return format_people(inhabitants.people, inhabitants.is_complete)


@register.filter
def card_facts(space):
    return presentation.card_facts(space)


@register.filter
def place(thing):
    return presentation.place_label(thing)


@register.filter
def address(space, page):
    """The URL of one of sites.pool.routes.SPACE_PAGES: "expose", "print", "link_picture" …"""
    return space_url(space, page)


@register.filter
def area_of(space, square_metres):
    return presentation.format_area(space, square_metres)


@register.filter
def later_day(space):
    """The day from which the space is available, or None if it is now."""
    day = space.available_from
    return day if day and day > timezone.localdate() else None


@register.filter
def language_of(thing, field):
    """The language a text is shown in: for `lang` where an English page falls back to German."""
    return thing.language_of(field)


@register.filter
def outline(space):
    """Path of the boundary for an SVG of 320 x 240; "" if it is not public."""
    return outlines.outline_path(space.boundary) if space.discloses_address else ""


@register.filter
def ground(space):
    """URL of the map image below that outline; "" if no map is installed, and in previews."""
    is_mapped = space.boundary and installed_tiles_at(space.boundary.extent)
    return space_url(space, "ground") if is_mapped and space.is_published() else ""


@dataclass
class Cover:
    """Picture of a card: a photo, or else the outline as an SVG path, which may be empty."""

    photo: object = None
    path: str = ""


@register.filter
def cover(space):
    """A hall's first photo; a plot's photo only if it has no outline."""
    photos = space.shown_photos
    path = outline(space) if space.is_plot or not photos else ""
    return Cover(path=path) if path or not photos else Cover(photos[0])


@register.filter
def public_point(space):
    """Public point as “12.37310,51.33970” (WGS84), longitude first; "" if unknown."""
    point = geojson_geometry(space.public_location, decimals=5)
    return ",".join(map(str, point["coordinates"])) if point else ""


@register.filter
def credits(photos):
    """The distinct credit lines of photos."""
    return list(dict.fromkeys(photo.picture.credit for photo in photos if photo.picture.credit))


@register.simple_tag
def phrase_example():
    """An example for the search field, near the region's largest municipality."""
    town = current_stock().largest_municipality
    if not town:
        return _("For example: warehouse from 5,000 m², 10 m, rail siding")
    return _("For example: warehouse from 5,000 m² near %(town)s, 10 m, rail siding") % {"town": town}


@register.filter
def wishes_of(filters, space):
    """The visitor's wishes, each with whether the space meets it."""
    return filters.wishes(space)
