"""How complete an entry is, and what is asked for first."""

from decimal import Decimal

import pytest

from sites.choices import Kind
from sites.facts import completeness
from sites.facts.weights import WANTED
from sites.models import Offer, Space, SpacePhoto, Utility
from tests.factories.publishing import PictureFactory
from tests.factories.sites import LEIPZIG, SpaceFactory, square

pytestmark = pytest.mark.django_db


def stored(space):
    return Space.objects.values_list("stored_completeness", flat=True).get(pk=space.pk)


def fields_missing(space):
    return [name for wanted in completeness.missing(space) for name in wanted.fields]


def test_the_first_thing_missing_is_the_weightiest():
    hall = SpaceFactory(hall=True, area=5000)
    assert fields_missing(hall)[0] == "clear_height"
    assert "zoning" not in fields_missing(hall)


def test_zero_and_no_are_statements():
    hall = SpaceFactory(hall=True, clear_height=Decimal("0"), sprinkler="none", docks=0)
    assert not {"clear_height", "sprinkler", "docks"} & set(fields_missing(hall))


def test_one_of_several_figures_will_do():
    assert "docks" not in fields_missing(SpaceFactory(hall=True, drive_in_doors=2))


def test_the_share_is_that_of_the_weights():
    total = sum(wanted.weight for wanted in WANTED[Kind.HALL])
    assert completeness.percent(SpaceFactory(hall=True, area=5000, clear_height=10)) == 100 * 20 // total


def test_the_share_is_stored_with_the_space():
    plot = SpaceFactory(area=5000, boundary=square(*LEIPZIG), zoning="GE")
    assert stored(plot) == completeness.percent(plot) > 0
    plot.zoning = ""
    plot.save()
    assert stored(plot) == completeness.percent(plot)


@pytest.mark.parametrize(
    "add",
    [
        lambda plot: Offer.objects.create(space=plot, disposal="sale"),
        lambda plot: Utility.objects.create(space=plot, medium="power"),
        lambda plot: SpacePhoto.objects.create(space=plot, picture=PictureFactory(), alt_de="Wiese"),
    ],
    ids=["offer", "utility", "photo"],
)
def test_rows_that_come_and_go_change_the_stored_share(add):
    plot = SpaceFactory()
    before = stored(plot)
    row = add(plot)
    assert stored(plot) > before
    row.delete()
    assert stored(plot) == before


def test_a_changed_table_is_stored_by_refreshing():
    plot = SpaceFactory(area=5000)
    Space.objects.update(stored_completeness=99)
    Space.objects.refresh()
    assert stored(plot) == completeness.percent(plot) < 99
