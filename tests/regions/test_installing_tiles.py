import errno
import gzip
import sqlite3
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from pmtiles.tile import Compression, TileType

from caching.versions import version_of
from regions.models import Area
from regions.tiles import installing, mvt, workdir
from regions.tiles.installed import basemap_folder, installed_tiles, read_tile
from tests.factories.regions import AreaFactory
from tests.tile_files import CREDIT, around_leipzig, layers_of, mbtiles, place, pmtiles, road, roads, tile_at

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BAVARIA = (11.58, 48.14)


@pytest.fixture(autouse=True)
def _saxony():
    AreaFactory(state=True)


def install(*sources, **options):
    """Small files of a large state, which are a part of it."""
    call_command("install_basemap", *map(str, sources), **{"partial": True, **options})
    return installed_tiles()


def refused(*sources, **options):
    with pytest.raises(CommandError) as error:
        install(*sources, **options)
    assert list(basemap_folder().glob("**/*.mbtiles")) == (
        [installed_tiles().path] if installed_tiles() else []
    )
    return str(error.value)


def test_a_file_of_tiles_is_shown_with_what_it_says_of_itself(tmp_path):
    metadata = CREDIT | {"planetiler:osm:osmosisreplicationtime": "2026-10-01T20:21:00Z"}
    tiles = install(mbtiles(tmp_path / "brought", around_leipzig(), metadata))
    assert (tiles.min_zoom, tiles.max_zoom) == (4, 12)
    assert tiles.attribution == "© OpenStreetMap contributors"
    assert (tiles.licence, tiles.day) == ("ODbL 1.0", "2026-10-01")
    assert tiles.layers == ("shield", "transportation")
    assert tiles.bounds == (
        12.30469,
        51.28941,
        12.39258,
        51.34434,
    )  # of the tile of zoom 12: the areas reach further


def test_what_the_operator_says_wins(tmp_path):
    file = mbtiles(tmp_path / "a", around_leipzig())
    tiles = install(file, attribution="© Vermessungsamt", licence="dl-de/by-2-0", day="2026-01-31")
    assert (tiles.attribution, tiles.licence, tiles.day) == ("© Vermessungsamt", "dl-de/by-2-0", "2026-01-31")


def test_an_attribution_is_text_without_its_markup(tmp_path):
    said = {"attribution": '<a href="https://example.org">&copy; OpenMapTiles</a>\n &amp; others'}
    assert install(mbtiles(tmp_path / "a", around_leipzig(), said)).attribution == "© OpenMapTiles & others"


def test_a_file_that_names_nobody_is_refused_until_somebody_is_named(tmp_path):
    file = mbtiles(tmp_path / "a", around_leipzig(), {"format": "pbf"})
    assert "does not say whose data" in refused(file)
    assert install(file, attribution="© Somebody").attribution == "© Somebody"


@pytest.mark.parametrize("pack", [gzip.compress, bytes], ids=["gzip", "as it is"])
def test_tiles_are_kept_packed_by_gzip_however_they_come(tmp_path, pack):
    tiles = install(mbtiles(tmp_path / "a", around_leipzig(), pack=pack))
    assert read_tile(tiles, *tile_at(12))[:2] == b"\x1f\x8b"


def test_pmtiles_show_the_same_as_mbtiles(tmp_path):
    first = install(mbtiles(tmp_path / "a.mbtiles", around_leipzig()))
    second = install(pmtiles(tmp_path / "a.pmtiles", around_leipzig()))
    assert first.version == second.version
    assert second.attribution == "© OpenStreetMap contributors"


def test_only_tiles_of_the_region_and_of_zooms_that_are_drawn_are_taken(tmp_path):
    content = mvt.encode_layers(roads())
    far = {tile_at(10, *BAVARIA): content, tile_at(2): content, tile_at(15): content}
    tiles = install(mbtiles(tmp_path / "a", around_leipzig(zooms=(4, 10)) | far))
    assert read_tile(tiles, *tile_at(10)) is not None
    assert read_tile(tiles, *tile_at(10, *BAVARIA)) is None
    assert (tiles.min_zoom, tiles.max_zoom) == (4, 10)


def test_without_areas_all_of_a_file_is_taken(tmp_path):
    Area.objects.all().delete()
    file = mbtiles(tmp_path / "a", around_leipzig() | {tile_at(10, *BAVARIA): mvt.encode_layers(roads())})
    assert read_tile(install(file), *tile_at(10, *BAVARIA))


