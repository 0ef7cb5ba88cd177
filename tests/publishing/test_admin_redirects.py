import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from editing.admin.redirects import RedirectImportForm
from publishing.models import Redirect
from tests.factories.accounts import UserFactory
from tests.factories.publishing import RedirectFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db

ADD = "admin:publishing_redirect_add"
LIST = "admin:publishing_redirect_changelist"
IMPORT = "admin:publishing_redirect_import"
TABLE = b"old;new\n/alt/;/aktuelles/\n/x/;/nirgends/\n"


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(UserFactory(administrator=True))


def add(client, old, new):
    answer = client.post(reverse(ADD), {"old_path": old, "new_path": new}, follow=True)
    form = answer.context.get("adminform")
    return form.form.errors if form else {}


def stored():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def test_an_address_is_taken_as_it_stands_in_the_browser(client):
    space = SpaceFactory()
    assert not add(client, "http://testserver/index.php?id=1&L=0 ", space.get_absolute_url())
    assert stored() == {"/index.php?L=0&id=1": space.get_absolute_url()}
    assert Redirect.objects.get().origin == "typed"


def test_an_empty_new_address_means_gone(client):
    add(client, "/weg/", "")
    assert stored() == {"/weg/": ""}
    assert "endgültig entfallen" in client.get(reverse(LIST)).content.decode()


def test_what_leads_to_an_old_address_is_refused_with_the_way_out(client):
    RedirectFactory(old_path="/b/", new_path="/aktuelles/")
    errors = add(client, "/a/", "/b/")
    assert "„/b/“ ist selbst eine alte Adresse." in errors["new_path"].as_text()
    assert stored() == {"/b/": "/aktuelles/"}


def test_one_that_waits_behind_a_page_stays_when_another_leads_to_that_page(client):
    RedirectFactory(old_path="/projekte/", new_path="/aktuelles/")
    assert not add(client, "/d/", "/projekte/")
    assert stored() == {"/projekte/": "/aktuelles/", "/d/": "/projekte/"}


def test_what_would_lead_back_goes(client):
    Redirect.objects.create(old_path="/aktuelles/", new_path="/alt/")
    assert not add(client, "/alt/", "/aktuelles/")
    assert stored() == {"/alt/": "/aktuelles/"}


@pytest.mark.parametrize(
    "new", ["/a/", "/b/", "/nirgends/", "//evil.example/", "https://evil.example/", "99999"]
)
def test_what_leads_in_a_circle_nowhere_or_elsewhere_is_refused_beside_the_field(client, new):
    RedirectFactory(old_path="/b/", new_path="/a/")
    assert "new_path" in add(client, "/a/", new)
    assert stored() == {"/b/": "/a/"}


def test_a_changed_one_is_no_circle_with_what_it_was(client):
    redirect = RedirectFactory(old_path="/a/", new_path="/projekte/")
    address = reverse("admin:publishing_redirect_change", args=[redirect.pk])
    client.post(address, {"old_path": "/c/", "new_path": "/aktuelles/"})
    assert stored() == {"/c/": "/aktuelles/"}


def test_it_says_when_a_page_goes_before(client):
    answer = client.post(reverse(ADD), {"old_path": "/projekte/", "new_path": "/aktuelles/"}, follow=True)
    assert "eine Seite" in answer.content.decode()


@pytest.mark.parametrize(
    ("use", "shown"), [("year", {"/used/"}), ("unused", {"/idle/"}), ("never", {"/young/"})]
)
def test_the_list_tells_what_can_be_cleared_out(client, use, shown):
    today = timezone.localdate()
    for path, days in (("/used/", 10), ("/idle/", 400), ("/young/", None)):
        redirect = RedirectFactory(old_path=path)
        last = None if days is None else today - timedelta(days=days)
        created = timezone.now() - timedelta(days=0 if days is None else 1000)
        Redirect.objects.filter(pk=redirect.pk).update(last_used_on=last, created_at=created)
    listed = client.get(reverse(LIST), {"use": use}).context["cl"].queryset
    assert {redirect.old_path for redirect in listed} == shown


# The import


def upload(content=TABLE):
    return SimpleUploadedFile("alt.csv", content)


def hidden_fields(answer):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.content.decode()))


def test_the_list_leads_to_the_import(client):
    assert reverse(IMPORT) in client.get(reverse(LIST)).content.decode()
    assert client.get(reverse(IMPORT)).status_code == 200


def test_upload_shows_what_would_happen_and_writes_nothing(client):
    page = client.post(reverse(IMPORT), {"file": upload()}).content.decode()
    assert "/alt/ → /aktuelles/" in page
    assert "Zeile 3 (/x/)" in page
    assert not stored()


def test_confirming_imports_what_was_shown(client):
    shown = client.post(reverse(IMPORT), {"file": upload()})
    answer = client.post(reverse(IMPORT), hidden_fields(shown) | {"confirm": "1"})
    assert answer["Location"] == reverse(LIST)
    assert stored() == {"/alt/": "/aktuelles/"}


@pytest.mark.parametrize("data", [{}, {"content": "%%%"}, {"content": "YQ", "confirm": "1"}])
def test_a_broken_request_gets_a_message(client, data):
    answer = client.post(reverse(IMPORT), data)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_too_large_a_file_is_refused(client, monkeypatch):
    monkeypatch.setattr(RedirectImportForm, "max_megabytes", 0)
    answer = client.post(reverse(IMPORT), {"file": upload()})
    assert "0 MB" in answer.context["form"].errors["file"][0]


def test_only_who_may_change_redirects_imports(client):
    client.force_login(UserFactory())
    assert client.post(reverse(IMPORT), {"file": upload()}).status_code == 403
    assert not stored()
