"""What others show of a link to a space (Open Graph): its photo, or its outline on the map, with its name and key
figures, as a JPEG.
"""

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
"""px at the lower edge for name and figures: the map's middle lies in the middle of what is above."""
OUTLINE_SHARE = 0.45
"""Of the height above the band that an outline takes."""
POINT_EXTENT_M = 9_000
"""Metres across where only a point is known, or its municipality."""
JPEG_QUALITY = 82
TEXT_WIDTH = WIDTH - 2 * 48
"""px between the margins."""
BASELINES = {1: (516,), 2: (482, 520)}
"""px from the top to the foot of each line of a name, by how many there are."""


def link_picture(space):
    """JPEG of 1200 x 630 px, as the public may know the space; in the active language."""
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
    """The first photo, cut to its place around its focal point; None without one, or where its file is lost."""
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
    """The outline or the point (EPSG:3035) on the map; nothing but its ground where no place is known."""
    if shape is None:
        return {}
    frame, tiles = frame_around(shape), current_tiles()
    return {
        "attribution": attribution_text(tiles),
        "base": apply_colours(basemap_paths(frame.sheet, tiles)),
        "outline": frame.path(shape),
    }


def frame_around(shape):
    """The ground of the picture: the middle of the shape lies in the middle of what is above the band."""
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
