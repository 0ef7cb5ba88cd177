"""A person who asks is told all that is stored; those who want to be erased are, and stay so after a restore."""

import json
import sqlite3
from contextlib import closing
from io import StringIO

import pytest
import reversion
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from reversion.models import Version

from accounts.models import Contact, LoginEvent, Session, User
from investors.models import Enquiry, Proposal, SavedSearch
from mailing import outbox
from mailing.models import OutgoingMail
from portal.demo.saving import save_revision
from portal.models import Erasure, Feedback
from portal.operations.backup.erasures import erasures_path, merge_erasures
from portal.operations.backup.saving import default_path
from portal.operations.subject_requests import erasing, erasure_log, export, text_search
from tests.factories.accounts import ContactFactory, OrganisationFactory, UserFactory
from tests.factories.importing import ImportRunFactory
from tests.factories.investors import (
    EnquiryFactory,
    ProposalFactory,
    ProposalSpaceFactory,
    SavedSearchFactory,
)
from tests.factories.news import ArticleFactory
from tests.factories.portal import FeedbackFactory
from tests.factories.sites import SpaceFactory
from tests.operating import Portal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

EVA = "Eva.Kern@example.org"
OTHER = "neva.kern@example.org"
PAGE = "/en/admin/subject-request/"


@pytest.fixture(autouse=True)
def folder(settings):
    settings.VAR_DIR.mkdir()
    UserFactory(administrator=True, email="admin@example.org")
    return settings.VAR_DIR


def plant(address):
    """The address in every place where it can stand as somebody's own, and in texts that mention it."""
    space = SpaceFactory(contact=ContactFactory(email=address.lower()))
    enquiry = EnquiryFactory(email=address, about=[space], to=[address], notes=f"Frau Kern, {address}.")
    EnquiryFactory(email="else@example.org", message=f"Auch {address} fragt.", copy_to=address)
    search = SavedSearchFactory(email=address.upper())
    FeedbackFactory(email=address)
    FeedbackFactory(message=f"Schreiben Sie an <{address}>")
    ProposalFactory(addressee=f"Eva Kern <{address}>")
    ProposalSpaceFactory(note=f"Liebe {address}")
    OrganisationFactory(email=address)
    user = UserFactory(email=address, name="Eva Kern")
    outbox.post(to=address, subject="Ihre Anfrage", body="Guten Tag")
    outbox.post(to="x@example.org", subject="Neu", body=f"Von {address}", reply_to=address)
    ImportRunFactory(report={"lines": [f"Zeile 3\n{address}"]})
    with reversion.create_revision():
        save_revision(ArticleFactory(body_de=f"<p>Fragen Sie {address}</p>"))
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(SavedSearch),
        object_id=search.pk,
        object_repr=f"{address}: ?kind=hall",
        action_flag=CHANGE,
        action_time=timezone.now(),
    )
    return enquiry


def test_all_is_told_as_text_and_as_data():
    plant(EVA)
    found = export.collect_data(EVA)
    assert len(found["places"]) == 9
    told = json.loads(export.export_json(found))
    rows = {place["name"]: place["rows"] for place in told["places"]}
    assert rows["Anfragen"][0]["Nachricht"] == "Wann können wir die Halle ansehen?"
    text = export.export_text(found)
    assert "Wann können wir die Halle ansehen?" in text
    assert "Import-Läufe: 1" in text or "Importe: 1" in text


def test_nothing_is_told_of_somebody_else():
    plant(OTHER)
    found = export.collect_data("Eva.Kern@example.org")
    assert (found["places"], found["mentions"]) == ([], {})
    assert "Zu dieser Adresse ist nichts gespeichert." in export.export_text(found)


