"""A test that commits finds the database as every other finds it: tests/emptying.py."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS

from caching.models import Change
from tests.emptying import empty
from tests.factories.accounts import MembershipFactory
from tests.factories.news import ArticlePhotoFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def emptied():
    empty(DEFAULT_DB_ALIAS)


def counts():
    return {
        model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.managed
    }


def versions():
    return dict(Change.objects.values_list("room", "number"))


def test_what_was_committed_is_gone_and_nothing_else():
    before, kept = counts(), versions()
    assert {label for label, number in before.items() if number} == {
        "auth.Permission",
        "contenttypes.ContentType",
        "caching.Change",
    }
    SpaceFactory(), ArticlePhotoFactory(), MembershipFactory()
    assert counts() != before
    empty(DEFAULT_DB_ALIAS)
    assert counts() == before
    assert versions().keys() == kept.keys()
    assert not versions().items() & kept.items()  # nothing that was kept is right


def test_what_django_wrote_itself_is_written_again_where_a_test_changed_it():
    types, rights = ContentType.objects.count(), Permission.objects.count()
    ContentType.objects.get(app_label="sites", model="plot").delete()
    ContentType.objects.create(app_label="nowhere", model="nothing")
    empty(DEFAULT_DB_ALIAS)
    assert (ContentType.objects.count(), Permission.objects.count()) == (types, rights)
    assert not ContentType.objects.filter(app_label="nowhere").exists()
    assert ContentType.objects.filter(app_label="sites", model="plot").exists()
