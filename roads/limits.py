"""Writes into an extract how fast the lorry may drive where no sign says it.

The engine knows one top speed of a vehicle, whatever the road (roads/vehicles.py). A limit for lorries it reads from
`maxspeed:hgv`, which mappers write where a sign stands, not where the law says it for all roads (docs/adr/0082).
"""

import re

from regions.tiles.building import run_osmium
from roads.vehicles import COUNTRY_ROAD_KMH

COUNTRY_ROADS = (
    *("primary", "primary_link", "secondary", "secondary_link"),
    *("tertiary", "tertiary_link", "unclassified"),
)
"""Classes of OpenStreetMap. Others are no faster, or have two carriageways (`trunk`), where a lorry may drive as on a
motorway.
"""
HAS_TRUCK_LIMIT = re.compile(r"[ ,T]maxspeed:hgv=")
MOTORWAY_LIKE = re.compile(r"^(?=.*[,T]motorroad=yes\b)(?=.*[,T]oneway=yes\b)")


def add_truck_limits(source, workdir):
    """The path of a copy of a sorted .osm.pbf in which country roads bear the limit. Raises BasemapFault."""
    ways, changed, target = (workdir / name for name in ("ways.opl", "changed.opl", "limited.osm.pbf"))
    wanted = f"w/highway={','.join(COUNTRY_ROADS)}"
    form = ["-f", "opl,add_metadata=version", "-o", ways]
    run_osmium("tags-filter", "-F", "pbf", "--omit-referenced", source, wanted, *form)
    with ways.open(encoding="utf-8") as lines, changed.open("w", encoding="utf-8") as limited:
        limited.writelines(add_truck_limit(line) for line in lines if needs_limit(line))
    ways.unlink()
    run_osmium("apply-changes", "-F", "pbf", source, changed, "-f", "pbf", "-o", target)
    changed.unlink()
    return target


def needs_limit(line):
    """line: a way as osmium's OPL writes it."""
    return not (HAS_TRUCK_LIMIT.search(line) or MOTORWAY_LIKE.search(line))


def add_truck_limit(line):
    """The way's next version, as a change of it must be."""
    fields = line.split(" ")
    return " ".join(
        f"v{int(field[1:]) + 1}"
        if field[0] == "v"
        else f"{field},maxspeed:hgv={COUNTRY_ROAD_KMH}"
        if field[0] == "T"
        else field
        for field in fields
    )