def test_a_place_gets_the_inhabitants_of_the_municipality_of_its_name_around_it(tmp_path):
    AreaFactory(name="Leipzig", population=600_000)
    AreaFactory(name="Leipzig", population=7, place=(14.0, 51.0))
    found = place_after(tmp_path, place("Leipzig", "city", **{"name:en": "Leipsic"}))
    assert found.tags == {"class": "city", "name": "Leipzig", "name:en": "Leipsic", "population": 600_000}


@pytest.mark.parametrize(
    "layer",
    [
        place("Leipzig", "suburb"),
        place("Halle", "city"),
        place("Leipzig", "city", population=5),
    ],
    ids=["a quarter", "another name", "the file knows better"],
)
def test_other_places_stay_as_they_are(tmp_path, layer):
    AreaFactory(name="Leipzig", population=600_000)
    assert place_after(tmp_path, layer).tags == dict(layer.features[0].tags)


def place_after(tmp_path, layer):
    tiles = install(mbtiles(tmp_path / "a", around_leipzig([*roads(), layer])))
    (found,) = layers_of(tiles, tile_at(12))["place"].features
    return found


def test_numbers_of_roads_stand_at_low_zooms_too(tmp_path):
    tiles = install(mbtiles(tmp_path / "a", around_leipzig(zooms=(4, 5, 12))))
    assert "shield" not in layers_of(tiles, tile_at(4))
    (shield,) = layers_of(tiles, tile_at(5))["shield"].features
    assert shield.tags == {"ref": "A 14", "class": "motorway"}


def test_a_file_that_was_installed_once_can_be_installed_again(tmp_path):
    first = install(mbtiles(tmp_path / "a", around_leipzig()))
    copy = tmp_path / "copy"
    copy.write_bytes(first.path.read_bytes())
    assert install(copy) == first


@pytest.mark.django_db(transaction=True)  # a transaction is one change, however much it writes
def test_pages_that_were_kept_are_made_anew(tmp_path):
    before = version_of(["regions"])
    install(mbtiles(tmp_path / "a", around_leipzig()))
    assert version_of(["regions"]) != before


@pytest.mark.django_db(transaction=True)
def test_the_map_can_be_taken_away_again(tmp_path):
    install(mbtiles(tmp_path / "a", around_leipzig()))
    before = version_of(["regions"])
    call_command("install_basemap", remove=True)
    assert installed_tiles() is None
    assert not list(basemap_folder().glob("*.mbtiles"))
    assert version_of(["regions"]) != before


def test_a_new_file_replaces_the_old_one(tmp_path):
    old = install(mbtiles(tmp_path / "a", around_leipzig()))
    new = install(mbtiles(tmp_path / "b", around_leipzig([road(name="transportation")])))
    assert new.version != old.version
    assert not old.path.exists()


# --- What is refused


