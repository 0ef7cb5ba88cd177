"""A public plot of the town, and a change to it that waits for release."""

import pytest

from tests.factories.sites import SpaceFactory
from tests.working import save


@pytest.fixture
def space(town):
    return SpaceFactory(name_de="Nordfeld", steward=town, area=50_000, price_m2=30)


@pytest.fixture
def waiting(client, log_in, town, space):
    """A change that waits, and its author."""
    author = log_in(town)
    save(client, space, name_de="Südfeld", step_comment="Der Stadtrat hat umbenannt.")
    return author
