"""What the web server takes and refuses, asked of gunicorn's own parser with the settings of production."""

import runpy
from math import cos, radians, sin
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils.translation import override
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser

from investors.searching import MAX_QUERY_LENGTH
from portal.settings import BASE_DIR
from sites.search.filter_page import ROUTES
from sites.search.filters.location_fields import MAX_CORNERS

MAP_VIEW = "&view=-179.12345,-89.12345,-179.12345,-89.12345&zoom=18"


def production():
    settings = Config()
    for name, value in runpy.run_path(BASE_DIR / "scripts" / "gunicorn.conf.py").items():
        if name in settings.settings and not callable(value):
            settings.set(name, value)
    return settings


def read_by_gunicorn(address):
    request = f"GET {address} HTTP/1.1\r\nHost: example.org\r\n\r\n".encode()
    return next(RequestParser(production(), iter([request]), ("127.0.0.1", 1)))


def pool_paths():
    for language in ("de", "en"):
        with override(language):
            yield from (reverse(route) for views in ROUTES.values() for route in views.values())
            yield from (reverse(f"sites:{table}") for table in ("csv", "xlsx"))
            yield reverse("investors:saved_search")


def polygon(corners):
    """A circle in the west of Europe, whose longitudes have a sign."""
    turns = [radians(360 * corner / corners) for corner in range(corners)]
    return ";".join(f"{50 + 5 * sin(turn):.5f},{-13 + 2 * cos(turn):.5f}" for turn in turns)


def test_the_longest_search_that_can_be_saved_is_read_on_every_page_of_the_pool():
    for path in pool_paths():
        assert len(read_by_gunicorn(f"{path}?{'q' * MAX_QUERY_LENGTH}{MAP_VIEW}").query) > MAX_QUERY_LENGTH, (
            path
        )


def test_a_search_in_200_corners_with_a_score_of_filters_can_be_saved():
    filters = {f"a_filter_of_the_table_{number}": "125000,5" for number in range(20)}
    assert len(urlencode({"polygon": polygon(MAX_CORNERS)} | filters)) < MAX_QUERY_LENGTH


@pytest.mark.django_db
def test_a_polygon_of_too_many_corners_is_read_and_told_so(client):
    query = urlencode({"polygon": polygon(340)})
    assert read_by_gunicorn(f"{reverse('sites:list')}?{query}").query == query
    assert "höchstens 200" in client.get(f"{reverse('sites:list')}?{query}").content.decode()
