"""What is sent in no form of one thing ends at the login with a warning: the page is as it is, and nothing was done."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from editing.models import PendingChange, PreviewLink
from editing.releasing import steps
from editing.releasing.states import current_state
from news.models import Article
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.sites import SpaceFactory
from tests.portal.permission_world import World
from tests.portal.test_permission_matrix import WANTS, line_of, names_of_routes, parsed
from tests.portal.test_typed_before_login import HERE, as_typed, carried, log_in, session_ends
from tests.reading import text_of
from tests.working import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

COMMENT = "Bitte die Fläche prüfen:\n<b>50 ha</b>?"


@pytest.fixture
def editor(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


@pytest.fixture
def space():
    space = SpaceFactory(name_de="Nordfeld")
    wanted = current_state(space)
    wanted["fields"]["name_de"] = "Südfeld"
    steps.hand_in(space, current_state(space), wanted, UserFactory(), version=space.version)
    return space


def sent_without_login(client, user, address, data):
    """The page that comes back after the login."""
    session_ends(client)
    answer = client.post(address, data)
    assert answer.status_code == 403
    return log_in(client, address, answer, user)


def warnings_of(answer):
    return [str(message) for message in answer.context["messages"]]


def test_a_review_is_shown_as_it_is_and_the_warning_repeats_the_comment(client, editor, space):
    page = page_of(space, "review")
    change = client.get(page).context["change"]
    data = {"token": change.token, "comment": COMMENT, "_return": "1"}
    again = sent_without_login(client, editor, page, data)
    assert again.status_code == 200
    [nothing_done, words] = warnings_of(again)
    assert "Es ist nichts geschehen" in nothing_done
    assert words == f"Sie hatten geschrieben: {COMMENT}"
    assert "&lt;b&gt;50 ha&lt;/b&gt;" in text_of(again)
    assert PendingChange.objects.get().state == "open"
    client.post(page, data)
    assert PendingChange.objects.get().comment == COMMENT


def test_the_button_warns_whoever_logged_in_elsewhere_as_well(space, editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    page = page_of(space, "review")
    answer = client.post(page, {"comment": COMMENT, "_approve": "1", "csrfmiddlewaretoken": "x" * 64}, **HERE)
    assert answer.status_code == 403
    again = client.post(page, carried(answer), **HERE)
    assert len(warnings_of(again)) == 2
    assert PendingChange.objects.get().state == "open"


def test_somebody_else_who_logs_in_reads_it_only_with_the_right_to_the_page(client, editor, space):
    stranger = MembershipFactory(role="reviewer").user
    session_ends(client)
    answer = client.post(page_of(space, "review"), {"comment": COMMENT})
    again = log_in(client, page_of(space, "review"), answer, stranger)
    assert "50 ha" not in text_of(again, status=403)
    assert "50 ha" not in text_of(client.get(reverse("admin:index")))


def test_a_list_is_shown_as_it_is_and_the_action_is_not_taken(client, editor):
    chosen = ArticleFactory(draft=True)
    address = reverse("admin:news_article_changelist") + "?o=1"
    data = {"action": "publish", "_selected_action": [chosen.pk], "index": "0"}
    again = sent_without_login(client, editor, address, data)
    assert again.status_code == 200
    assert len(warnings_of(again)) == 1
    assert not Article.objects.published().exists()


def test_an_import_begins_anew(client, editor):
    address = reverse("admin:regions_landmark_import")
    file = SimpleUploadedFile("bahnhoefe.csv", b"kind,name\n")
    again = sent_without_login(client, editor, address, {"srid": "25833", "file": file})
    assert len(warnings_of(again)) == 1
    assert not again.context["form"].is_bound


def test_no_preview_link_is_made(client, editor, space):
    again = sent_without_login(client, editor, page_of(space, "preview"), {"days": "61"})
    assert len(warnings_of(again)) == 1
    assert not PreviewLink.objects.exists()


def test_a_button_without_a_page_leads_back_to_where_it_stands(client, editor):
    answer = sent_without_login(client, editor, reverse("admin:publishing_picture_upload"), {})
    assert answer.status_code == 302
    assert len(warnings_of(client.get(answer.url, follow=True))) == 1


def test_no_copy_is_made(client, editor, space):
    again = sent_without_login(client, editor, page_of(space, "duplicate"), {"copies": "3"})
    assert again.status_code == 200
    assert len(warnings_of(again)) == 1
    assert type(space).objects.count() == 1


def test_a_wrong_password_keeps_the_comment(client, editor, space):
    page = page_of(space, "review")
    session_ends(client)
    answer = log_in(client, page, client.post(page, {"comment": COMMENT}), editor, password="falsch")
    assert COMMENT in warnings_of(log_in(client, page, answer, editor))[1]


@pytest.mark.once
def test_no_page_of_the_administration_does_anything_with_what_comes_back(client, editor):
    world, faults = World(), {}
    for name in names_of_routes():
        label, kind = parsed(name)
        if not label or WANTS[line_of(name)][1] == "-":
            continue
        thing = world.things[label]
        chosen = {
            "action": "delete_selected",
            "_selected_action": thing.pk,
            "post": "yes",
            "comment": "Ja bitte",
        }
        before = everything(thing)
        answer = client.post(world.address(name, label, kind), {"typed_before": as_typed(chosen)})
        if answer.status_code >= 500 or everything(thing) != before:
            faults[name] = answer.status_code
    assert faults == {}


def everything(thing):
    models = {type(thing), Article, PendingChange, PreviewLink, get_user_model()}
    return {model: list(model._base_manager.order_by("pk").values_list("pk", flat=True)) for model in models}


def test_who_logs_out_a_second_time_is_not_asked_to_log_in(client, editor):
    client.logout()
    assert client.post(reverse("admin:logout")).status_code == 302
