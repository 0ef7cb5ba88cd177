"""Each change the public may see moves the version of its room, no matter who makes it."""

import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from accounts import second_factor
from caching.models import Change
from caching.triggers import apps_by_table, install_triggers, reset_versions
from caching.versions import STATES_QUERY, compact_change_rows, query_versions, read_snapshot, version_of
from database.locking import LOCK_FREE_PREFIXES
from investors.models import SavedSearch
from sites.models import Space
from tests.factories.accounts import UserFactory
from tests.factories.investors import SavedSearchFactory
from tests.factories.news import ArticleFactory
from tests.factories.sites import OfferFactory, SpaceFactory
from tests.logging_in import code_of, with_app

pytestmark = pytest.mark.django_db(transaction=True)  # PostgreSQL moves a version once in each


SAYS_RELEASE = "from caching.release import release_id; print(release_id())"


def changed_rooms(do):
    before = query_versions()
    do()
    after = query_versions()
    return {room for room in after if after[room] != before.get(room)}


def test_a_saved_thing_moves_the_version_of_its_room_alone():
    article = ArticleFactory()
    assert changed_rooms(article.save) == {"news"}
    assert changed_rooms(article.delete) == {"news"}


def test_what_asks_no_model_moves_it_too():
    space = SpaceFactory()
    assert changed_rooms(lambda: Space.objects.filter(pk=space.pk).update(name="Anders")) == {"sites"}
    assert changed_rooms(
        lambda: OfferFactory._meta.model.objects.bulk_create([OfferFactory.build(space=space)])
    ) == {"sites"}
    with connection.cursor() as cursor:
        assert changed_rooms(lambda: cursor.execute("UPDATE sites_space SET name = 'Roh'")) == {"sites"}
        assert changed_rooms(lambda: cursor.execute("DELETE FROM sites_offer")) == {"sites"}


def test_links_between_two_things_count():
    article, other = ArticleFactory(), ArticleFactory()
    assert changed_rooms(lambda: article.related.add(other)) == {"news"}


def test_what_no_page_shows_moves_nothing():
    user, search = UserFactory(), SavedSearchFactory()
    assert changed_rooms(user.save) == set()
    assert changed_rooms(search.save) == set()
    assert changed_rooms(SavedSearch.objects.all().delete) == set()


def test_what_changes_no_row_moves_nothing():
    assert changed_rooms(lambda: Space.objects.filter(pk=0).update(name="x")) == set()


def test_what_is_undone_was_no_change():
    article = ArticleFactory()
    before = query_versions()
    with transaction.atomic():
        article.save()
        assert query_versions() != before
        transaction.set_rollback(True)
    assert query_versions() == before


def test_a_version_is_one_of_some_rooms_or_of_all():
    article = ArticleFactory()
    pool, everything = version_of(["sites"]), version_of()
    article.save()
    assert version_of(["sites"]) == pool
    assert version_of(["sites", "news"]) != pool
    assert version_of() != everything


def test_a_request_that_reads_asks_once(django_assert_num_queries):
    with django_assert_num_queries(1), read_snapshot():
        assert version_of() == version_of()
        assert version_of(["news"]) != version_of(["sites"])
    with django_assert_num_queries(2):
        assert version_of() == version_of()


def test_rows_of_many_transactions_are_put_together_and_are_never_as_they_were():
    states = [query_versions()]
    for number in range(1, 6):
        Change.objects.create(room="news", number=number)
        states.append(query_versions())
    compact_change_rows(max_rows=3)
    states.append(query_versions())
    assert len({repr(state) for state in states}) == len(states)
    assert Change.objects.filter(room="news").count() == 1
    assert compact_change_rows(max_rows=3) == 0


def test_a_new_beginning_is_like_nothing_before():
    before = query_versions()
    reset_versions()
    after = query_versions()
    assert before.keys() == after.keys()
    assert all(before[room] != after[room] for room in before)


@pytest.mark.postgis
def test_a_table_that_is_emptied_at_once_moves_the_version_too():
    """TRUNCATE deletes no single row, so no trigger for rows hears of it."""
    OfferFactory()
    with connection.cursor() as cursor:
        assert changed_rooms(lambda: cursor.execute("TRUNCATE sites_offer")) == {"sites"}


def test_triggers_that_a_migration_lost_come_back_with_the_next():
    table = Space._meta.db_table
    on_table = "" if connection.vendor == "sqlite" else f' ON "{table}"'
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "caching_update_{table}"{on_table}')
    space = SpaceFactory()
    assert changed_rooms(space.save) == set()
    install_triggers(using="default")
    assert changed_rooms(space.save) == {"sites"}


def test_of_each_model_it_is_known_whether_the_public_sees_it():
    """A new one counts until somebody writes it into CACHING_UNSEEN; what stands there exists."""
    labels = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    known = labels | {config.label for config in apps.get_app_configs()}
    assert known >= settings.CACHING_UNSEEN
    assert {"sites_space", "news_article_related", "regions_area", "portal_page"} <= apps_by_table().keys()
    assert {"investors_enquiry", "accounts_user", "accounts_session"}.isdisjoint(apps_by_table())


def test_a_room_that_comes_later_is_counted_too(settings):
    """On SQLite its changes met no row to count in."""
    settings.CACHING_UNSEEN = settings.CACHING_UNSEEN - {"investors"}
    install_triggers(using="default")
    search = SavedSearchFactory()
    assert changed_rooms(search.save) == {"investors"}
    Change.objects.filter(room="news").delete()
    install_triggers(using="default")
    assert changed_rooms(ArticleFactory) == {"news"}
    settings.CACHING_UNSEEN = settings.CACHING_UNSEEN | {"investors"}
    install_triggers(using="default")
    assert changed_rooms(search.save) == set()


@pytest.mark.postgis
def test_numbers_that_a_dump_brought_from_a_server_far_ahead_hide_no_change():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        present = cursor.fetchone()[0]
    Change.objects.bulk_create(Change(room="news", number=present + number) for number in range(1, 200))
    install_triggers(using="default")
    assert changed_rooms(ArticleFactory) == {"news"}


def test_the_release_is_the_same_in_every_process(tmp_path):
    found = {
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", SAYS_RELEASE],
            env=os.environ | {"PYTHONHASHSEED": seed, "VAR_DIR": str(tmp_path), "SECRET_KEY": "the same"},
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
    assert len(found.pop().strip()) == 16


def test_what_is_asked_by_every_page_waits_for_no_lock():
    """It began with a new line, so that while somebody held the lock readers were refused."""
    assert STATES_QUERY.startswith(LOCK_FREE_PREFIXES)


def test_a_code_of_an_app_changes_nothing_that_readers_see():
    user = UserFactory()
    app = with_app(user)
    assert changed_rooms(lambda: second_factor.find_device(user, code_of(app))) == set()
    assert changed_rooms(lambda: second_factor.find_device(user, "000000")) == set()
