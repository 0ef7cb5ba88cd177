"""A session ends while somebody writes: what was typed survives the login, and is saved only when they say so."""

import html
import json
import re

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from news.models import Article
from portal.server import submitted_form
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered
from tests.portal.permission_world import World
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

HERE = {"HTTP_ORIGIN": "http://testserver"}
WORDS, LINES = 'Vom "Zweiten" <b>& Zeile', "Erste\nZeile"


@pytest.fixture
def editor():
    return UserFactory(administrator=True)


@pytest.fixture
def article():
    return ArticleFactory(title_de="Alt")


def change_page(obj):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def session_ends(client):
    del client.cookies["sessionid"]


def written(client, obj, **changes):
    """What the editor has typed when their session ends."""
    data = filled(unrendered(client, change_page(obj)), **changes)
    session_ends(client)
    return data


def carried(answer):
    """What a browser sends back of the hidden inputs."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode())
    return {name: html.unescape(value) for name, value in found}


def log_in(client, address, answer, user, password="ein-langes-passwort", **headers):
    data = carried(answer) | {"username": user.email, "password": password}
    return client.post(address, data, **headers)


def comes_back(answer):
    return [str(note) for note in answer.context["notes"]] == [str(submitted_form.LOGGED_OUT)]


def test_a_form_sent_after_the_session_ended_comes_back_as_typed_and_is_saved_only_then(
    client, editor, article
):
    client.force_login(editor)
    page = change_page(article)
    data = written(client, article, title_de=WORDS, teaser_de=LINES)
    answer = client.post(page, data)
    assert answer.status_code == 403
    again = log_in(client, page, answer, editor)
    assert again.status_code == 200
    assert again.context["adminform"].form["title_de"].value() == WORDS
    assert again.context["adminform"].form["teaser_de"].value() == LINES
    assert comes_back(again)
    assert Article.objects.get().title_de == "Alt"
    client.post(page, filled(again))
    assert Article.objects.get().title_de == WORDS


def test_what_comes_back_without_a_fault_is_called_none(client, editor, article):
    client.force_login(editor)
    page = change_page(article)
    data = written(client, article, title_de="Neu")
    again = log_in(client, page, client.post(page, data), editor).content.decode()
    assert "data-told" in again
    assert "form-faults-title" not in again
    assert "errornote" not in again
    assert "<title>Neu" in again.replace("<title>\n", "<title>")


def test_what_comes_back_with_a_fault_leads_to_it_and_counts_no_other(client, editor, article):
    client.force_login(editor)
    page = change_page(article)
    data = written(client, article, title_de="")
    again = log_in(client, page, client.post(page, data), editor).content.decode()
    assert again.count('data-target="id_') == 1
    assert 'href="#id_title_de" data-target' in again


def test_the_login_page_escapes_what_it_carries(client, article):
    answer = client.post(change_page(article), {"title_de": '"><script>alert(1)</script>'})
    assert "<script>alert(1)" not in text_of(answer, 403)
    assert json.loads(carried(answer)["typed_before"])["pairs"] == [
        ["title_de", '"><script>alert(1)</script>']
    ]


def test_a_wrong_password_loses_nothing(client, editor, article):
    client.force_login(editor)
    page = change_page(article)
    data = written(client, article, title_de=WORDS)
    answer = log_in(client, page, client.post(page, data), editor, password="falsch")
    assert "errornote" in answer.content.decode()
    again = log_in(client, page, answer, editor)
    assert again.context["adminform"].form["title_de"].value() == WORDS


def test_the_token_of_the_form_is_new_after_the_login(editor, article):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    page = change_page(article)
    token = carried(client.get(page))["csrfmiddlewaretoken"]
    data = written(client, article, title_de="Neu") | {"csrfmiddlewaretoken": token}
    again = log_in(client, page, client.post(page, data), editor)
    stale = client.post(page, data)
    assert stale.status_code == 403
    client.post(page, filled(again) | {"csrfmiddlewaretoken": carried(again)["csrfmiddlewaretoken"]})
    assert Article.objects.get().title_de == "Neu"


def test_whoever_has_logged_in_anew_elsewhere_gets_his_form_back(editor, article):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    page = change_page(article)
    data = filled(unrendered(client, page), title_de=WORDS) | {"csrfmiddlewaretoken": "x" * 64}
    answer = client.post(page, data, **HERE)
    assert answer.status_code == 403
    again = client.post(page, carried(answer), **HERE)
    assert again.context["adminform"].form["title_de"].value() == WORDS
    assert comes_back(again)


def test_whoever_lost_both_cookies_logs_in_and_goes_on(editor, article):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    page = change_page(article)
    data = filled(unrendered(client, page), title_de=WORDS)
    client.cookies.clear()
    answer = client.post(page, data, **HERE)
    assert answer.status_code == 403
    again = log_in(client, page, answer, editor, **HERE)
    assert again.context["adminform"].form["title_de"].value() == WORDS


def test_a_field_of_the_form_is_no_field_of_the_login():
    client = Client(enforce_csrf_checks=True)
    page = reverse("admin:regions_postcode_add")
    answer = client.post(page, {"code": "04109", "name": "Mitte"}, **HERE)
    assert json.loads(carried(answer)["typed_before"])["pairs"] == [["code", "04109"], ["name", "Mitte"]]


@pytest.mark.parametrize(
    "origin", [{}, {"HTTP_ORIGIN": "https://elsewhere.example"}, {"HTTP_ORIGIN": "null"}]
)
def test_what_another_site_sends_is_not_shown_as_ones_own_words(editor, article, origin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    answer = client.post(change_page(article), {"title_de": "Untergeschoben"}, **origin)
    assert "Untergeschoben" not in text_of(answer, 403)


def test_somebody_else_who_logs_in_sees_the_form_only_with_the_right_to_it(client):
    plot = SpaceFactory(name_de="Nordhof", steward=OrganisationFactory())
    owner = MembershipFactory(organisation=plot.steward, role="reviewer").user
    stranger = MembershipFactory(role="reviewer").user
    client.force_login(owner)
    answer = client.post(change_page(plot), written(client, plot, name_de="Südhof"))
    assert log_in(client, change_page(plot), answer, stranger).status_code == 403
    plot.refresh_from_db()
    assert plot.name_de == "Nordhof"


def test_files_are_named_since_they_cannot_be_kept(client, editor, article):
    file = SimpleUploadedFile("lageplan.png", b"picture")
    page = change_page(article)
    client.force_login(editor)
    data = written(client, article) | {"photos-0-upload": file}
    answer = client.post(page, data)
    assert "<li>lageplan.png</li>" in answer.content.decode()
    again = log_in(client, page, answer, editor)
    assert "lageplan.png" in again.context["notes"][1]


def test_what_is_too_long_is_said_to_be(client, article, monkeypatch):
    monkeypatch.setattr(submitted_form, "MAX_BYTES", 100)
    answer = client.post(change_page(article), {"title_de": "ü" * 101})
    assert "üüü" not in text_of(answer, 403)
    assert "typed_before" not in carried(answer)
    assert answer.context["typed_is_too_long"]


def test_passwords_and_buttons_are_not_carried(client, article):
    answer = client.post(change_page(article), {"password1": "geheim", "_release": "1", "_popup": "1"})
    assert json.loads(carried(answer)["typed_before"])["pairs"] == [["_popup", "1"]]


@pytest.mark.parametrize(
    "text", ["", "[]", '{"pairs": [[1, 2]], "files": []}', '{"pairs": [["a", "\\ud800"]], "files": []}', "{"]
)
def test_what_no_page_of_ours_carried_is_refused(client, editor, article, text):
    client.force_login(editor)
    assert client.post(change_page(article), {"typed_before": text}).status_code == 400


def test_nothing_is_kept_on_the_server_for_whoever_is_not_logged_in(
    client, article, django_assert_num_queries
):
    with django_assert_num_queries(0):
        client.post(change_page(article), {"title_de": "Neu"})
    assert set(client.cookies) == {"csrftoken"}


def test_every_form_of_the_administration_comes_back_and_saves_nothing(client, editor):
    world, faults = World(), {}
    client.force_login(editor)
    for model in admin.site._registry:
        opts = model._meta
        for kind in ("add", "change", "revision", "recover"):
            name = f"admin:{opts.app_label}_{opts.model_name}_{kind}"
            if kind in {"revision", "recover"} and opts.label not in world.versions:
                continue
            address = world.address(name, opts.label, kind)
            form = unrendered(client, address)
            may = "add" if kind in {"add", "recover"} else "change"
            if form.status_code != 200 or not form.context_data.get(f"has_{may}_permission"):
                continue
            before = list(model._base_manager.order_by("pk").values())
            answer = client.post(address, {"typed_before": as_typed(filled(form))})
            if not comes_back(answer):
                faults[name] = "nothing said"
            if list(model._base_manager.order_by("pk").values()) != before:
                faults[name] = "saved"
    assert faults == {}


def as_typed(data):
    pairs = [
        [name, str(each)]
        for name, value in data.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    return submitted_form.SubmittedForm(pairs, []).as_json
