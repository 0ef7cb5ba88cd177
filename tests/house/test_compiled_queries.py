"""No SQL that is compiled once has the moment in it at which that was done."""

from datetime import timedelta

import pytest

from caching.versions import current_snapshot, read_snapshot
from database.compiled import CompiledQuery, CompiledStatement
from news.models import Article
from news.views import ArticleDetailView
from publishing.cards import card_query
from sites.models import Space
from sites.pool.related_spaces import link_query
from sites.views.space import SpaceDetailView

QUERIES = [
    *(ArticleDetailView.compiled_query, SpaceDetailView.compiled_query),
    *(card_query(Article), card_query(Space), link_query),
]


def parameters(query, later):
    """Those of the statement and of the rows that it prefetches, compiled at another moment."""
    with read_snapshot():
        current_snapshot().at += later
        found = CompiledStatement(query.make(), query.field, 1)
    return [each.parameters for each in (found, *(rows.statement for rows in found.relations))]


def hangs_on_the_moment(query):
    return parameters(query, timedelta()) != parameters(query, timedelta(days=400))


@pytest.mark.django_db
def test_no_query_hangs_on_the_moment_it_is_compiled_at():
    assert not any(map(hangs_on_the_moment, QUERIES))


@pytest.mark.django_db
def test_one_that_hangs_on_the_moment_is_noticed():
    assert hangs_on_the_moment(CompiledQuery(Space.objects.published))
