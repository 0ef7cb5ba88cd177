"""Tiles by their addresses: from an installed file, and the overview where there is none."""

import gzip
import sqlite3
from dataclasses import replace

import pytest

from regions.current_version import CURRENT_FILE
from regions.tiles import mvt
from regions.tiles.installed import TileSet, activate_tiles

pytestmark = pytest.mark.django_db

MERCATOR_Y = 2  # rows of an MBTiles count from below: 2**3 - 1 - 5
TILE = gzip.compress(mvt.encode_layers([mvt.Layer("place", [mvt.point({"name": "Leipzig"}, 1, 1)])]), mtime=0)


def written(folder, version, tiles, **more):
    """A TileSet whose file holds these tiles: (zoom, x, row from below)."""
    folder.mkdir(exist_ok=True)
    found = TileSet(version, (9.0, 50.0, 15.0, 53.0), 2, 4, "© OpenStreetMap contributors", **more)
    with sqlite3.connect(folder / f"{version}.mbtiles") as file:
        file.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
        file.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", [(*place, TILE) for place in tiles])
    file.close()
    return found


@pytest.fixture
def folder(settings, tmp_path):
    settings.BASEMAP_DIR = tmp_path / "basemap"
    return settings.BASEMAP_DIR


@pytest.fixture
def tiles(folder):
    found = written(folder, "first", [(3, 4, MERCATOR_Y)])
    activate_tiles(found)
    return found


def test_a_tile_is_given_as_the_file_holds_it_for_ever(client, tiles, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/kacheln/first/3/4/5.pbf", headers={"Accept-Encoding": "gzip, br"})
    assert (answer.status_code, answer.content) == (200, TILE)
    assert answer["Content-Encoding"] == "gzip"
    assert answer["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies


def test_who_cannot_unpack_gets_it_unpacked(client, tiles):
    answer = client.get("/kacheln/first/3/4/5.pbf")
    assert answer.content == gzip.decompress(TILE)
    assert "Content-Encoding" not in answer
    assert answer["Vary"] == "Accept-Encoding"


def test_what_a_browser_has_is_not_sent_again(client, tiles):
    etag = client.get("/kacheln/first/3/4/5.pbf")["ETag"]
    answer = client.get("/kacheln/first/3/4/5.pbf", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_tile_that_is_missing_leads_to_the_one_above_it(client, tiles):
    answer = client.get("/kacheln/first/4/9/11.pbf")
    assert (answer.status_code, answer["Location"]) == (302, "/kacheln/first/3/4/5.pbf")
    assert answer["Cache-Control"].endswith("immutable")


def test_where_the_file_shows_nothing_the_answer_is_empty(client, tiles):
    answer = client.get("/kacheln/first/4/1/1.pbf")
    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize("place", ["1/0/0", "5/1/1", "3/8/1", "3/1/8", f"3/{10**40}/1", f"{10**30}/1/1"])
def test_beyond_the_file_there_is_nothing_and_nobody_is_asked(
    client, tiles, place, django_assert_num_queries
):
    with django_assert_num_queries(0):
        answer = client.get(f"/kacheln/first/{place}.pbf")
    assert (answer.status_code, answer["Cache-Control"]) == (204, "public, max-age=60")


@pytest.mark.parametrize("place", ["3/-1/1", "3/4/5.png", f"3/{'9' * 5000}/1", "3/x/1"])
def test_an_address_of_no_tile_is_not_there(client, tiles, place):
    assert client.get(f"/kacheln/first/{place}.pbf").status_code == 404


def test_a_new_file_is_shown_at_once_and_the_old_one_goes(client, folder, tiles):
    assert client.get("/kacheln/first/3/4/5.pbf").status_code == 200
    activate_tiles(written(folder, "second", [(3, 5, MERCATOR_Y)]))
    answer = client.get("/kacheln/second/3/5/5.pbf")
    assert (answer.status_code, answer["ETag"]) == (200, '"second"')
    assert [file.name for file in folder.glob("*.mbtiles")] == ["second.mbtiles"]


def test_the_address_of_a_former_version_is_kept_for_a_minute_only(client, folder, tiles):
    activate_tiles(written(folder, "second", [(3, 4, MERCATOR_Y)]))
    assert client.get("/kacheln/first/3/4/5.pbf")["Cache-Control"] == "public, max-age=60"


def test_a_damaged_file_leaves_pages_without_tiles(client, folder, tiles, caplog):
    broken = replace(tiles, version="broken")
    (folder / "broken.mbtiles").write_bytes(b"SQLite format 3\x00 and then nothing")
    activate_tiles(broken)
    assert client.get("/kacheln/broken/3/4/5.pbf").status_code == 404
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize("note", ["", "{}", "[1]", '{"version": 1, "bounds": null}'])
def test_a_note_that_somebody_else_wrote_is_as_good_as_none(client, folder, tiles, note):
    (folder / CURRENT_FILE).write_text(note)
    config = client.get("/gebiete/gebiete.geojson")
    assert config.status_code == 200
    assert client.get("/kacheln/first/6/1/1.pbf")["ETag"].startswith('"overview-')


@pytest.mark.parametrize(
    ("proxy", "version", "lifetime"),
    [
        ("http://127.0.0.1:8001/", "first", "2592000"),
        ("http://127.0.0.1:8001/", "former", None),
        ("", "first", None),
    ],
)
def test_a_proxy_that_keeps_pages_keeps_tiles_of_the_present_version(
    client, settings, tiles, proxy, version, lifetime
):
    settings.PROXY_PURGE_URL = proxy
    assert client.get(f"/kacheln/{version}/3/4/5.pbf").get("X-Accel-Expires") == lifetime
