"""How the base map looks: one table for browsers and for pictures made here.

`style.json` names, in the order in which they are drawn, what is drawn of which layer and class, from which zoom on (of
a map whose world is 256 px wide at zoom 0), in which token's colour, how wide (px at a zoom, growing evenly between);
and the names, in the order in which they get room.
"""

import json
from itertools import pairwise
from pathlib import Path

STYLE = json.loads(Path(__file__).with_name("style.json").read_text())


def at_zoom(steps, zoom):
    """The figure of a row at a zoom: steps are (zoom, figure), and between two of them it grows evenly."""
    if zoom <= steps[0][0]:
        return steps[0][1]
    for (begin, smaller), (end, larger) in pairwise(steps):
        if zoom <= end:
            return smaller + (larger - smaller) * (zoom - begin) / (end - begin)
    return steps[-1][1]
