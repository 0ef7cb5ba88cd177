"""Add the legal speed limit of lorries to an extract, where no sign sets one.

The engine has one top speed per vehicle (roads/vehicles.py), and reads `maxspeed:hgv`, which mappers set for signs
only, not for the general limit (docs/adr/0082).
"""

import re

from regions.tiles.building import run_osmium
from roads.vehicles import COUNTRY_ROAD_KMH

COUNTRY_ROADS = (
    *("primary", "primary_link", "secondary", "secondary_link"),
    *("tertiary", "tertiary_link", "unclassified"),
)
"""Classes of OpenStreetMap. Others are slower, or have two carriageways (`trunk`), with the limit of motorways."""
HAS_TRUCK_LIMIT = re.compile(r"[ ,T]maxspeed:hgv=")
MOTORWAY_LIKE = re.compile(r"^(?=.*[,T]motorroad=yes\b)(?=.*[,T]oneway=yes\b)")


def add_truck_limits(source, workdir):
    """Return the path of a copy of a sorted .osm.pbf with limits on country roads. Raises BasemapFault."""
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
    """line: a way in osmium's OPL format."""
    return not (HAS_TRUCK_LIMIT.search(line) or MOTORWAY_LIKE.search(line))


def add_truck_limit(line):
    """Return the way with the limit, as its next version, which osmium requires of a change."""
    fields = line.split(" ")
    return " ".join(
        f"v{int(field[1:]) + 1}"
        if field[0] == "v"
        else f"{field},maxspeed:hgv={COUNTRY_ROAD_KMH}"
        if field[0] == "T"
        else field
        for field in fields
    )
