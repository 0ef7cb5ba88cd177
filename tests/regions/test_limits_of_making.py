"""How a map is made of what an operator brings: each decision by itself, without a file of others and its programs."""

from types import SimpleNamespace as Given
from urllib.error import URLError

import pytest

from regions.tiles import building, fetching, installing, making, mvt, pictures
from regions.tiles.building import Extract
from regions.tiles.faults import BasemapFault
from regions.tiles.installing import Told
from regions.tiles.kinds import Kind
from regions.tiles.overview import GRID, Grid
from regions.tiles.pictures import Piece
from regions.tiles.places import Inhabitants
from tests.factories.sites import MunicipalityFactory, square
from tests.tile_files import LEIPZIG, place, tile_at

pytestmark = pytest.mark.once

REGION = (11.0, 50.0, 13.0, 52.0)

# --- Extracts


@pytest.mark.parametrize(
    ("option", "last", "day"),
    [
        ({"osmosis_replication_timestamp": "2026-03-01T20:21:00Z"}, "2026-02-01T00:00:00Z", "2026-03-01"),
        ({}, "2026-02-01T00:00:00Z", "2026-02-01"),
        ({}, "", ""),
        ({}, "1970-01-01T00:00:00Z", ""),
        ({}, "2004-01-01T00:00:00Z", "2004-01-01"),
        ({}, "2999-01-01T00:00:00Z", ""),
        ({}, "yesterday", ""),
    ],
)
def test_an_extract_is_of_the_day_that_it_says_else_of_its_latest_change(option, last, day):
    said = {"header": {"option": option}, "data": {"timestamp": {"last": last}}}
    assert building._day(said) == day
    assert building._day({"header": {}, "data": {}}) == ""


@pytest.fixture
def prepared(monkeypatch, tmp_path):
    """What osmium is told to do with an extract that says this of itself."""

    def prepared(form="pbf", *, is_ordered=True, bounds=(11.5, 50.5, 12.5, 51.5), region=REGION):
        header = {"boxes": [bounds]}
        said = {"header": header, "data": {"bbox": (0, 0, 1, 1), "objects_ordered": is_ordered}}
        commands = []
        monkeypatch.setattr(building, "about", lambda path, kind: said)
        monkeypatch.setattr(
            building, "osmium", lambda command, *more: commands.append((command, *map(str, more)))
        )
        target = tmp_path / "0.osm.pbf"
        extract = Extract.prepared(tmp_path / "brought", Kind("OpenStreetMap", form), target, region)
        return extract, [command for command, *_more in commands], commands

    return prepared


@pytest.mark.parametrize(
    ("given", "steps", "file"),
    [
        ({}, [], "brought"),
        ({"form": "osm.gz"}, ["sort"], "0.osm.pbf"),
        ({"is_ordered": False}, ["sort"], "0.osm.pbf"),
        ({"region": None, "bounds": (0, 0, 90, 60)}, [], "brought"),
        ({"bounds": (11.5, 50.5, 13.5, 51.5)}, ["extract"], "0.osm.cut"),
        ({"bounds": (10.5, 50.5, 12.5, 51.5)}, ["extract"], "0.osm.cut"),
        ({"bounds": (11.5, 49.5, 12.5, 51.5)}, ["extract"], "0.osm.cut"),
        ({"bounds": (11.5, 50.5, 12.5, 52.5)}, ["extract"], "0.osm.cut"),
        ({"bounds": REGION}, [], "brought"),
        ({"form": "osm", "bounds": (0, 0, 90, 60)}, ["sort", "extract"], "0.osm.cut"),
    ],
)
def test_an_extract_is_sorted_where_it_is_not_and_cut_where_it_holds_more(prepared, given, steps, file):
    extract, done, _commands = prepared(**given)
    assert (done, extract.path.name) == (steps, file)


def test_what_is_cut_is_what_both_hold(prepared):
    extract, _steps, [command] = prepared(bounds=(12.0, 51.0, 14.0, 53.0))
    assert extract.bounds == (12.0, 51.0, 13.0, 52.0)
    assert command[3:5] == ("--bbox", "12.00000,51.00000,13.00000,52.00000")
    with pytest.raises(BasemapFault, match="another part of the world"):
        prepared(bounds=(2.0, 48.0, 3.0, 49.0))


