"""A map that is being made by a real process, which is killed at any moment: what was shown before stays shown."""

import json
import shutil
import subprocess
import sys
import time
from secrets import token_hex

import pytest

from regions.tiles import building, grid, mvt
from tests.operating import PATIENCE, ROOT, Portal
from tests.tile_files import around_leipzig, mbtiles, road

EXTRACT = """<?xml version="1.0"?><osm version="0.6">
<bounds minlat="51" minlon="12" maxlat="51.1" maxlon="12.1"/>{nodes}{ways}</osm>"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    portal = Portal(tmp_path_factory.mktemp("portal"))
    done = portal.call("prepare", DEMO="0")
    assert done.returncode == 0, done.stderr
    return portal


def shown(portal):
    note = json.loads((portal.var / "basemap" / "current.json").read_text())
    assert (portal.var / "basemap" / f"{note['version']}.mbtiles").exists()
    return note["version"]


def start(portal, file):
    return subprocess.Popen(
        [sys.executable, "manage.py", "install_basemap", str(file)],
        cwd=ROOT,
        env=portal.environment_of(),
        stdout=subprocess.DEVNULL,
    )


def wait_for(condition, process):
    until = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < until
        time.sleep(0.005)


def large(path):
    """Some seconds of work, and more than SQLite holds in memory: so the copy grows while it is made."""
    columns, rows = grid.tile_ranges((12, 51, 13, 52), 12)
    roads = [[road(name="transportation", ref=token_hex(40)) for _ in range(300)] for _ in columns]
    contents = [mvt.encode_layers(layers) for layers in roads]
    return mbtiles(path, {(12, x, y): contents[at] for at, x in enumerate(columns) for y in rows})


def extract(path):
    """Some seconds of tilemaker's work."""
    nodes = "".join(
        f'<node id="{number}" version="1" lat="{51 + number % 300 / 3000:.4f}" lon="{12 + number // 300 / 3000:.4f}"/>'
        for number in range(1, 90_001)
    )
    ways = "".join(
        f'<way id="{number}" version="1"><nd ref="{number}"/><nd ref="{number + 1}"/><nd ref="{number + 301}"/>'
        '<tag k="highway" v="residential"/></way>'
        for number in range(1, 89_000)
    )
    path.write_text(EXTRACT.format(nodes=nodes, ways=ways))
    return path


@pytest.mark.parametrize("share", [0, 0.3, 0.9])
def test_a_run_killed_while_it_copies_leaves_the_old_map(portal, tmp_path, share):
    assert portal.call("install_basemap", mbtiles(tmp_path / "old", around_leipzig())).returncode == 0
    before, file = shown(portal), large(tmp_path / "new")
    copy = portal.var / "basemap" / "making" / "tiles.mbtiles"
    process = start(portal, file)
    wait_for(lambda: copy.exists() and copy.stat().st_size >= share * file.stat().st_size / 2, process)
    process.kill()
    process.wait()
    assert shown(portal) == before
    assert portal.call("install_basemap", file).returncode == 0
    assert shown(portal) != before
    assert not copy.parent.exists()


@pytest.mark.skipif(not shutil.which("tilemaker"), reason="no tilemaker here: scripts/install-system basemap")
def test_a_run_killed_while_it_builds_leaves_the_old_map_and_no_program(portal, tmp_path):
    assert portal.call("install_basemap", mbtiles(tmp_path / "old", around_leipzig())).returncode == 0
    before = shown(portal)
    process = start(portal, extract(tmp_path / "region.osm"))
    wait_for(lambda: running(portal), process)
    process.kill()
    process.wait()
    assert shown(portal) == before
    until = time.monotonic() + PATIENCE
    while running(portal):
        assert time.monotonic() < until, "tilemaker works on for nobody"
        time.sleep(0.1)
    assert (
        portal.call("install_basemap", mbtiles(tmp_path / "next", around_leipzig(zooms=(4, 9)))).returncode
        == 0
    )
    assert shown(portal) != before


def running(portal):
    """Whether tilemaker works on this portal's map."""
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return any(
        line.startswith(building.PROGRAMS[1]) and str(portal.var) in line for line in listed.splitlines()
    )
