"""The answer that a person gets word by word, whose address is meant, and who cannot be erased."""

import json
from datetime import datetime
from html import escape
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone, translation

from accounts.models import User
from mailing.models import OutgoingMail
from portal.models import Erasure, Feedback
from portal.operations.backup.erasures import erasures_path
from portal.operations.subject_requests import erasing, export, text_search
from portal.operations.subject_requests.address_patterns import address_pattern
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.importing import ImportRunFactory
from tests.factories.investors import ProposalFactory
from tests.factories.portal import FeedbackFactory, SiteProfileFactory

EVA = "eva@example.org"
PAGE = "/en/admin/subject-request/"
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def folder(settings):
    settings.VAR_DIR.mkdir()
    UserFactory(administrator=True, email="admin@example.org")
    return settings.VAR_DIR


@pytest.fixture
def mails(folder):
    (folder / "mail").mkdir()
    (folder / "mail" / "1.log").write_text(f"To: {EVA}")
    (folder / "mail" / "2.log").write_text("To: neva@example.org")
    return folder / "mail"


def test_the_answer_tells_each_thing_with_what_is_filled_in_and_where_else_the_address_stands(mails):
    at = datetime(2026, 3, 2, 13, 5, tzinfo=ZoneInfo("Europe/Berlin"))
    FeedbackFactory(email=EVA, topic="barrier", page="/presse/", language="de")
    FeedbackFactory(message=f"Fragen Sie {EVA}.")
    Feedback.objects.update(created_at=at)
    with translation.override("en"):
        found = export.collect_data(f" {EVA} ")
        told = export.export_text(found | {"at": at})
    number = Feedback.objects.get(email=EVA).pk
    assert told.splitlines() == [
        f"What is stored about {EVA}",
        "as of 2\xa0March 2026, 13:05",
        "",
        "feedback",
        f"  ID: {number}",
        "  topic: I met a barrier",
        "  message: Die Telefonnummer stimmt nicht mehr.",
        f"  e-mail address: {EVA}",
        "  page: /presse/",
        "  language: de",
        "  received: 2\xa0March 2026, 13:05",
        "  done: no",
        "",
        "The address is mentioned besides in:",
        "  feedback: 1",
        "  mails kept as files: 1",
    ]
    assert json.loads(export.export_json(found))["files"] == 1


def test_what_opens_something_is_told_nobody():
    ProposalFactory(addressee=EVA, token="GEHEIM")  # noqa: S106
    UserFactory(email=EVA)
    told = export.export_text(export.collect_data(EVA))
    assert EVA in told
    assert "GEHEIM" not in told
    assert "md5$" not in told


@pytest.mark.parametrize("field", ["to", "reply_to", "subject", "body"])
def test_a_mail_is_theirs_when_it_goes_to_them_or_its_answer_does(field):
    one = {"to": "x@example.org", "subject": "Neu", "body": "Guten Tag", "reply_to": ""}
    mail = OutgoingMail.objects.create(message_id="<1@x>", **one | {field: EVA})
    OutgoingMail.objects.create(message_id="<2@x>", **one | {field: "neva@example.org"})
    is_theirs = field in {"to", "reply_to"}
    assert text_search.unsent_mails(EVA) == [mail] * (not is_theirs)
    erasing.erase_person(EVA)
    assert OutgoingMail.objects.filter(pk=mail.pk).exists() is not is_theirs


@pytest.mark.parametrize(
    ("text", "is_meant"),
    [
        ("eva@example.org", True),
        ("<Eva@Example.ORG>", True),
        ("Eva: eva@example.org.", True),
        ("Zeile\\neva@example.org", True),
        ("mailto:eva@example.org?subject=a", True),
        ("eva@example.org.uk", False),
        ("eva@example.organisation", False),
        ("eva@example.org-alt", False),
        ("neva@example.org", False),
        ("d.eva@example.org", False),
        ("d-eva@example.org", False),
        ("d+eva@example.org", False),
        ("eva@exampleXorg", False),
    ],
)
def test_an_address_is_known_as_a_whole(text, is_meant):
    assert bool(address_pattern(EVA).search(text)) is is_meant


