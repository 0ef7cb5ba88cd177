"""Build and install a road graph from extracts of OpenStreetMap.

The engine's programs build it; osmium-tool prepares the extracts as for a base map (regions/tiles/building.py).
"""

import hashlib
import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from regions.tiles import building, grid
from regions.tiles.faults import BasemapFault
from regions.tiles.file_formats import OSM, detect_format
from regions.tiles.pipeline import OSM_ATTRIBUTION, OSM_LICENCE
from regions.tiles.workdir import BuildTarget, require_disk_space, working_directory
from roads import configuration, installed
from roads.installed import RoadData, package_version
from roads.limits import add_truck_limits
from roads.signals import graph_changed

DISK_SPACE_FACTOR = 5
"""Relative to an extract: its copy with limits, the builder's working data, the graph, and its packed copy."""
PROGRESS_LINE = re.compile(r"\[TIMING\] \S*/(\w+\.cc::\w+) took")
TOTAL_STEPS = 22
"""Distinct steps that the builder logs."""
EXTRACT_FORMATS = ".osm.pbf or .osm"
MARGIN_FACTOR = 2
"""Times the margin of a base map: routes may leave the region."""


def make_roads(paths, notify, progress=None):
    """Build and install a graph of these extracts, and return its RoadData. `notify(sentence)` is called at each step.

    Raises BasemapFault, and leaves the graph in use as it was.
    """
    require_programs()
    with working_directory(graph_target()) as workdir:
        sources = [(path, _extract_format(path)) for path in map(Path, paths)]
        require_disk_space(
            sum(
                (building.DISK_SPACE_FACTORS[kind.osmium] + DISK_SPACE_FACTOR) * path.stat().st_size
                for path, kind in sources
            )
        )
        region = grid.region_bounds()
        for _time in range(MARGIN_FACTOR - 1):
            region = region and grid.expand_bounds(region)
        extracts = []
        for number, (path, kind) in enumerate(sources):
            notify(f"Read {path.name}")
            extracts.append(building.Extract.prepare(path, kind, workdir / f"{number}.osm.pbf", region))
        notify("Build the road graph")
        source = building.merge_extracts(extracts, workdir)
        require_roads(source)
        file = build_graph(source, workdir, progress)
        bounds = grid.union_bounds([extract.bounds for extract in extracts])
        data = RoadData(
            version=_fingerprint(file),
            engine=package_version(),
            bounds=tuple(round(degrees, 5) for degrees in bounds),
            day=min(extract.day for extract in extracts),
            attribution=OSM_ATTRIBUTION,
            licence=OSM_LICENCE,
        )
        data.folder.mkdir(exist_ok=True)
        file.replace(data.file)
        installed.activate_graph(data)
    graph_changed.send(RoadData)
    return data


def remove_roads():
    """Remove the graph in use."""
    with working_directory(graph_target()):
        installed.remove_graph()
    graph_changed.send(RoadData)


def graph_target():
    return BuildTarget(
        installed.roads_folder(), "the road graph", "The graph used before", installed.delete_unused_graphs
    )


def require_programs():
    if not package_version():
        raise BasemapFault(
            "The package pyvalhalla must be installed to compute times by road. Run: make roads FILE=…"
        )
    if not shutil.which("osmium"):
        raise BasemapFault(
            "osmium must be installed to read extracts. Run as root: scripts/install-system roads"
        )


def require_roads(source):
    if not building.run_osmium("tags-count", "-F", "pbf", source, "highway").strip():
        raise BasemapFault("There are no roads in the file, so there is nothing to drive on.")


def _extract_format(path):
    kind = detect_format(path, EXTRACT_FORMATS)
    if kind.name != OSM:
        raise BasemapFault(
            f"{path.name} holds {kind.name}, which draws a map. Wanted for roads is {EXTRACT_FORMATS}."
        )
    return kind


def build_graph(source, workdir, progress=None):
    """Build the graph of a sorted .osm.pbf and return the path of its packed file."""
    tiles, target, settings = workdir / "tiles", workdir / "graph.tar", workdir / "engine.json"
    tiles.mkdir()
    command = [sys.executable, configuration.__file__, str(tiles), str(target)]
    settings.write_text(building.run_program(command))
    done = set()

    def is_step(line):
        if step := PROGRESS_LINE.search(line):
            done.add(step[1])
            if progress:
                progress(min(len(done), TOTAL_STEPS - 1), TOTAL_STEPS)
        return step or "[INFO]" in line

    # Located without importing it, which would corrupt the memory beside the system's SpatiaLite.
    builder = Path(find_spec("valhalla").origin).parent / "bin" / "valhalla_build_tiles"
    limited = add_truck_limits(source, workdir)
    building.run_with_progress([str(builder), "--config", str(settings), str(limited)], is_step, tiles)
    limited.unlink()
    command = [sys.executable, "-m", "valhalla.valhalla_build_extract", "--config", str(settings), "-O"]
    building.run_program(command)
    if progress:
        progress(TOTAL_STEPS, TOTAL_STEPS)
    return target


def _fingerprint(file):
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()[:12]
