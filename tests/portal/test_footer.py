"""What stands at the foot of every page."""

import pytest
from django.urls import reverse
from django.utils import translation

from regions.tiles import installed
from regions.tiles.installed import TileSet
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def basemap(settings):
    settings.BASEMAP_DIR.mkdir()
    installed.activate_tiles(
        TileSet("one", (9, 50, 15, 53), 4, 12, "© OpenStreetMap contributors", day="2026-01-31")
    )


def footer(client, language):
    with translation.override(language):
        return text_of(client.get(reverse("portal:contact")))


@pytest.mark.usefixtures("basemap")
@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("de", "Karten: © OpenStreetMap contributors, Stand 31.\xa0Januar 2026"),
        ("en", "Maps: © OpenStreetMap contributors, as of"),
    ],
)
def test_every_page_names_whose_map_its_pictures_show(client, language, says):
    assert says in footer(client, language)


def test_the_footer_names_no_map_where_none_is_installed(client):
    assert "Karten:" not in footer(client, "de")
