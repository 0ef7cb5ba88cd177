"""Open Graph picture of a space as JPEG: photo or outline on a map, with name and key figures."""

import io
from base64 import b64encode

import resvg_py
from django.template.loader import render_to_string
from PIL import Image, ImageOps

from regions.maps import attribution_text
from regions.tiles.current import current_tiles
from regions.tiles.pictures import apply_colours, basemap_paths
from sites.mapping.frames import Frame
from sites.mapping.lettering import fit_name
from sites.pool.presentation import card_facts, place_label

WIDTH, HEIGHT = 1200, 630
BAND = 190
"""px at the lower edge for name and figures; the map is centred above it."""
OUTLINE_SHARE = 0.45
"""Fraction of the height above the band for an outline."""
POINT_EXTENT_M = 9_000
"""Metres across if only a point is known."""
JPEG_QUALITY = 82
TEXT_WIDTH = WIDTH - 2 * 48
"""px between the margins."""
BASELINES = {1: (516,), 2: (482, 520)}
"""{number of lines: y of their baselines in px}"""


def link_picture(space):
    """Return a JPEG of 1200 x 630 px of the disclosed space, in the active language."""
    size, lines = fit_name(space.name, TEXT_WIDTH)
    context = {
        "space": space,
        "place": place_label(space),
        "facts": [fact for fact in card_facts(space) if fact.is_stated][:3],
        "size": size,
        "lines": zip(BASELINES[len(lines)], lines, strict=True),
    }
    context |= photo_context(space) or map_context(space.public_geometry)
    svg = render_to_string("sites/link_picture.svg", context)
    return as_jpeg(resvg_py.svg_to_bytes(svg_string=svg))


def photo_context(space):
    """Return the first photo, cropped around its focal point; None without one or if its file is missing."""
    if space.lead_photo is None:
        return None
    picture = space.lead_photo.picture
    try:
        with picture.file.open() as file, Image.open(file) as photo:
            middle = picture.focal_x / 100, picture.focal_y / 100
            cut = ImageOps.fit(photo.convert("RGB"), (WIDTH, HEIGHT - BAND), centering=middle)
    except OSError:
        return None
    content = io.BytesIO()
    cut.save(content, "JPEG", quality=JPEG_QUALITY)
    return {"photo": b64encode(content.getvalue()).decode(), "attribution": picture.credit}


def map_context(shape):
    """Return the outline or point (EPSG:3035) on a map; {} if no place is known."""
    if shape is None:
        return {}
    frame, tiles = frame_around(shape), current_tiles()
    return {
        "attribution": attribution_text(tiles),
        "base": apply_colours(basemap_paths(frame.sheet, tiles)),
        "outline": frame.path(shape),
    }


def frame_around(shape):
    """Return the extent with the shape centred above the band."""
    xmin, ymin, xmax, ymax = shape.extent
    height = HEIGHT - BAND
    unit = (max(ymax - ymin, (xmax - xmin) * height / WIDTH) / OUTLINE_SHARE or POINT_EXTENT_M) / height
    middle = (xmin + xmax) / 2, (ymin + ymax - unit * BAND) / 2
    return Frame(middle, unit * WIDTH, (WIDTH, HEIGHT))


def as_jpeg(png):
    file = io.BytesIO()
    with Image.open(io.BytesIO(bytes(png))) as picture:
        picture.convert("RGB").save(file, "JPEG", quality=JPEG_QUALITY)
    return file.getvalue()
