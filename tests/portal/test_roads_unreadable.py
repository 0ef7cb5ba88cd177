"""All that can call the operator learn that the road graph is not read any more."""

import pytest

from roads import installed
from roads.installed import RoadData
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def is_told(client, user):
    client.force_login(user)
    return "the road graph is of another version" in client.get("/en/admin/").content.decode()


@pytest.fixture
def old_graph(settings):
    settings.ROADS_DIR.mkdir(parents=True)
    installed.activate_graph(RoadData("old", "2.9.0", (11, 50, 12, 51)))


@pytest.mark.usefixtures("old_graph")
def test_an_old_graph_is_told_to_administrators_not_to_readers(client):
    assert is_told(client, UserFactory(administrator=True))
    assert not is_told(client, MembershipFactory(role="reader").user)


def test_without_a_graph_there_is_nothing_to_tell(client):
    assert not is_told(client, UserFactory(administrator=True))
