"""Build a file of tiles from OpenStreetMap with tilemaker; osmium-tool prepares the extracts.

The programs are killed when this process ends, even by a kill.
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
from regions.tiles.installing import is_past_day
from regions.tiles.workdir import BYTES_PER_MEGABYTE, disk_full_fault, free_bytes, require_disk_space

TILEMAKER_DIR = Path(__file__).parent / "tilemaker"
PROGRAMS = ("osmium", "tilemaker")
DISK_SPACE_FACTORS = {"pbf": 4, "o5m": 5, "osm.gz": 5, "osm.bz2": 7, "osm": 1}
"""By format, relative to an extract: its sorted and its cut copy, and the tiles. XML shrinks by a factor of ten."""
MIN_SIZE_FOR_DISK_STORE = 300 * BYTES_PER_MEGABYTE
"""Extracts from this size on are processed with tilemaker's store on disk; in memory it takes some 10 times that."""
MIN_FREE_BYTES = 16 * BYTES_PER_MEGABYTE
"""Below, a failed program is reported as a full disk."""
PROGRESS_LINE = re.compile(r"(?:Block|writing tile) (\d+)(?:/| of )(\d+)")


def build_tiles(sources, workdir, notify, progress=None):
    """Return (path of an MBTiles, day of the data or "") from [(path, FileFormat)] of extracts. Raises BasemapFault.

    `notify(sentence)` is called at each step.
    """
    if missing := [name for name in PROGRAMS if not shutil.which(name)]:
        raise BasemapFault(
            f"{' and '.join(missing)} must be installed to build tiles. Run as root: scripts/install-system basemap"
        )
    require_disk_space(sum(DISK_SPACE_FACTORS[kind.osmium] * path.stat().st_size for path, kind in sources))
    region = grid.region_bounds()
    extracts = []
    for number, (path, kind) in enumerate(sources):
        notify(f"Read {path.name}")
        extracts.append(Extract.prepare(path, kind, workdir / f"{number}.osm.pbf", region))
    source = merge_extracts(extracts, workdir)
    bounds = grid.union_bounds([extract.bounds for extract in extracts])
    notify("Build the tiles")
    return run_tilemaker(source, workdir, bounds, progress), min(extract.day for extract in extracts)


class Extract:
    """A sorted .osm.pbf within the region. bounds: in degrees."""

    def __init__(self, path, info):
        self.path = path
        boxes, around_data = info["header"].get("boxes") or [], info["data"]["bbox"]
        self.bounds = tuple(boxes[0] if boxes else around_data)
        self.day = _data_day(info)

    @classmethod
    def prepare(cls, path, kind, target, region):
        info = read_file_info(path, kind)
        extract = cls(path, info)
        if region and not grid.intersect_bounds(extract.bounds, region):
            raise BasemapFault(
                f"{path.name} shows another part of the world than the areas of this portal. Which extracts cover them "
                "says docs/operating.md."
            )
        if kind.osmium != "pbf" or not info["data"]["objects_ordered"]:
            run_osmium("sort", "-F", kind.osmium, path, "-f", "pbf", "-o", target)
            extract.path = target
        if region and not grid.contains_bounds(region, extract.bounds):
            extract.cut(grid.intersect_bounds(extract.bounds, region), target.with_suffix(".cut"))
        return extract

    def cut(self, bounds, target):
        box = ",".join(f"{degrees:.5f}" for degrees in bounds)
        run_osmium("extract", "-F", "pbf", "--bbox", box, self.path, "-f", "pbf", "-o", target)
        self.path, self.bounds = target, bounds


def read_file_info(path, kind):
    """Return osmium's extended info of the whole file. Raises BasemapFault if it is damaged or empty."""
    try:
        info = json.loads(run_osmium("fileinfo", "--extended", "--json", "-F", kind.osmium, path))
    except BasemapFault as fault:
        raise BasemapFault(f"{path.name} is damaged or cut off. Fetch it again. ({fault})") from fault
    if not info["data"]["count"]["ways"]:
        raise BasemapFault(f"{path.name} holds no ways: no roads, no rivers, no borders.")
    return info


def run_osmium(command, *arguments):
    """Run osmium and return its output."""
    return run_program(["osmium", command, "--no-progress", *map(str, arguments)])


def merge_extracts(extracts, workdir):
    """Merge extracts into one file, without the duplicates at their common borders."""
    if len(extracts) == 1:
        return extracts[0].path
    target = workdir / "joined.osm.pbf"
    run_osmium("merge", "-F", "pbf", *(extract.path for extract in extracts), "-f", "pbf", "-o", target)
    return target


def run_tilemaker(source, workdir, bounds, progress=None):
    """Run tilemaker with the project's configuration."""
    target = workdir / "built.mbtiles"
    arguments = ["--input", source, "--output", target, "--config", TILEMAKER_DIR / "config.json"]
    arguments += [
        "--process",
        TILEMAKER_DIR / "process.lua",
        "--bbox",
        ",".join(f"{degrees:.5f}" for degrees in bounds),
        "--skip-integrity",  # extracts may reference nodes they do not include
    ]
    if source.stat().st_size > MIN_SIZE_FOR_DISK_STORE:
        arguments += ["--store", workdir / "store"]

    def parse_progress(line):
        step = PROGRESS_LINE.search(line)
        if step and progress:
            progress(int(step[1]), int(step[2]))
        return step

    run_with_progress(["tilemaker", *map(str, arguments)], parse_progress, target)
    return target


def run_with_progress(command, parse_progress, target):
    """Run a program that prints its progress. `parse_progress(line)` returns whether the line is only about that.

    Raises BasemapFault with its last lines if it fails, or leaves no `target`.
    """
    log = deque(maxlen=20)
    with subprocess.Popen(  # noqa: S603  an installed program, with our own paths
        _killed_with_parent(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout:  # universal newlines: progress lines end with \r
            if not parse_progress(line) and line.strip():
                log.append(line.strip())
    if process.returncode or not target.exists():
        raise _program_fault(Path(command[0]).name, list(log))


def run_program(command):
    done = subprocess.run(  # noqa: S603
        _killed_with_parent(command),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise _program_fault(command[0], done.stderr.strip().splitlines())
    return done.stdout


def _killed_with_parent(command):
    """Let the kernel kill the program when this process ends, where `setpriv` exists."""
    return ["setpriv", "--pdeathsig", "KILL", *command] if shutil.which("setpriv") else command


def _program_fault(program, lines):
    with suppress(OSError):
        if free_bytes() < MIN_FREE_BYTES:
            return disk_full_fault()
    info = " ".join(lines[-3:])[-300:] or "it said nothing"
    return BasemapFault(f"{program} could not go on: {info}")


def _data_day(info):
    """Return the replication date in the header, else the date of the latest change, else ""."""
    option = info["header"].get("option", {})
    latest = option.get("osmosis_replication_timestamp") or info["data"].get("timestamp", {}).get("last", "")
    day = latest[:10]
    return day if is_past_day(day) and day > "2004" else ""