def test_erasure_leaves_the_address_in_no_text_of_the_database_and_in_no_file(folder):
    enquiry = plant(EVA)
    plant(OTHER)
    (folder / "mail").mkdir()
    (folder / "mail" / "1.log").write_text(f"To: {EVA}")
    (folder / "mail" / "2.log").write_text(f"To: {OTHER}")
    others = len(list(text_search.find_mentions(OTHER)))
    erasing.erase_person(f" {EVA} ")
    assert list(text_search.find_mentions(EVA)) == []
    assert len(list(text_search.find_mentions(OTHER))) == others
    assert [path.name for path in (folder / "mail").iterdir()] == ["2.log"]
    assert EVA.casefold() not in erasures_path().read_text().casefold()
    enquiry.refresh_from_db()
    assert (enquiry.name, enquiry.message, enquiry.spaces.count()) == ("", "", 1)  # when, and about what
    assert Erasure.objects.get().erased["investors.Enquiry"] == 1
    assert not Contact.objects.filter(email__iexact=EVA).exists()
    assert enquiry.spaces.get().space.contact is None  # an enquiry about it reaches the office
    for version in Version.objects.all():
        json.loads(version.serialized_data)
    for model in (SavedSearch, Contact, User, Proposal, Feedback, OutgoingMail):
        assert model.objects.exists()  # those of others


def test_what_a_restored_backup_brings_back_is_erased_again():
    plant(EVA)
    erasing.erase_person(EVA)
    assert erasing.repeat_erasures() == 0
    Erasure.objects.all().delete()  # an older state of the database
    plant(EVA)
    assert erasing.repeat_erasures() == 1
    assert list(text_search.find_mentions(EVA)) == []
    assert Erasure.objects.get().mark == erasure_log.address_hash(EVA)
    assert erasing.repeat_erasures() == 0


