"""The button “Preview” of a form shows its page as it is typed, in both languages, and saves nothing."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.portal import PageFactory
from tests.factories.projects import ProjectFactory
from tests.factories.quotes import PartnerFactory, QuoteFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory
from tests.filling import filled
from tests.holding import lock_held
from tests.reading import text_of

THINGS = {
    "article": (ArticleFactory, "title"),
    "quote": (QuoteFactory, "text"),
    "project": (ProjectFactory, "title"),
    "page": (PageFactory, "title"),
    "plot": (SpaceFactory, "name"),
    "hall": (partial(SpaceFactory, kind="hall"), "name"),
    "park": (BusinessParkFactory, "name"),
}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@pytest.fixture(autouse=True)
def editor(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def form_of(kind, **values):
    factory, field = THINGS[kind]
    thing = factory(**{f"{field}_de": "Nordfeld", f"{field}_en": "North Field"} | values)
    return thing, field, address_of(thing)


def address_of(thing):
    name = thing.kind if hasattr(thing, "number") else thing._meta.model_name
    return reverse(f"admin:{thing._meta.app_label}_{name}_change", args=[thing.pk])


def typed(client, address, **changes):
    sent = filled(client.get(address), **changes)
    del sent["_save"]
    return sent | {"_preview": ""}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", THINGS)
def test_a_change_is_shown_in_both_languages_and_nothing_is_written(client, kind, language):
    thing, field, address = form_of(kind)
    sent = typed(client, address, **{f"{field}_de": "Zobelfeld", f"{field}_en": "Sable Field"})
    stored = type(thing).objects.filter(pk=thing.pk).values().get()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = text_of(client.post(f"{address}?language={language}", sent))
    assert ("Zobelfeld" if language == "de" else "Sable Field") in page
    assert f'<html lang="{language}"' in page
    assert "noch nicht gesichert" in page
    assert [
        sql for query in queries if (sql := query["sql"]).startswith(WRITES) and 'INTO "unsaved ' not in sql
    ] == []
    assert type(thing).objects.filter(pk=thing.pk).values().get() == stored