@pytest.mark.parametrize(("size", "is_on_disk"), [(300, False), (301, True)])
def test_a_large_extract_is_built_on_the_disk(monkeypatch, tmp_path, size, is_on_disk):
    told, seen = [], []
    monkeypatch.setattr(building, "ON_DISK_FROM", 300)
    source = tmp_path / "source.osm.pbf"
    source.write_bytes(b"x" * size)

    def watch(command, is_step, target):
        told.append(command)
        assert [bool(is_step(line)) for line in ("Block 3/12", "writing tile 5 of 9", "error")] == [
            True, True, False,
        ]  # fmt: skip

    monkeypatch.setattr(building, "watch", watch)
    file = building.tiles_from(source, tmp_path, REGION, lambda *step: seen.append(step))
    [command] = told
    assert seen == [(3, 12), (5, 9)]
    assert command[command.index("--bbox") + 1] == "11.00000,50.00000,13.00000,52.00000"
    assert command[command.index("--output") + 1] == str(file)
    assert ("--store" in command) is is_on_disk


@pytest.mark.parametrize(
    ("free", "lines", "said"),
    [
        (building.ALMOST_NONE, [], "osmium could not go on: it said nothing"),
        (building.ALMOST_NONE, ["a", "b", "c", "d"], "osmium could not go on: b c d"),
        (building.ALMOST_NONE, ["x" * 200, "y" * 200], f"{'x' * 99} {'y' * 200}"),
        (building.ALMOST_NONE - 1, ["a"], "is full."),
    ],
)
def test_a_program_that_fails_has_the_last_word_unless_the_disk_is_full(monkeypatch, free, lines, said):
    monkeypatch.setattr(building, "free", lambda: free)
    assert said in str(building._failed("osmium", lines))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (Told(), Told("© OpenStreetMap contributors", "ODbL 1.0", "2026-02-01")),
        (Told("© Amt", "dl-de/by-2-0", "2026-01-01"), Told("© Amt", "dl-de/by-2-0", "2026-01-01")),
    ],
)
def test_of_extracts_the_operator_may_say_whose_they_are(monkeypatch, tmp_path, settings, told, expected):
    done = []
    settings.BASEMAP_DIR = tmp_path
    monkeypatch.setattr(making, "kind_of", lambda path: Kind("OpenStreetMap", "pbf"))
    monkeypatch.setattr(making, "fetch", lambda source, progress: tmp_path / "fetched")
    monkeypatch.setattr(
        making,
        "build",
        lambda sources, *more: ([done.append(path.name) for path, _kind in sources], "2026-02-01"),
    )
    monkeypatch.setattr(making, "opened", lambda path, kind: kind.name)
    monkeypatch.setattr(making, "coverage", lambda archive: (1.0, None))
    monkeypatch.setattr(making, "install", lambda archive, folder, told, *more, **marks: (archive, told))
    monkeypatch.setattr(making, "forget_downloads", lambda: done.append("forgotten"))
    said = []
    sources = ["https://example.org/a.osm.pbf", str(tmp_path / "b.osm.pbf")]
    assert making.make_basemap(sources, told, said.append) == ("MBTiles", expected)
    assert done == ["fetched", "b.osm.pbf", "forgotten"]
    assert said[0] == "Fetch https://example.org/a.osm.pbf"


# --- Files of tiles


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
    assert installing.licence_of(metadata, attribution) == licence


@pytest.mark.parametrize(
    ("metadata", "day"),
    [
        ({"day": "2026-03-01"}, "2026-03-01"),
        ({"osm:timestamp": "2026-03-01T20:21:00Z"}, "2026-03-01"),
        ({"planetiler:osm:osmosisreplicationtime": "2026-03-01T20:21:00Z"}, "2026-03-01"),
        ({"created": "2026-03-01"}, ""),
        ({"day": "1.3.2026", "timestamp": "2026-03-01"}, "2026-03-01"),
        ({"day": "2999-03-01"}, ""),
        ({}, ""),
    ],
)
def test_the_day_of_tiles_is_read_from_what_the_common_tools_write(metadata, day):
    assert installing.day_of(metadata) == day


def test_whose_tiles_they_are_is_told_in_three_hundred_signs():
    archive = Given(name="a", metadata={"attribution": "<b>©</b> " + "x" * 400})
    assert installing.attribution_of(archive) == "© " + "x" * 298


@pytest.mark.parametrize(
    ("headers", "mark"),
    [
        ({"ETag": '"one"', "Last-Modified": "Monday"}, '"one"'),
        ({"ETag": 'W/"one"', "Last-Modified": "Monday"}, "Monday"),
        ({"Last-Modified": "Monday"}, "Monday"),
        ({"ETag": 'W/"one"'}, ""),
        ({}, ""),
    ],
)
def test_a_download_goes_on_by_a_strong_mark_else_by_its_date(headers, mark):
    assert fetching._mark_of(Given(headers=headers)) == mark


def unreachable(*_request, **_how):
    raise URLError("unreachable")