def cut_off(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    return path


def many(zooms=range(9, 15)):
    content = mvt.encode_layers([road(name="transportation", ref=f"A {number}") for number in range(400)])
    return {at: content for zoom in zooms for at in {tile_at(zoom), tile_at(zoom, 12.6, 51.2)}}


REFUSED = {
    "a PDF by a wrong name": (lambda path: path.write_bytes(b"%PDF-1.7\n..."), "it is a PDF"),
    "an empty file": (lambda path: path.write_bytes(b""), "it is empty"),
    "a page of the web": (lambda path: path.write_bytes(b"<!doctype html>"), "a page of the web"),
    "nothing": (lambda path: None, "cannot be read"),
    "another database": (lambda path: other_database(path), "but no MBTiles"),
    "pictures": (lambda path: mbtiles(path, around_leipzig(), CREDIT | {"format": "png"}), "pictures (png)"),
    "pictures that say otherwise": (lambda path: mbtiles(path, {tile_at(8): b"\x89PNG...."}), "is damaged"),
    "no tile at all": (lambda path: mbtiles(path, {}), "no tile of the zooms 4 to 14"),
    "a part of a file": (lambda path: cut_off(mbtiles(path, many(), pack=bytes)), "damaged or cut off"),
    "a damaged tile": (
        lambda path: mbtiles(path, {tile_at(8): mvt.encode_layers(roads())[:-9]}),
        "The tile 8/136/",
    ),
    "a tile badly packed": (lambda path: mbtiles(path, around_leipzig(), pack=badly), "cannot be unpacked"),
    "another region": (lambda path: mbtiles(path, {tile_at(9, *BAVARIA): b"x"}), "another part of the world"),
    "another schema": (
        lambda path: mbtiles(path, around_leipzig([road(name="streets")])),
        "no roads in the OpenMapTiles schema (layers: streets)",
    ),
    "another PMTiles": (lambda path: newer(path), "version 4; version 3 can be read"),
    "PMTiles of another region": (
        lambda path: pmtiles(path, {tile_at(9, *BAVARIA): mvt.encode_layers(roads())}),
        "another part of the world",
    ),
    "PMTiles of pictures": (
        lambda path: pmtiles(path, around_leipzig(), tile_type=TileType.WEBP),
        "pictures or another form (WEBP)",
    ),
    "PMTiles of a newer packing": (
        lambda path: pmtiles(path, around_leipzig(), tile_compression=Compression.ZSTD),
        "packed in a way",
    ),
    "a part of PMTiles": (lambda path: cut_off(pmtiles(path, many())), "damaged or cut off"),
    "the beginning of PMTiles": (lambda path: path.write_bytes(b"PMTiles\x03"), "damaged or cut off"),
}


def other_database(path):
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE addresses (name text)")


def badly(content):
    return gzip.compress(content)[:-12]


def newer(path):
    content = bytearray(pmtiles(path, around_leipzig()).read_bytes())
    content[7] = 4
    path.write_bytes(content)


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_shown_is_refused_in_words_and_the_old_map_stays(tmp_path, what):
    old = install(mbtiles(tmp_path / "old", around_leipzig()))
    make, sentence = REFUSED[what]
    path = tmp_path / "region.osm.pbf"
    make(path)
    assert sentence in refused(path)
    assert installed_tiles() == old
    assert read_tile(old, *tile_at(12))
    assert not (basemap_folder() / "making").exists()


def test_files_of_tiles_are_not_joined(tmp_path):
    files = [mbtiles(tmp_path / name, around_leipzig()) for name in "ab"]
    assert "only where all are extracts" in refused(*files)


@pytest.mark.parametrize("options", [{}, {"remove": True}], ids=["nothing", "both"])
def test_the_command_wants_either_a_map_or_none(tmp_path, options):
    with pytest.raises(CommandError, match="Name a file or an address"):
        install(*([tmp_path] if options else []), **options)


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "2999-01-01", "20260101"])
def test_a_day_that_cannot_be_meant_is_refused(tmp_path, day):
    assert "must be one of the past" in refused(mbtiles(tmp_path / "a", around_leipzig()), day=day)


# --- What stops half-way


def test_a_disk_without_room_is_told_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(
        workdir.shutil, "disk_usage", lambda folder: SimpleNamespace(total=10**12, free=1_000_000)
    )
    file = mbtiles(tmp_path / "a", many(), pack=bytes)
    monkeypatch.setattr(installing, "DISK_SPACE_FACTOR", 1e6)
    assert "too full" in refused(file)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_up_is_told(tmp_path, monkeypatch, number):
    def fail(file, tiles):
        raise OSError(number, "No space left on device", str(file))

    old = install(mbtiles(tmp_path / "old", around_leipzig()))
    monkeypatch.setattr(installing, "write_metadata", fail)
    message = refused(mbtiles(tmp_path / "new", around_leipzig(zooms=(4, 9))))
    assert "is full" in message
    assert "The map shown before is still there" in message
    assert installed_tiles() == old


def test_what_a_killed_run_left_is_cleared_by_the_next(tmp_path):
    shown = install(mbtiles(tmp_path / "a", around_leipzig()))
    (basemap_folder() / "making").mkdir()
    (basemap_folder() / "making" / "tiles.mbtiles").write_bytes(b"half of it")
    (basemap_folder() / "0123456789ab.mbtiles").write_bytes(b"never shown")
    assert install(mbtiles(tmp_path / "a2", around_leipzig())) == shown
    assert sorted(file.name for file in basemap_folder().iterdir()) == sorted(
        [shown.path.name, "current.json", "lock"]
    )


def test_two_runs_do_not_meet(tmp_path):
    with workdir.working_directory():
        assert "Another run" in refused(mbtiles(tmp_path / "a", around_leipzig()))


@pytest.mark.parametrize(
    ("metadata", "attribution", "licence"),
    [
        ({"license": "CC0"}, "© OpenStreetMap contributors", "CC0"),
        ({"licence": "CC0"}, "© Amt", "CC0"),
        ({}, "© OpenStreetMap contributors", "ODbL 1.0"),
        ({}, "© Amt", ""),
    ],
)
def test_the_licence_of_tiles_is_the_one_they_state_else_that_of_openstreetmap(
    metadata, attribution, licence
):
    assert installing.read_licence(metadata, attribution) == licence
