"""Builds a file of tiles from OpenStreetMap with Debian's tilemaker; osmium-tool prepares what tilemaker does not read.

Programs of others do the work, each ended when this process ends, even by a kill.
"""

import json
import re
import shutil
import subprocess
from collections import deque
from contextlib import suppress
from pathlib import Path

from regions.tiles import grid
from regions.tiles.faults import BasemapFault
from regions.tiles.installing import is_day
from regions.tiles.workplace import MEGABYTE, demand_room, disk_is_full, free

OURS = Path(__file__).parent / "tilemaker"
PROGRAMS = ("osmium", "tilemaker")
ROOM = {"pbf": 4, "o5m": 5, "osm.gz": 5, "osm.bz2": 7, "osm": 1}
"""Times the size of an extract: its sorted and its cut copy, and the tiles. XML shrinks by a factor of ten."""
ON_DISK_FROM = 300 * MEGABYTE
"""Of an extract: from here on tilemaker keeps its working data on the disk; in memory they take some 10 times that."""
ALMOST_NONE = 16 * MEGABYTE
"""Of room, when a program failed: then this is why."""
STEP = re.compile(r"(?:Block|writing tile) (\d+)(?:/| of )(\d+)")


def build(sources, making, tell, progress=None):
    """(path of an MBTiles, day of the data or "") from [(path, kind)] of extracts. Raises BasemapFault.

    `tell` takes a sentence about each step.
    """
    if missing := [name for name in PROGRAMS if not shutil.which(name)]:
        raise BasemapFault(
            f"{' and '.join(missing)} must be installed to build tiles. Run as root: scripts/install-system basemap"
        )
    demand_room(sum(ROOM[kind.osmium] * path.stat().st_size for path, kind in sources))
    region = grid.region_bounds()
    extracts = []
    for number, (path, kind) in enumerate(sources):
        tell(f"Read {path.name}")
        extracts.append(Extract.prepared(path, kind, making / f"{number}.osm.pbf", region))
    source = joined(extracts, making)
    bounds = grid.around([extract.bounds for extract in extracts])
    tell("Build the tiles")
    return tiles_from(source, making, bounds, progress), min(extract.day for extract in extracts)


class Extract:
    """One .osm.pbf, sorted, cut to the region where it holds more. bounds: in degrees."""

    def __init__(self, path, said):
        self.path = path
        boxes, around_data = said["header"].get("boxes") or [], said["data"]["bbox"]
        self.bounds = tuple(boxes[0] if boxes else around_data)
        self.day = _day(said)

    @classmethod
    def prepared(cls, path, kind, target, region):
        said = about(path, kind)
        extract = cls(path, said)
        if region and not grid.in_common(extract.bounds, region):
            raise BasemapFault(
                f"{path.name} shows another part of the world than the areas of this portal. Which extracts cover them "
                "says docs/operating.md."
            )
        if kind.osmium != "pbf" or not said["data"]["objects_ordered"]:
            osmium("sort", "-F", kind.osmium, path, "-f", "pbf", "-o", target)
            extract.path = target
        if region and not grid.holds(region, extract.bounds):
            extract.cut(grid.in_common(extract.bounds, region), target.with_suffix(".cut"))
        return extract

    def cut(self, bounds, target):
        box = ",".join(f"{degrees:.5f}" for degrees in bounds)
        osmium("extract", "-F", "pbf", "--bbox", box, self.path, "-f", "pbf", "-o", target)
        self.path, self.bounds = target, bounds


def about(path, kind):
    """What osmium says of a file after it read all of it. Raises BasemapFault for one that is damaged or empty."""
    try:
        said = json.loads(osmium("fileinfo", "--extended", "--json", "-F", kind.osmium, path))
    except BasemapFault as fault:
        raise BasemapFault(f"{path.name} is damaged or cut off. Fetch it again. ({fault})") from fault
    if not said["data"]["count"]["ways"]:
        raise BasemapFault(f"{path.name} holds no ways: no roads, no rivers, no borders.")
    return said


def osmium(command, *arguments):
    """What the program wrote."""
    return run(["osmium", command, "--no-progress", *map(str, arguments)])


def joined(extracts, making):
    """One file of several: neighbours hold the same things at their border, which then are there once."""
    if len(extracts) == 1:
        return extracts[0].path
    target = making / "joined.osm.pbf"
    osmium("merge", "-F", "pbf", *(extract.path for extract in extracts), "-f", "pbf", "-o", target)
    return target


def tiles_from(source, making, bounds, progress=None):
    """Runs tilemaker with our own table of layers."""
    target = making / "built.mbtiles"
    arguments = ["--input", source, "--output", target, "--config", OURS / "config.json"]
    arguments += [
        "--process",
        OURS / "process.lua",
        "--bbox",
        ",".join(f"{degrees:.5f}" for degrees in bounds),
        "--skip-integrity",  # an extract cut without care names points that it lacks
    ]
    if source.stat().st_size > ON_DISK_FROM:
        arguments += ["--store", making / "store"]

    def is_step(line):
        step = STEP.search(line)
        if step and progress:
            progress(int(step[1]), int(step[2]))
        return step

    watch(["tilemaker", *map(str, arguments)], is_step, target)
    return target


def watch(command, is_step, target):
    """Runs a program that tells how far it is. `is_step` takes each line, and says whether it tells nothing else.

    Raises BasemapFault with its last words if it fails, or leaves no `target`.
    """
    log = deque(maxlen=20)
    with subprocess.Popen(  # noqa: S603  a program of Debian's or of a package, with paths of ours
        _until_we_end(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout:  # universal newlines: what it writes over a line ends with \r
            if not is_step(line) and line.strip():
                log.append(line.strip())
    if process.returncode or not target.exists():
        raise _failed(Path(command[0]).name, list(log))


def run(command):
    done = subprocess.run(  # noqa: S603
        _until_we_end(command),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise _failed(command[0], done.stderr.strip().splitlines())
    return done.stdout


def _until_we_end(command):
    """The system ends the program when this process ends, where it knows how."""
    return ["setpriv", "--pdeathsig", "KILL", *command] if shutil.which("setpriv") else command


def _failed(program, lines):
    with suppress(OSError):
        if free() < ALMOST_NONE:
            return disk_is_full()
    said = " ".join(lines[-3:])[-300:] or "it said nothing"
    return BasemapFault(f"{program} could not go on: {said}")


def _day(said):
    """When the extract was made, as its header says, else the day of its latest change. "" where none is known."""
    option = said["header"].get("option", {})
    latest = option.get("osmosis_replication_timestamp") or said["data"].get("timestamp", {}).get("last", "")
    day = latest[:10]
    return day if is_day(day) and day > "2004" else ""
