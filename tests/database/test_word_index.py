"""A piece of a text is found by an index, with the answers that reading every text would give."""

import pytest
from django.contrib.gis.geos import Point
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from caching import triggers
from caching.versions import query_versions
from database import word_index
from database.fields import index_name
from database.locking import LOCK_FREE_PREFIXES
from news.models import Article
from regions.crs import to_storage
from sites.models import Plot, Space
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.sites import MunicipalityFactory, SpaceFactory

ODD = [
    "100%ig",
    "a_b",
    'er sagt "ja"',
    "d'or",
    "gleis*",
    "c:\\pfad",
    "hafen-ost",
    "(halle)",
    "und or not",
    "^start",
]


def found(piece, things=Article):
    return {thing.pk for thing in things.objects.filter(search_text__contains=piece)}


def made(text):
    """An article whose text is just this."""
    article = ArticleFactory()
    Article.objects.filter(pk=article.pk).update(search_text=text)
    return article.pk


def written_in_bulk(text, **more):
    """The key of an article that no save() has seen."""
    article = ArticleFactory.build(category=CategoryFactory(), search_text=text, **more)
    return Article.objects.bulk_create([article])[0].pk


@pytest.mark.django_db
def test_pieces_are_found_in_the_middle_of_words_and_signs_mean_themselves():
    texts = {
        made(f"vor {text} nach"): f"vor {text} nach" for text in [*ODD, "", "groesse", "größe", "東京港湾局"]
    }
    pieces = [
        *ODD,
        "%",
        "_",
        '"',
        '""',
        "*",
        "a%b",
        "a_",
        "aXb",
        "hafen",
        "fen-",
        "röß",
        "oess",
        "GROESSE",
        "港湾局",
    ]
    for piece in [*pieces, "or not", "ro", "r", " nach", '" OR "vor', "vor*", "京港", "nichts davon"]:
        assert found(piece) == {key for key, text in texts.items() if piece in text}, piece


@pytest.mark.django_db
def test_what_is_asked_of_the_index_waits_for_no_lock():
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found("hafen")
    (question,) = asked.captured_queries
    assert question["sql"].startswith(LOCK_FREE_PREFIXES)
    assert (index_name("news_article") in question["sql"]) == (connection.vendor == "sqlite")


@pytest.mark.django_db
def test_the_index_follows_every_way_to_write():
    space, other = SpaceFactory(name_de="Hafenbecken"), SpaceFactory(name_de="Hafenbahn")
    assert found("hafenb", Space) == {space.pk, other.pk}
    Space.objects.filter(pk=other.pk).update(search_text="bergwerk")
    assert found("hafenb", Space) == {space.pk}
    assert found("ergwer", Space) == {other.pk}
    space.search_text = "talstation"
    Space.objects.bulk_update([space], ["search_text"])
    assert found("alstat", Space) == {space.pk}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sites_space SET search_text = 'roh' WHERE id = %s", [other.pk])
    assert found("ergwer", Space) == set()
    written_in_bulk("in einem zug")
    assert len(found("einem zug")) == 1
    Article.objects.all().delete()
    Space.objects.all().delete()
    assert found("einem zug") == found("alstat", Space) == set()


@pytest.mark.django_db
def test_a_condition_may_stand_anywhere():
    here, there = SpaceFactory(name_de="Hafen"), SpaceFactory(name_de="Berg", kind="plot")
    of_words = models.Q(search_text__contains="hafen")
    assert set(Space.objects.exclude(of_words)) == {there}
    assert set(Space.objects.filter(of_words | models.Q(pk=there.pk))) == {here, there}
    assert Space.objects.aggregate(some=models.Count("pk", filter=of_words))["some"] == 1
    assert set(Space.objects.filter(pk__in=Space.objects.filter(of_words).values("pk"))) == {here}
    assert found("berg", Plot) == {there.pk}
    assert Space.objects.alias(text=models.F("search_text")).filter(text__contains="hafen").get() == here
    assert MunicipalityFactory._meta.model.objects.filter(spaces__search_text__contains="hafen").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_flushed_table_leaves_nothing_in_the_index_for_the_next_rows():
    key = made("hafenbecken")
    Article.objects.all()._raw_delete("default")
    assert found("hafenb") == set()
    written_in_bulk("bergwerk", pk=key)
    assert found("hafenb") == set()


