"""The drawings of an exposé: what stands in them as text."""

from dataclasses import replace

import pytest
from django.utils import translation

from regions.tiles.shown import shown
from sites.expose.drawings import drawings
from sites.expose.frames import Frame
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


@pytest.mark.parametrize(("is_schematic", "margin"), [(True, 0.2), (False, 0.32)])
def test_around_a_plot_more_is_shown_where_a_map_lies_below(monkeypatch, is_schematic, margin):
    monkeypatch.setattr("sites.expose.drawings.on_map", lambda frame, tiles, *_sources: {})
    monkeypatch.setattr(
        "sites.expose.drawings.shown",
        lambda *_extent: replace(shown(), is_schematic=is_schematic, attribution=""),
    )
    space = SpaceFactory(at=LEIPZIG, boundary=square(*LEIPZIG))
    plan = drawings(space)[0]
    assert plan.scale_units == Frame.around(space.boundary, margin, 150).scale[1]
    assert bool(plan.grid) is is_schematic
