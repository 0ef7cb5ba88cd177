"""The base map in a real browser: what the file of tiles holds is seen in light and dark, and without a file the
schematic map; broken tiles take nothing else with them. Colours are counted on the canvases themselves.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings as project
from playwright.sync_api import expect

from caching.versions import note_change
from regions.tiles import grid, mvt
from regions.tiles.archives import open_archive
from regions.tiles.file_formats import detect_format
from regions.tiles.installed import TileSet, activate_tiles
from regions.tiles.installing import SCHEMA, StatedMetadata, install_tiles
from regions.tiles.workdir import working_directory
from tests import tile_files

MAP = "/flaechenpool/karte/"
REGION = Path(project.BASE_DIR).parent / "shared/data/basemap/mitteldeutschland-2021.mbtiles"
needs_region = pytest.mark.skipif(
    not REGION.exists(), reason="the file of a whole region is not here (shared/data/basemap)"
)
HALLE_LEIPZIG, LEIPZIG = (51.43, 12.15), (51.34, 12.375)
GOERLITZ, HARZ, JENA = (51.15, 14.98), (51.78, 10.75), (50.925, 11.585)
NAMED = {HALLE_LEIPZIG: "Leipzig", GOERLITZ: "Görlitz", HARZ: "Wernigerode", LEIPZIG: "Leipzig", JENA: "Jena"}
FAR, CLOSE = (4, 8), (9, 14)
"""Zooms of tiles: of the far ones all are taken, of the close ones those under the views."""

REGION_WIDE = ["green", "water", "motorway", "trunk-case"]
ROADS = [*REGION_WIDE, "primary-case", "urban", "road-case", "rail"]
VIEWS = {
    (HALLE_LEIPZIG, 7): REGION_WIDE,
    (GOERLITZ, 7): REGION_WIDE,
    (HARZ, 7): REGION_WIDE,
    (HALLE_LEIPZIG, 9): ROADS,
    (GOERLITZ, 9): ROADS,
    (HARZ, 9): ROADS,
    (HALLE_LEIPZIG, 10): ROADS,
    (GOERLITZ, 10): ROADS,
    (HARZ, 10): ROADS,
    (HALLE_LEIPZIG, 12): [*ROADS, "industry", "runway", "minor-case"],
    (GOERLITZ, 12): ["green", "water", "urban", "rail", "minor-case"],
    (HARZ, 12): ["green", "water", "urban", "minor-case"],
    (LEIPZIG, 14): ["green", "water", "urban", "industry", "building", "rail", "minor-case"],
    (JENA, 14): ["green", "water", "urban", "industry", "building", "rail", "minor-case"],
    (LEIPZIG, 16): ["water", "urban", "building", "minor-case", "primary-case"],
    (JENA, 16): ["water", "urban", "building", "minor-case", "rail"],
}
"""What must be seen at a place and zoom, by the token of its colour."""
LEAST = {"motorway": 0.1, "water": 0.2, "green": 3, "urban": 2, "building": 5}
LITTLE = 0.01
"""Per mille of the shown map that must be in the colour of a token."""

AWAIT = """() => {
  const { tiles } = document.querySelector("space-map").map.baseLayer;
  const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return (tiles.isLoading() ? new Promise((done) => tiles.once("load", done)) : Promise.resolve()).then(painted);
}"""
NEAR = 8  # of 255: what the edge of a thin line has of its colour
SHARES = """({ tokens, near }) => {
  const map = document.querySelector("space-map").map;
  const probe = map.getContainer().appendChild(document.createElement("span"));
  const colours = tokens.map((token) => {
    probe.style.color = `var(--map-${token})`;
    return getComputedStyle(probe).color.match(/\\d+/g).slice(0, 3).map(Number);
  });
  probe.remove();
  const found = Object.fromEntries(tokens.map((token) => [token, 0]));
  const view = map.getContainer().getBoundingClientRect();
  let all = 0;
  for (const tile of map.getPane("base-tiles").querySelectorAll("canvas.leaflet-tile-loaded")) {
    const box = tile.getBoundingClientRect();
    const left = Math.max(box.left, view.left), right = Math.min(box.right, view.right);
    const top = Math.max(box.top, view.top), bottom = Math.min(box.bottom, view.bottom);
    if (left >= right || top >= bottom || !tile.width) continue;
    const copy = new OffscreenCanvas(right - left, bottom - top).getContext("2d");
    const scale = tile.width / box.width;
    copy.drawImage(tile, (left - box.left) * scale, (top - box.top) * scale, copy.canvas.width * scale,
      copy.canvas.height * scale, 0, 0, copy.canvas.width, copy.canvas.height);
    const { data } = copy.getImageData(0, 0, copy.canvas.width, copy.canvas.height);
    all += data.length / 4;
    const times = new Map(), dots = new Uint32Array(data.buffer);
    for (let at = 0, since = 0; at < dots.length; at += 1) {
      if (dots[at] === dots[at + 1]) continue;
      times.set(dots[at], (times.get(dots[at]) ?? 0) + at + 1 - since);
      since = at + 1;
    }
    for (const [dot, count] of times) {
      const [red, green, blue, opacity] = new Uint8Array(Uint32Array.of(dot).buffer);
      if (opacity < 255) continue;
      const isAt = (colour) => [red, green, blue].every((part, index) => Math.abs(part - colour[index]) <= near);
      colours.forEach((colour, place) => (found[tokens[place]] += Number(isAt(colour)) * count));
    }
  }
  return Object.fromEntries(tokens.map((token) => [token, (found[token] / (all || 1)) * 1000]));
}"""


@pytest.fixture(autouse=True)
def reader(demo):
    """All these journeys only read."""


@pytest.fixture(scope="session")
def piece(tmp_path_factory):
    """The region's file without the close tiles that nobody looks at here, so that it is installed in seconds."""
    path = tmp_path_factory.mktemp("tiles") / "piece.mbtiles"
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.executescript(SCHEMA)
        file.execute("ATTACH ? AS whole", (str(REGION),))
        file.execute("BEGIN")
        file.execute("INSERT INTO metadata SELECT * FROM whole.metadata")
        take = "INSERT OR IGNORE INTO tiles SELECT zoom_level, tile_column, tile_row, tile_data FROM whole.tiles WHERE "
        file.execute(take + "zoom_level BETWEEN ? AND ?", FAR)
        for zoom in range(CLOSE[0], CLOSE[1] + 1):
            wide = 400 / 2**zoom  # degrees each way, as much as a view of the zoom after it shows
            for latitude, longitude in NAMED:
                box = (longitude - wide, latitude - wide / 2, longitude + wide, latitude + wide / 2)
                columns, rows = grid.tile_ranges(box, zoom)
                last = 2**zoom - 1
                file.execute(
                    f"{take} zoom_level = ? AND tile_column BETWEEN ? AND ? AND tile_row BETWEEN ? AND ?",
                    (zoom, columns[0], columns[-1], last - rows[-1], last - rows[0]),
                )
        file.execute("COMMIT")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("basemap")


