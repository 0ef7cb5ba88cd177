"""The administration while somebody else holds the database's lock: forms come back, and nothing is half done."""

import pytest
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse

from accounts.models.session import SessionStore
from editing.models import PendingChange
from editing.releasing import steps
from editing.releasing.states import current_state
from news.models import Article
from portal.feedback import mark_feedback_done
from portal.models import Feedback
from regions.models import Landmark
from sites.models import Plot, Space
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.portal import FeedbackFactory
from tests.factories.sites import SpaceFactory
from tests.holding import assert_busy, lock_held, text_of
from tests.pressing import pressed
from tests.working import page_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WORDS = 'Vom "Zweiten" <b>&\nZeile'


@pytest.fixture
def editor(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def test_a_form_of_something_new_comes_back_with_its_rows_and_makes_it_once(client, editor):
    address = reverse("admin:sites_plot_add")
    typed = pressed(client.get(address), "_save")
    typed |= {
        "name_de": [WORDS.partition("\n")[0]],
        "offers-TOTAL_FORMS": ["1"],
        "offers-0-disposal": ["sale"],
        "offers-0-price_type": ["on_request"],
    }
    with lock_held():
        answer = client.post(address, typed)
    assert_busy(answer)
    assert not Plot.objects.exists()
    again = pressed(answer, "_save")
    assert again["name_de"] == typed["name_de"]
    assert again["offers-0-price_type"] == ["on_request"]
    assert again["form_key"] == typed["form_key"]
    stored = client.post(address, again)
    assert stored.status_code == 302, stored.context["errors"]
    client.post(address, again)
    assert Plot.objects.get().name_de == typed["name_de"][0]
    assert Plot.objects.get().offers.count() == 1


def test_the_form_of_a_plot_comes_back_and_changes_nothing_but_what_was_typed(client, editor):
    space = SpaceFactory(name_de="Nordfeld")
    typed = pressed(client.get(page_of(space)), "_save") | {"name_de": ["Südfeld"]}
    with lock_held():
        answer = client.post(page_of(space), typed)
    assert_busy(answer)
    again = pressed(answer, "_save")
    assert again == typed | {"csrfmiddlewaretoken": again["csrfmiddlewaretoken"]}
    assert Space.objects.get().name_de == "Nordfeld"
    assert client.post(page_of(space), again).status_code == 302
    assert Space.objects.get().name_de == "Südfeld"


def test_files_are_named_to_be_chosen_again(client, editor):
    article = ArticleFactory()
    address = reverse("admin:news_article_change", args=[article.pk])
    file = SimpleUploadedFile("rathaus.jpg", b"-")
    typed = pressed(client.get(address), "_save") | {"photos-0-upload": file}
    with lock_held():
        answer = client.post(address, typed)
    assert_busy(answer)
    assert "rathaus.jpg" in text_of(answer)


def test_the_action_of_a_list_is_offered_once_more_for_the_same_entries(client, editor):
    chosen, _other = FeedbackFactory(), FeedbackFactory()
    address = reverse("admin:portal_feedback_changelist")
    with lock_held():
        answer = client.post(address, {"action": "mark_done", "_selected_action": [chosen.pk], "index": "0"})
    assert_busy(answer)
    assert not Feedback.objects.filter(is_done=True).exists()
    client.post(address, pressed(answer))
    assert Feedback.objects.get(is_done=True) == chosen


def test_the_comment_of_a_review_comes_back_and_nothing_is_decided(client, editor):
    space = SpaceFactory(name_de="Nordfeld")
    wanted = current_state(space)
    wanted["fields"]["name_de"] = "Südfeld"
    steps.hand_in(space, current_state(space), wanted, UserFactory(), version=space.version)
    typed = pressed(client.get(page_of(space, "review")), "_return") | {"comment": [WORDS]}
    with lock_held():
        answer = client.post(page_of(space, "review"), typed)
    assert_busy(answer)
    assert PendingChange.objects.get().state == "open"
    client.post(page_of(space, "review"), pressed(answer, "_return"))
    assert PendingChange.objects.get().comment.replace("\r\n", "\n") == WORDS


def test_an_import_that_was_confirmed_is_offered_once_more_with_its_file(client, editor):
    address = reverse("admin:regions_landmark_import")
    rows = "kind,name,longitude,latitude\nstation,Hauptbahnhof,12.38,51.34\n"
    shown = client.post(address, {"file": SimpleUploadedFile("bahnhoefe.csv", rows.encode())})
    with lock_held():
        answer = client.post(address, pressed(shown, "confirm"))
    assert_busy(answer)
    assert not Landmark.objects.exists()
    assert client.post(address, pressed(answer)).status_code == 302
    assert Landmark.objects.get().name == "Hauptbahnhof"


def test_an_action_that_is_interrupted_is_done_for_none_of_the_entries(client, editor, monkeypatch):
    def second_time(feedback):
        if Feedback.objects.filter(is_done=True).exists():
            raise OperationalError("database or disk is full")
        mark_feedback_done(feedback)

    monkeypatch.setattr("portal.admin.mark_feedback_done", second_time)
    chosen = [FeedbackFactory().pk, FeedbackFactory().pk]
    data = {"action": "mark_done", "_selected_action": chosen, "index": "0"}
    assert_busy(client.post(reverse("admin:portal_feedback_changelist"), data))
    assert not Feedback.objects.filter(is_done=True).exists()


def test_copies_that_met_the_lock_are_made_by_pressing_once_more(client, editor):
    space = SpaceFactory()
    with lock_held():
        answer = client.post(page_of(space, "duplicate"), {"copies": "2"})
    assert_busy(answer)
    assert Space.objects.count() == 1
    assert client.post(page_of(space, "duplicate"), pressed(answer)).status_code == 302
    assert Space.objects.count() == 3


def test_a_login_on_the_way_to_a_form_keeps_what_was_typed_in_it(client, editor):
    article = ArticleFactory(title_de="Alt")
    address = reverse("admin:news_article_change", args=[article.pk])
    typed = pressed(client.get(address), "_save") | {"title_de": ["Neu"]}
    client.logout()
    login = pressed(client.post(address, typed))
    with lock_held():
        answer = client.post(address, login | {"username": editor.email, "password": "ein-langes-passwort"})
    assert_busy(answer)
    again = pressed(answer)
    assert again["username"] == [editor.email]
    form = client.post(address, again | {"password": "ein-langes-passwort"})
    assert pressed(form, "_save")["title_de"] == ["Neu"]
    assert Article.objects.get().title_de == "Alt"


def test_what_is_stored_is_not_called_busy_when_only_the_session_cannot_be_kept(client, editor, monkeypatch):
    def busy(self, *args, **kwargs):
        raise OperationalError("database is locked")

    article = ArticleFactory(title_de="Alt")
    address = reverse("admin:news_article_change", args=[article.pk])
    typed = pressed(client.get(address), "_save") | {"title_de": ["Neu " * 10]}
    monkeypatch.setattr(SessionStore, "save", busy)
    monkeypatch.setattr("django.contrib.messages.storage.cookie.CookieStorage.max_cookie_size", 10)
    assert client.post(address, typed).status_code == 302
    assert Article.objects.get().title_de != "Alt"


def test_a_success_that_was_undone_is_not_told(client, editor, monkeypatch):
    """The lock is held at the beginning; a full disk or a lost server may come later, when all has been said."""

    def full(self, request, obj):
        messages.success(request, "Geändert.")
        raise OperationalError("database or disk is full")

    article = ArticleFactory(title_de="Alt")
    address = reverse("admin:news_article_change", args=[article.pk])
    typed = pressed(client.get(address), "_save") | {"title_de": ["Neu"]}
    monkeypatch.setattr(ModelAdmin, "response_change", full)
    assert_busy(client.post(address, typed))
    assert Article.objects.get().title_de == "Alt"
    again = client.get(address)
    assert again.status_code == 200
    assert "Geändert." not in text_of(again)
