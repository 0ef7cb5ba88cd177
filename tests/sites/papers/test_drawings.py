"""The drawings of an exposé: what stands in them as text."""

import pytest
from django.utils import translation

from sites.papers.expose.drawings import drawings
from tests.factories.sites import SpaceFactory, square

pytestmark = pytest.mark.django_db

LEIPZIG = (12.3731, 51.3397)


def figure(**fields):
    """What the site plan writes into an outline of 4 ha."""
    space = SpaceFactory(at=LEIPZIG, boundary=square(*LEIPZIG), **fields)
    with translation.override("en"):
        return next(mark.text for mark in drawings(space)[0].marks if mark.kind == "figure")


def test_a_site_plan_says_what_its_figure_is_where_the_head_of_the_page_gives_another():
    assert figure(area=40_000) == "4.0\N{NO-BREAK SPACE}ha"
    assert figure(area=35_000) == "4.0\N{NO-BREAK SPACE}ha gross"
    assert figure(area=8_000, hall=True) == "plot 4.0\N{NO-BREAK SPACE}ha"