@pytest.mark.parametrize("address", ["o'neil@example.org", "Jörg@example.org", "ö@example.org"])
def test_a_name_that_is_written_otherwise_in_json_html_and_addresses_is_erased_as_well(address):
    words = f"{address.lower()} {escape(address)} ?q={quote(quote(address))}"
    run = ImportRunFactory(report={"lines": [words]})
    feedback = FeedbackFactory(message=words)
    FeedbackFactory(email=address)
    erasing.erase_person(address)
    run.refresh_from_db()
    assert run.report["lines"] == ["… … ?q=…"]
    assert [*Feedback.objects.values_list("pk", "message")] == [(feedback.pk, "… … ?q=…")]


@pytest.mark.parametrize("address", ["kontakt@example.org", "PRESSE@example.org", " presse@example.org "])
def test_the_addresses_of_the_region_s_office_are_not_erased(address):
    SiteProfileFactory(email="kontakt@example.org", press_email="presse@example.org")
    ContactFactory(email=address.strip())
    with translation.override("en"), pytest.raises(ValidationError, match="the region’s office"):
        erasing.erase_person(address)
    assert not Erasure.objects.exists()
    assert not erasures_path().exists()


def test_an_administrator_is_erased_when_there_is_another_and_an_office_without_address_hinders_nobody():
    SiteProfileFactory(email="", press_email="")
    UserFactory(administrator=True, email=EVA)
    erasing.erase_person(EVA)
    assert [user.email for user in User.objects.all()] == ["admin@example.org"]


def test_whatever_was_kept_goes_with_the_rows_and_no_page_of_the_file_holds_what_was_deleted(mails):
    for erase in (lambda: erasing.erase_person(EVA), erasing.repeat_erasures):
        FeedbackFactory(email=EVA)
        (mails / "1.log").write_text(f"To: {EVA}")
        caches["default"].set("page", "eva")
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = OFF")
        erase()
        assert [path.name for path in mails.iterdir()] == ["2.log"]
        assert caches["default"].get("page") is None
        assert not Feedback.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete")
            assert cursor.fetchone() == (1,)
        Erasure.objects.all().delete()  # an older state of the database


def test_an_erasure_is_known_again_by_its_number_its_hour_and_how_much(folder):
    at = datetime(2026, 3, 2, 13, 5, tzinfo=ZoneInfo("Europe/Berlin"))
    FeedbackFactory(email=EVA)
    FeedbackFactory(message=f"Fragen Sie {EVA}.")
    erasing.erase_person(EVA, at)
    [erasure] = Erasure.objects.values()
    assert (erasure["at"], erasure["erased"]) == (at, {"portal.Feedback": 1, "mentions": 1})
    assert erasures_path().stat().st_mode & 0o777 == 0o600
    Erasure.objects.all().delete()
    erasing.repeat_erasures()
    assert [*Erasure.objects.values()] == [erasure]


@pytest.mark.parametrize(
    ("step", "name", "content_type"),
    [
        ("text", "stored-data.txt", "text/plain; charset=utf-8"),
        ("json", "stored-data.json", "application/json"),
    ],
)
def test_the_answer_is_a_file_that_nobody_keeps(client, step, name, content_type):
    client.force_login(User.objects.get(email="admin@example.org"))
    answer = client.post(PAGE, {"step": step, "address": f" {EVA} "})
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert EVA in answer.text


def test_the_page_names_the_last_ten_erasures_the_newest_first(client):
    now = timezone.now()
    for days in range(11):
        Erasure.objects.create(at=now - timezone.timedelta(days=days))
    client.force_login(User.objects.get(email="admin@example.org"))
    page = client.get(PAGE)
    assert [erasure.at for erasure in page.context["erasures"]] == [
        now - timezone.timedelta(days=days) for days in range(10)
    ]
