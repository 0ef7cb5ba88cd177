"""The style table of the base map (static/js/lib/map-table.js), for pictures rendered on the server."""

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.contrib.staticfiles import finders

STYLE_MODULE = "js/lib/map-table.js"


@cache
def style_table():
    """Return {"shapes": [...], "names": [...]}, documented in the file."""
    text = Path(finders.find(STYLE_MODULE)).read_text()
    return json.loads(
        text[text.index("export const TABLE = ") :].removeprefix("export const TABLE = ").rstrip("; \n")
    )


def value_at_zoom(steps, zoom):
    """Interpolate linearly between steps of (zoom, value)."""
    if zoom <= steps[0][0]:
        return steps[0][1]
    for (begin, smaller), (end, larger) in pairwise(steps):
        if zoom <= end:
            return smaller + (larger - smaller) * (zoom - begin) / (end - begin)
    return steps[-1][1]


COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COLOUR = re.compile(r"(--[\w-]+)\s*:\s*(?:light-dark\(\s*(#\w+)\s*,\s*(#\w+)\s*\)|(#\w+))")
STYLESHEETS = ("css/tokens.css", "css/region.css")
"""That define tokens; the region's own overrides the first."""


@cache
def token_colours():
    """Return {token: (light colour, dark colour)}."""
    paths = filter(None, map(finders.find, STYLESHEETS))
    texts = (COMMENT.sub("", Path(path).read_text()) for path in paths)
    return {
        token: (light or both, dark or both)
        for text in texts
        for token, light, dark, both in COLOUR.findall(text)
    }


def light_colour(token):
    """Return the light colour, "" if no stylesheet defines it as hex."""
    return token_colours().get(token, ("", ""))[0]
