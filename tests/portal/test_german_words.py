"""The administration speaks German of one voice, also where Django speaks."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from sites.tasks import measure_distances
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.portal import FeedbackFactory
from tests.factories.sites import SpaceFactory
from tests.reading import markup_of, text_of

pytestmark = pytest.mark.django_db

ENGLISH_OF_TASKS = ("DBTaskResult", ">Ready<", "Run after", "Traceback", "Task Result")


@pytest.fixture(autouse=True)
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def test_a_list_is_headed_by_what_is_chosen_from_it(client):
    page = markup_of(client.get(reverse("admin:news_article_changelist")))
    assert "<h1>Artikel auswählen</h1>" in page
    assert 'alt="Suchen"' in page


def test_an_account_is_called_so_everywhere(client, administrator):
    for address in (
        reverse("admin:accounts_user_changelist"),
        reverse("admin:accounts_user_change", args=[administrator.pk]),
        reverse("admin:accounts_loginevent_changelist"),
    ):
        assert "Benutzer" not in markup_of(client.get(address))


@pytest.mark.parametrize("obj", [ArticleFactory, SpaceFactory])
def test_everybody_who_may_save_reads_of_saving_in_one_word(client, obj):
    obj = obj(draft=True)
    kind = getattr(obj, "kind", "") or obj._meta.model_name
    page = markup_of(client.get(reverse(f"admin:{obj._meta.app_label}_{kind}_change", args=[obj.pk])))
    assert 'value="Entwurf sichern"' in page
    assert 'value="Sichern und weiter bearbeiten"' in page
    assert "peichern" not in page


def test_a_deletion_of_several_speaks_of_the_selection(client):
    plot = SpaceFactory(draft=True)
    data = {"action": "delete_selected", "_selected_action": [plot.pk]}
    page = markup_of(client.post(reverse("admin:sites_plot_changelist"), data))
    assert "Möchten Sie die Auswahl (Gewerbefläche) wirklich löschen?" in page


@pytest.mark.parametrize(
    ("prefix", "yes", "no"), [("", "Ja", "Nein"), ("/en", "Yes", "No")], ids=["German", "English"]
)
def test_signs_for_yes_and_no_have_words(client, prefix, yes, no):
    FeedbackFactory(is_done=True)
    FeedbackFactory(is_done=False)
    page = markup_of(client.get(f"{prefix}/admin/portal/feedback/"))
    assert f'icon-yes.svg" alt="{yes}"' in page
    assert f'icon-no.svg" alt="{no}"' in page
    assert 'alt="True"' not in page


def test_a_task_is_called_by_what_it_does(client):
    task = measure_distances.enqueue([])
    for address in (
        reverse("admin:django_tasks_database_dbtaskresult_changelist"),
        reverse("admin:django_tasks_database_dbtaskresult_change", args=[task.id]),
        reverse("admin:django_tasks_database_dbtaskresult_history", args=[task.id]),
    ):
        page = text_of(client.get(address))
        for word in ENGLISH_OF_TASKS:
            assert word not in page, (address, word)


def test_the_clock_of_a_form_tells_berlin_time(client):
    assert "Gemeint ist Berliner Zeit" in client.get("/admin/jsi18n/").text


@pytest.mark.parametrize("script", ["admin/DateTimeShortcuts.js", "calendar.js", "SelectFilter2.js"])
def test_what_a_date_or_a_choice_says_to_screen_readers_is_german_as_what_is_seen(client, script):
    code = Path(finders.find(f"admin/js/{script}")).read_text()
    catalogue = client.get("/admin/jsi18n/", headers={"accept": "application/json"}).text
    known = {
        words for words, _word in re.findall(r'^    ("(?:[^"\\]|\\.)*"): (.*)$', catalogue, re.MULTILINE)
    }
    asked = re.findall(r'\bn?gettext(?:_noop)?\(\s*((?:"[^"]*"[\s+]*)+)', code)
    asked = {"".join(re.findall(r'"([^"]*)"', words)) for words in asked} - {"server"}
    assert asked
    assert [words for words in asked if json.dumps(words) not in known] == []


def test_a_group_names_its_rights_in_the_readers_language(client):
    page = markup_of(client.get(reverse("admin:auth_group_add")))
    assert "Artikel: Hinzufügen</option>" in page
    assert "Can add" not in page


def test_tasks_are_filtered_by_german_words(client):
    page = markup_of(client.get(reverse("admin:django_tasks_database_dbtaskresult_changelist")))
    assert "fehlgeschlagen" in page
    assert "Failed" not in page
