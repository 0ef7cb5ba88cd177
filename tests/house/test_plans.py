"""Questions of every page end early: PostgreSQL finds their rows by an index, and reads no table whole for them."""

import re

import pytest
from django.contrib.gis.db.models import Extent
from django.db.models import Count
from django.utils import timezone

from caching.expiry import publication_changes_after
from news.models import Article
from news.related_articles import related_articles
from publishing.models import Picture
from sites.admin.search import find_keys
from sites.mapping.clusters import MapView, build_clusters
from sites.models import Space
from sites.pool.related_spaces import similar_cards
from sites.pool.stock import count_stock
from sites.sorts import SORTS
from sites.views.pool import SpaceListView
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceFactory
from tests.plans import plans

pytestmark = [pytest.mark.django_db, pytest.mark.postgis]


def test_what_is_near_is_read_in_the_order_of_the_index_of_places():
    space = SpaceFactory()
    (plan,) = plans(lambda: similar_cards(space, 3))
    assert "Order By: (public_location <->" in plan


def test_whether_a_picture_is_public_is_asked_of_its_own_rows():
    """As a list of all pictures that are shown, each file read the whole pool."""
    picture = PictureFactory()
    asked = plans(picture.is_published)
    assert len(asked) == sum(not rows.query.is_empty() for rows in Picture.published_uses(picture.pk)) > 1
    keys = [f"picture_id = {picture.pk}", f"portrait_id = {picture.pk}"]
    assert [plan for plan in asked if not any(f"Index Cond: ({key})" in plan for key in keys)] == []


def test_a_photo_of_something_public_takes_one_question():
    photo = ArticlePhotoFactory()
    assert len(plans(photo.picture.is_published)) == 1


def test_the_newest_articles_and_the_neighbours_of_one_are_read_in_the_order_of_their_index():
    article = ArticleFactory()
    newest = Article.objects.published().newest_first()[:12]
    others = Article.objects.published().with_link()
    neighbours = [others.before(article).first, others.after(article).first]
    for ask in (lambda: list(newest), *neighbours):
        (plan,) = plans(ask)
        assert "article_newest_idx" in plan
        assert "Sort" not in plan.replace("Sort Key", "")


def test_what_to_read_after_an_article_is_read_in_the_order_of_an_index():
    article = ArticleFactory()
    _related, of_category = plans(lambda: related_articles(article))
    assert "article_of_category_idx" in of_category
    assert "Sort" not in of_category.replace("Sort Key", "")


def test_what_is_on_offer_is_counted_from_the_columns_of_an_index(django_assert_max_num_queries):
    """An index that lacks one of them is of no use: whole rows would be read."""
    on_offer = Space.objects.published().on_offer()
    (index,) = (index for index in Space._meta.indexes if index.name == "space_offer_idx")
    held = {Space._meta.get_field(name).column for name in (*index.fields, *index.include)}
    with django_assert_max_num_queries(3) as asked:
        count_stock()
        on_offer.order_by().aggregate(count=Count("pk"), extent=Extent("public_location"))
        build_clusters(on_offer, MapView((10, 50, 14, 53), 8))
    assert len(asked) == 3
    for query in asked.captured_queries:
        columns = set(re.findall(r'"sites_space"\."(\w+)"', query["sql"]))
        assert "workflow_state" in columns
        assert columns <= held


def test_the_grid_of_the_map_takes_coordinates_once_and_sorts_no_places():
    SpaceFactory.create_batch(3)
    (plan, *_names) = plans(lambda: build_clusters(Space.objects.published(), MapView((10, 50, 14, 53), 8)))
    assert plan.startswith("HashAggregate")
    assert "Subquery Scan on placed" in plan


def test_the_next_moment_is_one_question_that_reads_no_table_whole():
    (plan,) = plans(lambda: list(publication_changes_after(timezone.now())))
    assert plan.count("Index") >= 12
    assert "Seq Scan" not in plan


def test_a_piece_of_a_word_is_found_by_the_index_of_words():
    for model in (Space, Article):
        (plan,) = plans(lambda model=model: model.objects.matching("gleisanschluss").count())
        assert f"Index Scan on words_{model._meta.db_table}" in plan


def test_the_columns_that_editors_search_are_found_by_one_index():
    (plan,) = plans(lambda: find_keys("gleis", ["=number", *Space.searched_by_editors]))
    assert plan.count("Index Scan on words_sites_space_of_editors") == len(Space.searched_by_editors)
    assert "Seq Scan" not in plan


TO_THE_NEAREST = [name for name in SORTS if name.endswith(("_km", "_minutes")) and not name.startswith("-")]


@pytest.mark.parametrize(
    ("order", "index"),
    {
        "name": "space_alphabet_de_idx",
        "price": "space_cheapest_idx",
        "-price": "space_dearest_idx",
        "total": "space_lowest_total_idx",
        "-total": "space_highest_total_idx",
        "area": "space_smallest_idx",
        "-area": "space_largest_idx",
        "freshness": "space_freshest_idx",
        "-people_25_km": "space_people_25_km_idx",
        **{name: f"near_{name.replace('minutes', 'min')}" for name in TO_THE_NEAREST},
    }.items(),
)
def test_a_sorted_list_is_read_in_the_order_of_its_index(order, index):
    on_offer = Space.objects.published().on_offer()
    (plan,) = plans(
        lambda: list(on_offer.sorted_by(order).values_list("pk", flat=True)[: SpaceListView.paginate_by])
    )
    assert f"using {index}" in plan
    assert "Sort" not in plan.replace("Sort Key", "")


def test_a_list_by_distance_is_read_in_the_order_of_the_index_of_places():
    place = SpaceFactory().public_location
    on_offer = Space.objects.published().on_offer().sorted_by("distance", place)
    (plan,) = plans(lambda: list(on_offer.values_list("pk", flat=True)[: SpaceListView.paginate_by]))
    assert "Index Scan using sites_space_public_location" in plan
    assert "Sort" not in plan.replace("Incremental Sort", "").replace("Sort Key", "")


def test_the_largest_objects_of_a_state_are_read_in_the_order_of_their_index():
    state = SpaceFactory().municipality.parent.parent
    pool = Space.objects.published().on_offer().filter(municipality__parent__parent=state)
    (plan,) = plans(lambda: list(pool.sorted_by("-area").values_list("pk", flat=True)[:12]))
    assert "using space_largest_idx" in plan
    assert "Sort" not in plan.replace("Sort Key", "")