@pytest.mark.django_db(transaction=True)
def test_an_index_that_was_lost_or_stands_for_something_else_is_made_anew():
    key = made("hafenbecken")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER words_news_article_insert")
            cursor.execute("DROP TABLE words_sites_space")
            cursor.execute('CREATE VIRTUAL TABLE words_gone USING fts5("text", tokenize="trigram")')
        else:
            cursor.execute("DROP INDEX words_news_article, words_sites_space")
    later = written_in_bulk("hafenbahn")
    word_index.install_indexes("default")
    assert found("hafenb") == {key, later}
    assert set(indexes()) == {index_name(names["table"]) for names in word_index.indexed_texts()}


def indexes():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE \"words_%%'")
            return [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%%(search_text gin_trgm_ops%%'")
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_what_is_right_already_is_left_alone():
    made("hafenbecken")
    with CaptureQueriesContext(connection) as asked:
        word_index.install_indexes("default")
    assert not [query for query in asked.captured_queries if "rebuild" in query["sql"]]


@pytest.mark.django_db(transaction=True)
def test_words_places_and_versions_are_right_after_a_migration_that_builds_the_table_anew():
    """Of SpatiaLite's R*Trees nothing is promised, for GeoDjango asks none; a lost one hinders no writing."""
    SpaceFactory(name_de="Hafenbecken", at=(12.3, 51.3))
    field = Space._meta.get_field("address")
    longer = field.clone()
    longer.max_length += 1
    longer.set_attributes_from_name("address")
    longer.model = Space
    try:
        migrate(Space, field, longer)
        before = query_versions()
        later = SpaceFactory(name_de="Hafenbahn", at=(12.301, 51.3))
        assert query_versions()["sites"] != before["sites"]
        assert len(found("hafenb", Space)) == 2
        Space.objects.filter(pk=later.pk).update(search_text="bergwerk")
        assert found("ergwer", Space) == {later.pk}
        place = to_storage(Point(12.302, 51.3, srid=4326))
        assert Space.objects.nearest_first(place).first() == later
        assert Space.objects.filter(location__bboverlaps=place.buffer(100)).get() == later
    finally:
        migrate(Space, longer, field)
    assert len(found("hafenb", Space)) == 1


def migrate(model, old, new):
    """SQLite makes the table again for it."""
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, new)
    word_index.install_indexes("default")
    triggers.install_triggers("default")


class Told:
    """Stands for a cursor of PostgreSQL, which has the extension or not."""

    def __init__(self, has_extension):
        self.fetchone = lambda: (1,) if has_extension else None
        self.statements = []

    def execute(self, statement):
        self.statements.append(statement)


@pytest.mark.parametrize(
    ("texts", "has_extension", "is_made"), [(1, False, True), (1, True, False), (0, False, False)]
)
def test_an_extension_is_made_where_texts_are_searched_and_it_is_missing(texts, has_extension, is_made):
    cursor = Told(has_extension)
    word_index.create_on_postgresql(cursor, list(word_index.indexed_texts())[:texts])
    assert ("CREATE EXTENSION IF NOT EXISTS pg_trgm" in cursor.statements) is is_made


def test_columns_that_editors_search_have_an_index_of_what_django_asks_them():
    cursor = Told(True)
    names = {"table": "t", "index": "words_t", "text": "w", "key": "id", "of_editors": ("a", "b")}
    word_index.create_on_postgresql(cursor, [names, {**names, "of_editors": ()}])
    of_words = 'CREATE INDEX IF NOT EXISTS "words_t" ON "t" USING gin ("w" gin_trgm_ops)'
    of_editors = (
        'CREATE INDEX IF NOT EXISTS "words_t_of_editors" ON "t" USING gin '
        '((UPPER("a"::text)) gin_trgm_ops, (UPPER("b"::text)) gin_trgm_ops)'
    )
    assert cursor.statements[1:] == [of_words, of_editors, of_words]
