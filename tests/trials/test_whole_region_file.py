"""The file of a whole region, some 37 MB of tiles: read through, trimmed and shown with the numbers of its roads."""

from pathlib import Path

import pytest
from django.conf import settings as project

from tests.factories.regions import AreaFactory
from tests.regions.test_installing_tiles import install
from tests.tile_files import layers_of, tile_at

SHARED = Path(project.BASE_DIR).parent / "shared/data/basemap/mitteldeutschland-2021.mbtiles"


@pytest.mark.django_db
@pytest.mark.skipif(
    not SHARED.exists(), reason="the file of a whole region is not here (shared/data/basemap)"
)
def test_the_file_of_a_whole_region_is_taken():
    AreaFactory(state=True)
    tiles = install(SHARED)
    assert (tiles.min_zoom, tiles.max_zoom) == (4, 14)
    shields = layers_of(tiles, tile_at(8))["shield"].features
    assert {"ref": "A 14", "class": "motorway"} in [shield.tags for shield in shields]
    assert not any(shield.tags["ref"].startswith("E ") for shield in shields)
