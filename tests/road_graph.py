"""The roads north of Bayreuth, as a graph: some villages, a federal road, two motorways that meet."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings as project
from django.contrib.gis.geos import Point

from regions.tiles.building import Extract
from regions.tiles.file_formats import detect_format
from roads import building, engine_client, installed
from roads.engine import current_graph

EXTRACT = Path(project.BASE_DIR).parent / "shared/data/basemap/osm_north-bayreuth.osm.gz"
needs_roads = pytest.mark.skipif(
    not EXTRACT.exists() or not installed.package_version() or not shutil.which("osmium"),
    reason="no roads to drive on here: shared/data/basemap, requirements/roads.txt",
)
DAY = "2014-11-04"
VILLAGES = {
    "Altdrossenfeld": (11.49484, 50.01121),
    "Altenplos": (11.50828, 49.98610),
    "Crottendorf": (11.60039, 49.99496),
    "Harsdorf": (11.56861, 50.02747),
    "Hochtheta": (11.55932, 49.98495),
    "Muckenreuth": (11.49469, 50.00569),
    "Neudrossenfeld": (11.50115, 50.01834),
    "Oberlaitsch": (11.56464, 50.04158),
    "Pechgraben": (11.54034, 50.01873),
    "Ramsenthal": (11.59170, 50.00808),
    "Sandreuth": (11.57762, 50.01539),
    "Unterkonnersreuth": (11.52935, 49.97825),
    "Unterwaiz": (11.51890, 49.97907),
    "Waldau": (11.52787, 50.03188),
    "Zettlitz": (11.59526, 49.99766),
}
ELSEWHERE = (12.3731, 51.3397)


def at(place):
    """A village, or longitude and latitude."""
    return Point(*VILLAGES.get(place, place), srid=4326)


def build(folder):
    """The RoadData of the extract, in use under that folder; without a database."""
    making = folder / "making"
    making.mkdir(parents=True)
    source = Extract.prepare(EXTRACT, detect_format(EXTRACT), making / "source.osm.pbf", None)
    file = building.build_graph(source.path, making)
    data = installed.RoadData(
        "bayreuth",
        installed.package_version(),
        source.bounds,
        source.day,
        "© OpenStreetMap contributors",
        "ODbL 1.0",
    )
    (folder / data.version).mkdir()
    file.replace(folder / data.version / "graph.tar")
    shutil.rmtree(making)
    return data


@pytest.fixture(scope="session")
def built_roads(tmp_path_factory):
    folder = tmp_path_factory.mktemp("of") / "roads"
    yield folder, build(folder)
    engine_client.stop_process()


@pytest.fixture
def roads(built_roads, settings):
    """The Graph, in use."""
    settings.ROADS_DIR, data = built_roads
    installed.activate_graph(data)
    return current_graph()
