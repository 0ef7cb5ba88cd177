"""The pages of a very long list."""

from pathlib import Path

import pytest
from django.urls import reverse

from sites.models import Space
from sites.search.filters import SpaceFilterSet
from sites.views.pool import SpaceListView, SpaceMapView
from tests.factories.sites import SpaceFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db
LIST = reverse("sites:list")


@pytest.fixture(autouse=True)
def of_two_pages_with_one_object(monkeypatch):
    monkeypatch.setattr("sites.views.pagination.MAX_PAGES", 2)
    monkeypatch.setattr("sites.views.pool.SpaceListView.paginate_by", 1)


def page(client, number, status=200):
    answer = client.get(LIST, {"page": number})
    assert answer.status_code == status
    return answer


def test_it_ends_after_a_number_of_pages_and_says_that_filters_bring_the_rest(client):
    for _ in range(3):
        SpaceFactory()
    assert page(client, 1).context["count"] == 3
    words = "Die Seiten enthalten die ersten 2 Objekte in dieser Reihenfolge."
    assert words not in text_of(page(client, 1))
    assert words in page(client, 2).content.decode()
    assert "Die Liste hat 2 Seiten." in page(client, 3, status=404).content.decode()
    assert page(client, "last").context["page_obj"].number == 2


def test_a_list_that_fits_says_nothing(client):
    for _ in range(2):
        SpaceFactory()
    assert "Die Seiten enthalten" not in text_of(page(client, 2))
    page(client, 3, status=404)


@pytest.mark.parametrize(
    ("few", "sort", "reads_on"), [(2, "distance", True), (3, "distance", False), (2, "name", False)]
)
def test_many_around_a_place_are_read_from_the_place_on_and_are_the_same(
    client, monkeypatch, few, sort, reads_on
):
    for name, east in [("b", 12.41), ("c", 12.39), ("a", 12.4), ("fern", 13.5)]:
        SpaceFactory(name_de=name, at=(east, 51.34))
    asked, read_from = (
        {"place": "point:51.34,12.38", "radius": 25, "sort": sort},
        SpaceFilterSet.nearest_first,
    )
    usual = [space.pk for space in SpaceFilterSet(asked, Space.objects.published()).matches]
    used = []
    monkeypatch.setattr(
        SpaceFilterSet, "nearest_first", lambda search: used.append(search) or read_from(search)
    )
    monkeypatch.setattr("sites.views.pool.MAX_COUNTED", few)
    monkeypatch.setattr("sites.views.pool.SpaceListView.paginate_by", 2)
    shown = [
        card.pk for number in (1, 2) for card in client.get(LIST, asked | {"page": number}).context["spaces"]
    ]
    assert shown == usual
    assert len(usual) == 3
    assert len(used) == (2 if reads_on else 0)


@pytest.mark.once
def test_the_docs_say_how_many_objects_a_page_has(monkeypatch):
    monkeypatch.undo()
    text = (Path(__file__).parents[2] / "docs/filters.md").read_text()
    (row,) = [row for row in text.splitlines() if row.startswith("| `page` |")]
    assert f"{SpaceListView.paginate_by} objects a page, {SpaceMapView.paginate_by} beside the map" in row
