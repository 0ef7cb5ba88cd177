"""How the base map looks: the table that browsers draw by (static/js/lib/map-table.js), for pictures made here."""

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.contrib.staticfiles import finders

STYLE_MODULE = "js/lib/map-table.js"


@cache
def style_table():
    """{"shapes": [...], "names": [...]}; what its rows mean is told in the file."""
    text = Path(finders.find(STYLE_MODULE)).read_text()
    return json.loads(
        text[text.index("export const TABLE = ") :].removeprefix("export const TABLE = ").rstrip("; \n")
    )


def value_at_zoom(steps, zoom):
    """The figure of a row at a zoom: steps are (zoom, figure), and between two of them it grows evenly."""
    if zoom <= steps[0][0]:
        return steps[0][1]
    for (begin, smaller), (end, larger) in pairwise(steps):
        if zoom <= end:
            return smaller + (larger - smaller) * (zoom - begin) / (end - begin)
    return steps[-1][1]


COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COLOUR = re.compile(r"(--[\w-]+)\s*:\s*(?:light-dark\(\s*(#\w+)\s*,\s*(#\w+)\s*\)|(#\w+))")
STYLESHEETS = ("css/tokens.css", "css/region.css")
"""Where tokens have their colours; the later one, of the region's own look, wins."""


@cache
def token_colours():
    """{token: (its colour in light pages, in dark ones)}."""
    texts = (
        COMMENT.sub("", Path(found).read_text()) for name in STYLESHEETS if (found := finders.find(name))
    )
    return {
        token: (light or both, dark or both)
        for text in texts
        for token, light, dark, both in COLOUR.findall(text)
    }


def light_colour(token):
    """Its colour in light pages, "" for one that no sheet gives as `#rrggbb`."""
    return token_colours().get(token, ("", ""))[0]