@pytest.fixture
def region(piece, folder, settings, demo, django_db_blocker):
    """The portal shows the region's file, as `make basemap` installs it, during a test."""
    settings.BASEMAP_DIR = folder
    with django_db_blocker.unblock():
        if (folder / "current.json").exists():
            note_change("regions")
        else:
            with working_directory() as making:
                install_tiles(open_archive(piece, detect_format(piece)), making, StatedMetadata())
        yield folder
        note_change("regions")  # what was kept of pages tells of the file, and the next test may have none


@pytest.fixture
def overview(settings, tmp_path, demo, django_db_blocker):
    """No file is installed."""
    settings.BASEMAP_DIR = tmp_path
    with django_db_blocker.unblock():
        note_change("regions")


@pytest.fixture(params=["light", "dark"])
def page(new_context, request):
    return new_context(viewport={"width": 1440, "height": 900}, color_scheme=request.param).new_page()


def opened_at(page, place, zoom):
    latitude, longitude = place
    page.goto(f"{MAP}#map={zoom}/{latitude}/{longitude}")
    page.locator("space-map .marker").first.wait_for(state="attached")
    await_tiles(page)


def await_tiles(page):
    page.evaluate(AWAIT)


def look_at(page, place, zoom):
    page.evaluate(
        "([place, zoom]) => void document.querySelector('space-map').map.setView(place, zoom, { animate: false })",
        [place, zoom],
    )
    page.evaluate(AWAIT)


def too_little(page, tokens):
    """{token: (per mille that is there, per mille that should be)} of what lacks."""
    shares = page.evaluate(SHARES, {"tokens": tokens, "near": NEAR})
    least = {token: LEAST.get(token, LITTLE) for token in tokens}
    return {
        token: (round(shares[token], 2), least[token]) for token in tokens if shares[token] < least[token]
    }


def await_name(page, name):
    page.wait_for_function(
        "(name) => document.querySelector('space-map').map.baseLayer.names.stands?.has(name)",
        arg=name,
        polling=100,
    )


