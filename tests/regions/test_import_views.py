import base64
import gzip
import re

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from importing.models import ImportRun
from regions.landmark_import import LandmarkImportForm
from regions.models import Landmark
from tests.factories.accounts import UserFactory
from tests.factories.regions import LandmarkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TABLE = b"kind,name,code,lat,lon\nairport,Leipzig/Halle,LEJ,51.4324,12.2416\nairport,Nowhere,,0,0\n"
LATIN_1 = "kind;name;lat;lon\nport;Bückeburg;52.26;9.05\n".encode("latin-1")
"""As Excel saves “CSV”, and not “CSV UTF-8”."""


@pytest.fixture
def address():
    return reverse("admin:regions_landmark_import")


def upload(content=TABLE):
    return SimpleUploadedFile("landmarks.csv", content)


def hidden_fields(answer):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.content.decode()))


def test_list_of_landmarks_leads_to_the_import(admin_client, address):
    assert address in admin_client.get(reverse("admin:regions_landmark_changelist")).content.decode()
    assert admin_client.get(address).status_code == 200


def test_upload_shows_what_would_happen_and_writes_nothing(admin_client, address):
    answer = admin_client.post(address, {"file": upload()})
    page = answer.content.decode()
    assert "Leipzig/Halle (LEJ)" in page
    assert "Zeile 3 (Nowhere)" in page
    assert not Landmark.objects.exists()


def test_confirming_imports_what_was_shown(admin_client, address):
    shown = admin_client.post(address, {"file": upload()})
    answer = admin_client.post(address, hidden_fields(shown) | {"confirm": "1"})
    assert answer.status_code == 302
    assert Landmark.objects.get().code == "LEJ"


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"no columns", b"{", b"SQLite format 3\x00rubbish"]
)
def test_an_unreadable_file_gets_a_message_beside_the_field(admin_client, address, content):
    answer = admin_client.post(address, {"file": upload(content)})
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


@pytest.mark.parametrize("content", [LATIN_1, gzip.compress(TABLE)[:-9]], ids=["latin-1", "cut off"])
@pytest.mark.parametrize(
    ("name", "told"),
    [("häfen.csv", "häfen.csv"), ("<b>.csv", "<b>.csv"), ("漢" * 150 + ".csv", "漢" * 100)],
    ids=["umlaut", "html", "long"],
)
def test_a_fault_names_the_file_as_its_editor_does_and_nothing_of_the_server(
    admin_client, address, content, name, told
):
    answer = admin_client.post(address, {"file": SimpleUploadedFile(name, content)})
    [message] = answer.context["form"].errors["file"]
    assert message.endswith(f": {told}")
    assert "/" not in message
    assert ImportRun.objects.get().fault == message


@pytest.mark.parametrize(
    ("name", "told"), [("/etc/geheim.csv", "geheim.csv"), ("../" * 99 + "x.csv", "x.csv"), ("/", "?")]
)
def test_a_name_made_up_in_the_page_is_told_without_its_folders(admin_client, address, name, told):
    content = base64.b64encode(LATIN_1).decode()
    answer = admin_client.post(address, {"content": content, "file_name": name})
    assert answer.context["form"].errors["file"][0].endswith(f": {told}")


def test_a_landmark_file_with_the_longest_name_is_taken(admin_client, address):
    file = SimpleUploadedFile("漢" * 250 + ".csv", TABLE)
    assert "Leipzig/Halle (LEJ)" in admin_client.post(address, {"file": file}).content.decode()


@pytest.mark.parametrize("data", [{}, {"content": "%%%"}, {"content": "YQ", "srid": "x", "confirm": "1"}])
def test_a_broken_request_gets_a_message(admin_client, address, data):
    answer = admin_client.post(address, data)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_too_large_a_file_is_refused(admin_client, address, monkeypatch):
    monkeypatch.setattr(LandmarkImportForm, "max_megabytes", 0)
    answer = admin_client.post(address, {"file": upload()})
    assert "0 MB" in answer.context["form"].errors["file"][0]


def test_a_small_upload_that_unpacks_to_a_huge_file_is_refused(admin_client, address, monkeypatch):
    monkeypatch.setattr("importing.geometries.files.MAX_UNPACKED_BYTES", 1024 * 1024)
    answer = admin_client.post(address, {"file": upload(gzip.compress(TABLE + b"x" * 1024 * 1024))})
    assert "1 MB" in answer.context["form"].errors["file"][0]


def test_what_the_file_lacks_goes_only_when_chosen(admin_client, address):
    LandmarkFactory(name="Closed", code="OLD")
    file = TABLE.rsplit(b"airport,Nowhere", 1)[0]
    shown = admin_client.post(address, {"file": upload(file), "remove_missing": "on"})
    assert "Closed (OLD)" in shown.content.decode()
    admin_client.post(address, hidden_fields(shown) | {"confirm": "1"})
    assert list(Landmark.objects.values_list("code", flat=True)) == ["LEJ"]


def test_only_who_may_add_landmarks_imports(client, django_user_model, address):
    user = django_user_model.objects.create_user(
        email="a@example.org", password="Geheimnis-123456", is_staff=True
    )
    client.force_login(user)
    assert client.post(address, {"file": upload()}).status_code == 403


def test_who_may_add_and_change_but_not_delete_removes_nothing_by_a_file(client, address):
    LandmarkFactory(name="Closed", code="OLD")
    user = UserFactory()
    granted = Permission.objects.filter(codename__in=["add_landmark", "change_landmark"])
    user.user_permissions.set(granted)
    client.force_login(user)
    shown = client.post(address, {"file": upload()})
    assert shown.status_code == 200
    assert client.post(address, {"file": upload(), "remove_missing": "on"}).status_code == 403
    sent = hidden_fields(shown) | {"confirm": "1", "remove_missing": "on"}
    assert client.post(address, sent).status_code == 403
    assert list(Landmark.objects.values_list("code", flat=True)) == ["OLD"]