def test_a_restore_loses_nothing_of_the_record(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    first = {"id": "1", "at": "2026-11-01T00:00:00+00:00", "mark": "a", "erased": {}}
    second = first | {"id": "2", "at": "2026-11-02T00:00:00+00:00"}
    old.write_text(json.dumps(first) + "\n")
    new.write_text(json.dumps(first) + "\n" + json.dumps(second) + "\n")
    merge_erasures(old, new)
    assert [json.loads(line) for line in old.read_text().splitlines()] == [first, second]
    merge_erasures(old, tmp_path / "missing")
    assert len(old.read_text().splitlines()) == 2


def test_a_line_that_a_crash_cut_off_stops_nothing():
    erasures_path().write_text('{"id": "7", "at": "2026-1')
    erasing.erase_person(EVA)
    assert [line["mark"] for line in erasure_log.read_log()] == [erasure_log.address_hash(EVA)]
    assert erasing.repeat_erasures() == 0


def test_the_mark_is_forgotten_when_no_backup_needs_it_any_longer(settings):
    settings.BACKUP_DAYS = 30
    at = timezone.now()
    erasing.erase_person(EVA, at=at - timezone.timedelta(days=30))
    kept = erasing.erase_person(OTHER, at=at)
    assert erasing.delete_expired_hashes(at) == 1
    assert [line["id"] for line in erasure_log.read_log()] == [str(kept.pk)]
    assert Erasure.objects.count() == 2
    assert erasing.repeat_erasures() == 0


def test_the_mark_stays_as_long_as_a_backup_from_before_lies_in_its_folder(settings, folder):
    settings.BACKUP_DAYS = 30
    at = timezone.now()
    left = default_path(at - timezone.timedelta(days=50))
    left.parent.mkdir()
    left.touch()
    (left.parent / "portal-before-the-move.tar").touch()
    needed = erasing.erase_person(EVA, at=at - timezone.timedelta(days=40))
    erasing.erase_person(OTHER, at=at - timezone.timedelta(days=60))
    assert erasing.delete_expired_hashes(at) == 1
    assert [line["id"] for line in erasure_log.read_log()] == [str(needed.pk)]
    left.unlink()
    assert erasing.delete_expired_hashes(at) == 1


def test_the_command_tells_and_erases():
    EnquiryFactory(email=EVA)
    told = StringIO()
    call_command("subject_request", EVA, "--erase", "--dry-run", "--language", "en", stdout=told)
    assert "Enquiries" in told.getvalue() or "enquiries" in told.getvalue()
    assert Enquiry.objects.filter(email=EVA).exists()
    call_command("subject_request", EVA, "--erase", stdout=told)
    assert "Erased: 1 investors.Enquiry" in told.getvalue()
    assert not Enquiry.objects.filter(email=EVA).exists()


class TestPage:
    @pytest.mark.once
    def test_is_for_administrators_alone(self, client):
        client.force_login(UserFactory(region_staff=True))
        assert client.get(PAGE).status_code == 403
        assert client.post(PAGE, {"step": "json", "address": EVA}).status_code == 403

    @pytest.fixture
    def admin(self, client):
        client.force_login(User.objects.get(email="admin@example.org"))
        return client

    def test_shows_what_is_stored_and_mails_that_may_still_go_to_others(self, admin):
        EnquiryFactory(email=EVA, message="Wann?")
        outbox.post(to="x@example.org", subject="Ihre Anfrage", body=f"Fragen Sie {EVA}.")
        page = admin.post(PAGE, {"step": "search", "address": EVA}).content.decode()
        assert "Wann?" in page
        assert "<li>x@example.org: Ihre Anfrage</li>" in page

    @pytest.mark.once
    def test_wants_a_tick_before_it_erases(self, admin):
        EnquiryFactory(email=EVA)
        page = admin.post(PAGE, {"step": "erase", "address": EVA}).content.decode()
        assert "Please tick this box" in page
        assert Enquiry.objects.filter(email=EVA).exists()
        answer = admin.post(PAGE, {"step": "erase", "address": EVA, "is_sure": "on"}, follow=True)
        assert "noted without the address: 1 entries" in answer.content.decode()
        assert not Enquiry.objects.filter(email=EVA).exists()

    @pytest.mark.once
    def test_says_beside_the_field_what_is_no_address_and_who_cannot_be_erased(self, admin):
        assert (
            "Enter a valid email" in admin.post(PAGE, {"step": "search", "address": "eva"}).content.decode()
        )
        page = admin.post(PAGE, {"step": "erase", "address": "admin@example.org", "is_sure": "on"})
        assert "only administrator" in page.content.decode()


def test_the_sessions_of_an_account_end_with_it_and_nobody_else_s(client):
    eva, other = UserFactory(email=EVA), UserFactory(email=OTHER)
    for user in (eva, other):
        client.force_login(user)
        client.cookies.clear()
    LoginEvent.objects.create(kind="locked", user=eva, at=timezone.now())
    LoginEvent.objects.create(kind="locked", user=other, at=timezone.now())
    erasing.erase_person(EVA)
    left = {session.get_decoded()["_auth_user_id"] for session in Session.objects.all()}
    assert left == {str(other.pk)}
    assert set(LoginEvent.objects.values_list("user", flat=True)) == {other.pk}


@pytest.mark.once
@pytest.mark.django_db(transaction=True)  # what is being written is not copied
def test_what_was_erased_is_in_no_page_of_the_file_and_not_in_its_log_either(tmp_path):
    plant(EVA)
    portal = Portal(tmp_path)
    with closing(sqlite3.connect(portal.file)) as server:
        connection.connection.backup(server)
        assert server.execute("PRAGMA journal_mode = WAL").fetchall() == [("wal",)]
        assert server.execute("UPDATE portal_feedback SET email = email").rowcount  # into the log, too
        server.commit()
        # While the server holds the file open: it must not be read here before, which would end its locks.
        done = portal.call("subject_request", EVA, "--erase")
        assert done.returncode == 0, done.stderr
        files = b"".join(path.read_bytes() for path in portal.var.glob("portal.sqlite3*"))
    assert EVA.casefold().encode() not in files.lower()
