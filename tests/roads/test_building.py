"""A graph is built beside the one in use, and takes its place only when it is whole."""

import gzip
import shutil

import pytest
from django.core.management import CommandError, call_command

from regions.tiles import workdir
from roads import building, installed
from roads.engine import current_graph
from roads.installed import roads_folder
from roads.signals import graph_changed
from roads.vehicles import Vehicle
from tests.factories.regions import AreaFactory
from tests.road_graph import DAY, EXTRACT, at, needs_roads

pytestmark = [needs_roads, pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


def make(*paths, **options):
    call_command("install_roads", *map(str, paths), **options)
    return installed.installed_graph()


def refused(*paths, **options):
    with pytest.raises(CommandError) as error:
        make(*paths, **options)
    return str(error.value)


@pytest.fixture
def old(built_roads, settings):
    shutil.copytree(built_roads[0], settings.ROADS_DIR)
    installed.activate_graph(built_roads[1])
    return installed.installed_graph()


@pytest.fixture
def pbf(tmp_path):
    return tmp_path / "region.osm.pbf"


def test_an_extract_becomes_a_graph_that_is_driven_on(capsys):
    data = make(EXTRACT)
    assert (data.day, data.engine) == (DAY, installed.package_version())
    assert (data.attribution, data.licence) == ("© OpenStreetMap contributors", "ODbL 1.0")
    assert "is in use from now on" in capsys.readouterr().out
    assert current_graph().route(at("Waldau"), at("Altenplos"), Vehicle.LORRY).metres > 5_000
    assert sorted(file.name for file in roads_folder().iterdir()) == sorted(
        [data.version, "current.json", "lock"]
    )


def test_a_new_graph_takes_the_place_of_the_old_one_while_it_is_asked(old):
    before = current_graph()
    assert before.route(at("Waldau"), at("Altenplos"), Vehicle.CAR)
    new = make(EXTRACT)
    assert new.version != old.version
    assert not old.folder.exists()
    assert before.route(at("Waldau"), at("Altenplos"), Vehicle.CAR), (
        "who asked the old one is answered to the end"
    )
    assert current_graph().route(at("Waldau"), at("Altenplos"), Vehicle.CAR)


def test_others_hear_of_another_graph_and_of_none(old):
    heard = []

    def hear(**kwargs):
        heard.append(current_graph() is not None)

    graph_changed.connect(hear)
    try:
        make(EXTRACT)
        make(remove=True)
    finally:
        graph_changed.disconnect(hear)
    assert heard == [True, False]
    assert sorted(file.name for file in roads_folder().iterdir()) == ["lock"]


def truncated(pbf):
    whole = pbf.with_name("whole.osm.pbf")
    building.building.run_osmium("sort", "-F", "osm.gz", EXTRACT, "-f", "pbf", "-o", whole)
    pbf.write_bytes(whole.read_bytes()[:200_000])


BAD = {
    "truncated": (truncated, "is damaged or cut off"),
    "a PDF": (lambda pbf: pbf.write_bytes(b"%PDF-1.7 and so on"), "it is a PDF"),
    "empty": (lambda pbf: pbf.write_bytes(b""), "it is empty"),
    "missing": (lambda pbf: None, "cannot be read"),
    "tiles": (lambda pbf: pbf.write_bytes(b"SQLite format 3\0" + b"\0" * 100), "draws a map"),
    "no ways": (
        lambda pbf: pbf.write_bytes(
            gzip.compress(b'<osm version="0.6"><node id="1" lat="50" lon="11"/></osm>')
        ),
        "holds no ways",
    ),
    "no roads": (
        lambda pbf: pbf.write_bytes(
            b'<osm version="0.6"><node id="1" version="1" lat="50" lon="11"/>'
            b'<node id="2" version="1" lat="50.1" lon="11"/>'
            b'<way id="1" version="1"><nd ref="1"/><nd ref="2"/><tag k="waterway" v="river"/></way></osm>'
        ),
        "There are no roads",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_extract_is_told_in_one_sentence_and_the_old_graph_stays(old, pbf, what):
    write, words = BAD[what]
    write(pbf)
    told = refused(pbf)
    assert words in told
    assert "\n" not in told
    assert installed.installed_graph() == old
    assert current_graph().route(at("Waldau"), at("Altenplos"), Vehicle.LORRY)
    assert not (roads_folder() / "making").exists()


def test_an_extract_of_another_region_is_refused(old):
    AreaFactory(state=True, km=20)
    assert "another part of the world" in refused(EXTRACT)
    assert installed.installed_graph() == old


def test_a_builder_that_fails_leaves_the_old_graph(old, monkeypatch):
    monkeypatch.setattr(building.configuration, "__file__", "/bin/false")
    assert "could not go on" in refused(EXTRACT)
    assert installed.installed_graph() == old


def test_a_full_disk_is_told_before_and_while_it_is_built(old, monkeypatch):
    monkeypatch.setattr(workdir, "free_bytes", lambda: 1_000)
    assert "too full" in refused(EXTRACT)
    monkeypatch.undo()
    monkeypatch.setattr(building, "_fingerprint", fill_the_disk)
    told = refused(EXTRACT)
    assert "is full. The graph used before is still there" in told
    assert installed.installed_graph() == old


def fill_the_disk(file):
    raise OSError(28, "No space left on device", str(file))


def test_two_runs_do_not_meet():
    with workdir.working_directory(building.graph_target()):
        assert "Another run is making the road graph" in refused(EXTRACT)


def test_what_a_killed_run_left_is_cleared_by_the_next(old):
    (roads_folder() / "making").mkdir()
    (roads_folder() / "0123456789ab").mkdir()
    new = make(EXTRACT)
    assert sorted(file.name for file in roads_folder().iterdir()) == sorted(
        [new.version, "current.json", "lock"]
    )


def test_what_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(building, "package_version", lambda: "")
    assert "pyvalhalla must be installed" in refused(EXTRACT)
    monkeypatch.undo()
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "osmium must be installed" in refused(EXTRACT)


@pytest.mark.parametrize("options", [{}, {"remove": True}], ids=["nothing", "both"])
def test_the_command_wants_either_a_file_or_none(options):
    assert "Name a file, or say --remove" in refused(*([EXTRACT] if options else []), **options)
