"""The whole way from an extract of OpenStreetMap to the road graph that is in use.

The package's own programs do the work; osmium-tool prepares the file as for a base map (regions/tiles/building.py).
"""

import hashlib
import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from regions.tiles import building, grid
from regions.tiles.faults import BasemapFault
from regions.tiles.kinds import OSM, kind_of
from regions.tiles.making import OSM_ATTRIBUTION, OSM_LICENCE
from regions.tiles.workplace import Place, demand_room, workplace
from roads import configuration
from roads.installed import RoadData, folder, forget_former, hide, package_version, show
from roads.limits import with_limits
from roads.signals import graph_changed

ROOM = 5
"""Times the size of an extract: its copy with limits, the builder's working data, the graph, and its packed copy."""
STEP = re.compile(r"\[TIMING\] \S*/(\w+\.cc::\w+) took")
STEPS = 22
"""What the builder tells of having done."""
WANTED = ".osm.pbf or .osm"
FAR_AROUND = 2
"""Times the margin of a base map: a way leads through what lies beyond the border."""


def make_roads(paths, tell, progress=None):
    """Uses a graph of these extracts from now on; gives its RoadData. `tell` takes a sentence about each step.

    Raises BasemapFault; the graph in use before then still is.
    """
    demand_programs()
    with workplace(place()) as making:
        sources = [(path, _form_of(path)) for path in map(Path, paths)]
        demand_room(sum((building.ROOM[kind.osmium] + ROOM) * path.stat().st_size for path, kind in sources))
        region = grid.region_bounds()
        for _time in range(FAR_AROUND - 1):
            region = region and grid.widened(region)
        extracts = []
        for number, (path, kind) in enumerate(sources):
            tell(f"Read {path.name}")
            extracts.append(building.Extract.prepared(path, kind, making / f"{number}.osm.pbf", region))
        tell("Build the road graph")
        source = building.joined(extracts, making)
        demand_roads(source)
        file = graph_from(source, making, progress)
        data = RoadData(
            version=_fingerprint(file),
            engine=package_version(),
            bounds=tuple(round(degrees, 5) for degrees in grid.around([one.bounds for one in extracts])),
            day=min(extract.day for extract in extracts),
            attribution=OSM_ATTRIBUTION,
            licence=OSM_LICENCE,
        )
        data.folder.mkdir(exist_ok=True)
        file.replace(data.file)
        show(data)
    graph_changed.send(RoadData)
    return data


def remove_roads():
    """Uses no graph any more."""
    with workplace(place()):
        hide()
    graph_changed.send(RoadData)


def place():
    return Place(folder(), "the road graph", "The graph used before", forget_former)


def demand_programs():
    if not package_version():
        raise BasemapFault(
            "The package pyvalhalla must be installed to compute times by road. Run: make roads FILE=…"
        )
    if not shutil.which("osmium"):
        raise BasemapFault(
            "osmium must be installed to read extracts. Run as root: scripts/install-system roads"
        )


def demand_roads(source):
    if not building.osmium("tags-count", "-F", "pbf", source, "highway").strip():
        raise BasemapFault("There are no roads in the file, so there is nothing to drive on.")


def _form_of(path):
    kind = kind_of(path, WANTED)
    if kind.name != OSM:
        raise BasemapFault(f"{path.name} holds {kind.name}, which draws a map. Wanted for roads is {WANTED}.")
    return kind


def graph_from(source, making, progress=None):
    """The path of one packed file, made of a sorted .osm.pbf."""
    tiles, target, settings = making / "tiles", making / "graph.tar", making / "engine.json"
    tiles.mkdir()
    settings.write_text(building.run([sys.executable, configuration.__file__, str(tiles), str(target)]))
    done = set()

    def is_step(line):
        if step := STEP.search(line):
            done.add(step[1])
            if progress:
                progress(min(len(done), STEPS - 1), STEPS)
        return step or "[INFO]" in line

    # Found without loading it: beside the system's SpatiaLite it corrupts the memory.
    builder = Path(find_spec("valhalla").origin).parent / "bin" / "valhalla_build_tiles"
    limited = with_limits(source, making)
    building.watch([str(builder), "--config", str(settings), str(limited)], is_step, tiles)
    limited.unlink()
    building.run([sys.executable, "-m", "valhalla.valhalla_build_extract", "--config", str(settings), "-O"])
    if progress:
        progress(STEPS, STEPS)
    return target


def _fingerprint(file):
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()[:12]