def test_a_host_that_does_not_answer_is_tried_five_times_and_each_time_later(settings, monkeypatch):
    pauses = []
    settings.BASEMAP_DIR.mkdir()
    monkeypatch.setattr(fetching, "urlopen", unreachable)
    with pytest.raises(BasemapFault, match=r"0 MB are here already; the next run goes on from there\."):
        fetching.fetch("http://maps.example.org/a.osm.pbf", pause=pauses.append)
    assert pauses == [1, 5, 15, 30]


# --- What is drawn


@pytest.mark.parametrize(
    ("places", "is_near"),
    [
        ([(-9, 5), (-1, 9)], False),
        ([(-9, 5), (0, 9)], True),
        ([(GRID, 5), (GRID + 9, 9)], True),
        ([(GRID + 1, 5), (GRID + 9, 9)], False),
        ([(5, -9), (9, -1)], False),
        ([(5, -9), (9, 0)], True),
        ([(5, GRID), (9, GRID + 9)], True),
        ([(5, GRID + 1), (9, GRID + 9)], False),
    ],
)
def test_a_line_is_drawn_in_each_tile_that_it_comes_near(places, is_near):
    assert Grid(6, 34, 21).meets(places) is is_near


@pytest.mark.parametrize(
    ("at", "is_held"),
    [
        ((0, 0), True),
        ((GRID - 1, GRID - 1), True),
        ((-1, 0), False),
        ((0, -1), False),
        ((GRID, 0), False),
        ((0, GRID), False),
    ],
)
def test_a_name_stands_in_the_one_tile_that_holds_its_place(at, is_held):
    assert Grid(6, 34, 21).holds(at) is is_held


@pytest.mark.parametrize(
    ("box", "is_seen"),
    [
        ((10, 0, 20, 9), True),
        ((11, 0, 20, 9), False),
        ((-9, 0, 0, 9), True),
        ((-9, 0, -1, 9), False),
        ((0, 4, 9, 9), True),
        ((0, 5, 9, 9), False),
        ((0, -9, 9, 0), True),
        ((0, -9, 9, -1), False),
    ],
)
def test_what_lies_off_one_side_of_a_sheet_is_left_out(box, is_seen):
    line = mvt.line({"class": "primary"}, [[(0, 0), (10, 4)]])
    assert bool(pictures.path_of(line, box)) is is_seen


@pytest.mark.parametrize(
    ("more", "ends"),
    [({"dash": "4 2"}, {"stroke-dasharray": "4 2"}), ({}, {"stroke-linecap": "round"})],
)
def test_a_dashed_line_has_no_round_ends(more, ends):
    told = pictures.attributes(Piece("M0 0", "m", stroke="--a", width=2, **more), lambda token: f"#{token}")
    usual = {"d": "M0 0", "transform": "m", "fill": "none", "stroke": "#--a", "stroke-width": 2}
    assert told == usual | {"stroke-linejoin": "round"} | ends


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"class": "motorway", "ramp": 1}, "ramp"),
        ({"class": "rail", "service": "yard"}, "siding"),
        ({"class": "rail"}, ""),
        ({"class": "minor", "service": "yard"}, ""),
    ],
)
def test_ramps_and_sidings_are_drawn_by_rows_of_their_own(tags, kind):
    assert pictures.trait(tags) == kind
    assert pictures.wanted_trait({f"is_{kind}": True} if kind else {}) == kind


# --- Names


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tags", "learns"),
    [
        ({"name": "Frankenberg (Sachsen)"}, {"rank": 7}),
        ({"name": "frankenberg"}, {"rank": 7}),
        ({"name": None, "name:latin": "Frankenberg"}, {"rank": 7}),
        ({"name": None, "name:de": "Frankenberg"}, {"rank": 7}),
        ({"name": "Frankenberg", "class_": "suburb"}, {}),
        ({"name": "Frankenberg", "population": 5}, {}),
        ({"name": "Elsewhere"}, {}),
        ({"name": None}, {}),
    ],
)
def test_a_place_is_known_by_its_name_without_what_tells_it_from_others(tags, learns):
    boundary = square(*LEIPZIG, metres=20_000)
    MunicipalityFactory(name="Frankenberg/Sa.", population=None, label_rank=7, boundary=boundary)
    [feature] = Inhabitants().layer(place(**tags), *tile_at(12)).features
    assert {key: value for key, value in feature.tags.items() if key in {"rank", "population"}} == (
        learns or {key: value for key, value in tags.items() if key == "population"}
    )
    [elsewhere] = Inhabitants().layer(place(**tags), *tile_at(12, 14.0, 51.0)).features
    assert "rank" not in elsewhere.tags