@needs_region
def test_what_the_file_holds_is_seen_at_each_zoom(page, region):
    opened_at(page, HALLE_LEIPZIG, 7)
    lacking = {}
    for (place, zoom), tokens in VIEWS.items():
        look_at(page, place, zoom)
        await_name(page, NAMED[place])
        lacking[NAMED[place], zoom] = too_little(page, tokens)
    assert {view: lacks for view, lacks in lacking.items() if lacks} == {}


@needs_region
def test_motorways_bear_their_numbers_and_rivers_their_names(page, region):
    opened_at(page, HALLE_LEIPZIG, 9)
    await_name(page, "A 14")
    look_at(page, JENA, 14)
    await_name(page, "Saale")


def test_without_a_file_rivers_and_motorways_are_seen(page, overview):
    opened_at(page, HALLE_LEIPZIG, 7)
    lacking = {}
    for place in (HALLE_LEIPZIG, GOERLITZ):
        for zoom in (7, 8, 9, 10):
            look_at(page, place, zoom)
            knows_junctions = place == HALLE_LEIPZIG or zoom < 9  # the demo's landmarks end west of Görlitz
            lacking[NAMED[place], zoom] = too_little(
                page, ["water", *(["motorway"] if knows_junctions else [])]
            )
    assert {view: lacks for view, lacks in lacking.items() if lacks} == {}
    look_at(page, HALLE_LEIPZIG, 9)
    await_name(page, "Leipzig")


def test_around_a_file_of_a_part_of_the_region_the_overview_is_seen(
    new_context, settings, tmp_path, demo, django_db_blocker
):
    settings.BASEMAP_DIR = tmp_path
    part = TileSet("part", (12.2, 51.2, 12.6, 51.5), 4, 12, "© OpenStreetMap contributors", is_partial=True)
    content = mvt.encode_layers([tile_files.place("Neustadt")])
    tile_files.mbtiles(part.path, {tile_files.tile_at(zoom): content for zoom in range(4, 13)})
    with django_db_blocker.unblock():
        activate_tiles(part)
        note_change("regions")
    page = new_context(viewport={"width": 1440, "height": 900}).new_page()
    opened_at(page, HALLE_LEIPZIG, 9)
    await_name(page, "Halle (Saale)")
    assert too_little(page, ["water", "motorway"]) == {}
    stands = page.evaluate("[...document.querySelector('space-map').map.baseLayer.names.stands.keys()]")
    assert ("Neustadt" in stands, "Leipzig" in stands) == (True, False)
    with django_db_blocker.unblock():
        note_change("regions")


COLOURS = """() => {
  const found = new Set();
  for (const tile of document.querySelectorAll("space-map canvas.leaflet-tile-loaded")) {
    if (!tile.width) continue;
    const copy = new OffscreenCanvas(tile.width, tile.height).getContext("2d");
    copy.drawImage(tile, 0, 0);
    for (const dot of new Uint32Array(copy.getImageData(0, 0, tile.width, tile.height).data.buffer)) found.add(dot);
  }
  return [...found].filter((dot) => dot >>> 24 === 255).sort();
}"""
"""Opaque colours of all tiles. The system's own palette is not to take their place."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_the_map_keeps_its_own(new_context, overview, scheme):
    found = {}
    for forced in ("none", "active"):
        page = new_context(color_scheme=scheme, forced_colors=forced).new_page()
        opened_at(page, HALLE_LEIPZIG, 9)
        await_name(page, "Leipzig")
        found[forced] = (
            page.evaluate(COLOURS),
            page.evaluate("() => document.querySelector('space-map').map.baseLayer.names.colours"),
        )
    assert found["active"] == found["none"]


@pytest.mark.parametrize(
    "answer", [{"status": 500}, {"body": "<html>Not a tile</html>"}], ids=["error", "rubbish"]
)
def test_broken_tiles_leave_the_map_usable(page, overview, watch, answer):
    watch.expect("console error: Failed to load resource: *")
    page.route("**/*.pbf", lambda route: route.fulfill(**answer))
    page.goto(MAP)
    marker = page.locator("space-map .marker--cluster").first
    marker.wait_for()
    await_name(page, "Leipzig")
    zoom = page.evaluate("document.querySelector('space-map').map.getZoom()")
    page.get_by_role("button", name="Vergrößern", exact=True).click()
    page.wait_for_function(
        "(zoom) => document.querySelector('space-map').map.getZoom() === zoom + 1", arg=zoom
    )
    expect(page.locator("space-map .marker").first).to_be_visible()
