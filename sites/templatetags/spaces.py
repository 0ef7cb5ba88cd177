"""What a template may ask about a space."""

from django import template
from django.utils import timezone

from regions.crs import geojson_geometry
from sites import presenting
from sites.mapping import outlines
from sites.routes import address_of

register = template.Library()


@register.filter
def card_facts(space):
    return presenting.card_facts(space)


@register.filter
def place(thing):
    return presenting.place(thing)


@register.filter
def address(space, page):
    """Where one of the space's further pages stands: "expose", "print", "data_sheet", "data_sheet_pdf"."""
    return address_of(space, page)


@register.filter
def area_of(space, square_metres):
    return presenting.spell_area(space, square_metres)


@register.filter
def later_day(space):
    """The day from which the space is to be had, when that is not now."""
    day = space.available_from
    return day if day and day > timezone.localdate() else None


@register.filter
def language_of(thing, field):
    """The language a text is shown in: for `lang` where an English page falls back to German."""
    return thing.language_of(field)


@register.filter
def outline(space):
    """Path of the boundary for an SVG of 320 x 240; "" when the public may not know it."""
    return outlines.outline_path(space.boundary) if space.discloses_address else ""


@register.filter
def cover(space):
    """The photo a card shows: a hall's first one, a plot's only where no outline can be drawn. None: the outline."""
    photos = licensed_photos(space)
    if not photos or (space.is_plot and outline(space)):
        return None
    return photos[0]


@register.filter
def public_point(space):
    """“12.37310,51.33970”, longitude first: where the map shows the space; "" when nobody knows."""
    point = geojson_geometry(space.public_location, decimals=5)
    return ",".join(map(str, point["coordinates"])) if point else ""


@register.filter
def licensed_photos(space):
    return [photo for photo in space.photos.all() if photo.picture.is_licensed()]


@register.filter
def credits(photos):
    """The credit lines of photos, each once."""
    return list(dict.fromkeys(photo.picture.credit for photo in photos if photo.picture.credit))


@register.filter
def wishes_of(filters, space):
    """The visitor's wishes, each with whether the space meets it."""
    return filters.wishes(space)
