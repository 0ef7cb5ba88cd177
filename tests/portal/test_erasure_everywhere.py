"""Somebody with an international domain is erased wherever an address can stand. Looked for without the code of it."""

import base64
import json
import quopri
from contextlib import suppress
from email.message import EmailMessage
from io import StringIO
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.core.cache import caches
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from accounts.models import Contact, Organisation, Session, User
from accounts.models.session import SessionStore
from editing.models import UnsavedForm
from formats.folding import fold
from investors.models import Enquiry, EnquiryRecipient, Proposal, SavedSearch
from mailing import outbox
from mailing.models import OutgoingMail
from portal.models import Erasure, Feedback
from portal.operations.subject_requests import erasing
from portal.operations.subject_requests.address_patterns import text_columns, unfiltered_rows
from portal.operations.subject_requests.data_sources import DATA_SOURCES
from portal.operations.subject_requests.export import EXCLUDED_FIELDS, LABELS
from sites.papers.expose import cache as papers
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

pytestmark = pytest.mark.django_db

MAX, IN_ASCII = "max@müller-halle.de", "max@xn--mller-halle-thb.de"
EVA = "eva@example.org"


def user_of(email):
    return User.objects.filter(email=email).first() or UserFactory(email=email)


def unsaved_form_of(user__email):
    UnsavedForm.objects.keep(user_of(user__email), "news.article add", "a1", [["title_de", "Angefangen"]])


def session_of(user__email):
    session = SessionStore()
    session[SESSION_KEY] = str(user_of(user__email).pk)
    session.save()


FACTORIES = {
    Enquiry: EnquiryFactory,
    EnquiryRecipient: lambda email: EnquiryFactory(email=EVA, to=[email]),
    SavedSearch: SavedSearchFactory,
    Feedback: FeedbackFactory,
    Proposal: ProposalFactory,
    Contact: ContactFactory,
    Organisation: OrganisationFactory,
    Session: session_of,
    UnsavedForm: unsaved_form_of,
    User: user_of,
    OutgoingMail: lambda **fields: outbox.post(**{"to": EVA, "subject": "Neu", "body": "Guten Tag"} | fields),
}


@pytest.fixture(autouse=True)
def folder(settings):
    for name in ("mail", "log", "cache/exposes"):
        (settings.VAR_DIR / name).mkdir(parents=True)
    UserFactory(administrator=True, email="admin@example.org")
    return settings.VAR_DIR


def plant_rows(address):
    for place in DATA_SOURCES:
        for field in place.fields:
            if field == "rows__note":
                ProposalSpaceFactory(note=f"Für {address}")
            else:
                FACTORIES[place.model](**{field: address})


def plant_mentions():
    """In every text without a length of every table that has a row; what a constraint refuses cannot stand there."""
    ImportRunFactory(), ArticleFactory()
    for model, field in text_columns():
        texts = isinstance(field, models.JSONField | models.TextField)
        row = unfiltered_rows(model).order_by("-pk").first() if texts else None
        if row and not isinstance(field, models.EmailField) and model is not Erasure:
            said = f"Von {MAX}, http://x/?q=max%40m%C3%BCller-halle.de"
            said += f" {fold(MAX)}" if field.name == "search_text" else ""
            value = {"text": said} if isinstance(field, models.JSONField) else said
            try:
                with transaction.atomic():
                    unfiltered_rows(model).filter(pk=row.pk).update(**{field.name: value})
            except IntegrityError:
                continue


def mail_to(address, body, encoding):
    mail = EmailMessage()
    mail["To"], mail["Subject"] = address, "Eine lange Zeile, die umbrochen wird, und Größe " * 3
    mail.set_content(body, cte=encoding)
    return mail.as_bytes()


def plant_files(folder):
    long_line = "x" * 60 + f" {MAX} und Größe"
    for number, encoding in enumerate(("quoted-printable", "base64", "8bit")):
        (folder / "mail" / f"{number}.log").write_bytes(mail_to("amt@example.org", long_line, encoding))
    head = b"To: amt@example.org\nReply-To: max@\n xn--mller-halle-thb.de\n\nHallo\n"
    (folder / "mail" / "folded.log").write_bytes(head)
    word = base64.b64encode(f"Von {MAX}".encode()).decode()
    (folder / "mail" / "subject.log").write_text(f"To: a@example.org\nSubject: =?utf-8?b?{word}?=\n\nHallo\n")
    several = [mail_to("udo@example.org", "Nur für Udo", "8bit"), mail_to("x@example.org", MAX, "base64")]
    line = b"\n" + b"-" * 79 + b"\n"
    (folder / "mail" / "several.log").write_bytes(line.join(several) + line)
    log = f"1 {MAX}\n2 {IN_ASCII}\n3 /?q=max%40m%C3%BCller-halle.de\n4 max%2540xn--mller-halle-thb.de\n5 bleibt\n"
    (folder / "log" / "portal.log").write_text(log)
    (folder / "cache" / "exposes" / "1.pdf").write_text(MAX)
    caches["default"].set("page", MAX)


def is_named_in(text):
    for spelling in (text, unquote(unquote(text)), text.encode().decode("unicode_escape", "replace")):
        if (
            MAX in spelling.lower()
            or IN_ASCII in spelling.lower()
            or "max@mueller-halle.de" in spelling.lower()
        ):
            return True
    return False


def traces(folder):
    """{where: how often}, by SQL and by the bytes of the files."""
    found = {}
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            columns = [f.column for f in model._meta.local_concrete_fields if not hasattr(f, "srid")]
            texts = ", ".join(f"CAST({quoted(column)} AS TEXT)" for column in columns)
            if model._meta.proxy or not model._meta.managed:
                continue
            cursor.execute(f"SELECT {texts} FROM {quoted(table)}")  # noqa: S608
            if count := sum(is_named_in(json.dumps(row, default=str, ensure_ascii=False)) for row in cursor):
                found[table] = count
    for path in folder.rglob("*"):
        raw = path.read_bytes() if path.is_file() else b""
        readings = [raw, raw.replace(b"\n ", b""), quopri.decodestring(raw)]
        body = b"".join(raw.partition(b"\n\n")[2].split())
        with suppress(ValueError):
            readings.append(base64.b64decode(body, validate=True))
        if "?utf-8?b?" in raw.decode(errors="replace"):
            readings.append(base64.b64decode(raw.split(b"?utf-8?b?")[1].split(b"?=")[0]))
        if any(is_named_in(reading.decode(errors="replace")) for reading in readings):
            found[str(path.relative_to(folder))] = 1
    return found


def test_nothing_is_left_of_somebody_and_mails_of_others_that_mention_them_are_reported(folder):
    assert {place.model for place in DATA_SOURCES} == set(FACTORIES)
    plant_rows(MAX)
    plant_rows(IN_ASCII)
    plant_files(folder)
    unsent = outbox.post(to=EVA, subject="Ihre Anfrage", body=f"Fragen Sie {MAX}.")
    plant_mentions()
    OutgoingMail.objects.filter(pk=unsent.pk).update(body=f"Fragen Sie {MAX}.", sent_at=None)
    before = traces(folder)
    assert {"portal_feedback", "mail/0.log", "mail/1.log", "mail/folded.log", "mail/subject.log"} <= set(
        before
    )
    assert len(before) > 20
    told = StringIO()
    call_command("subject_request", MAX.upper(), "--erase", stdout=told)
    assert traces(folder) == {}
    assert f"Mail {unsent.pk} to {EVA} is not sent yet" in told.getvalue()
    unsent.refresh_from_db()
    assert unsent.body == "Fragen Sie …."
    assert caches["default"].get("page") is None
    assert [path.name for path in (folder / "mail").iterdir()] == ["several.log"]
    left = (folder / "mail" / "several.log").read_bytes()
    assert b"Nur f" in left
    assert b"x@example.org" not in left
    assert "5 bleibt" in (folder / "log" / "portal.log").read_text()


@pytest.mark.parametrize("erased", [MAX, IN_ASCII])
def test_either_spelling_erases_both_again_after_a_restore_and_nobody_with_a_domain_like_it(erased):
    erasing.erase_person(erased)
    Erasure.objects.all().delete()  # an older state of the database
    for email in (MAX, IN_ASCII, "max@mueller-halle.de", "max@müller-halle.dev"):
        FeedbackFactory(email=email)
    assert erasing.repeat_erasures() == 1
    left = set(Feedback.objects.values_list("email", flat=True))
    assert left == {"max@mueller-halle.de", "max@müller-halle.dev"}


def test_the_answer_calls_each_thing_by_a_word_of_its_language():
    unnamed = {
        field.name
        for place in DATA_SOURCES
        for field in place.model._meta.concrete_fields
        if type(field.verbose_name) is str
    }
    assert unnamed - EXCLUDED_FIELDS - set(LABELS) == {"id", "message_id"}
    assert papers.cache_folder().name == "exposes"


def test_an_address_whose_domain_is_no_text_stops_no_restore():
    """Its Punycode decodes to half a character."""
    FeedbackFactory(email="x@xn--ab-zd9k.de")
    erasing.erase_person(MAX)
    Erasure.objects.all().delete()
    FeedbackFactory(email=MAX)
    assert erasing.repeat_erasures() == 1
    erasing.erase_person("x@xn--ab-zd9k.de")
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "mail",
    [b'From: "\n\nVon max@example.org', b"Content-Type: text/plain; charset=idna\n\nVon max@example.org"],
)
def test_a_mail_file_that_is_none_hinders_no_erasure(folder, mail):
    (folder / "mail" / "1.log").write_bytes(mail)
    erasing.erase_person("max@example.org")
    assert not [*(folder / "mail").iterdir()]


@pytest.mark.parametrize(("said", "left"), [("Hallo\nina@x.de", "ina@x.de"), ("an nina@x.de", "…")])
def test_a_line_end_in_json_is_no_letter_of_an_address(said, left):
    run = ImportRunFactory()
    field = next(
        field for model, field in text_columns() if model is type(run) and isinstance(field, models.JSONField)
    )
    type(run).objects.update(**{field.name: {"said": said}})
    erasing.erase_person("nina@x.de")
    assert left in getattr(type(run).objects.get(), field.name)["said"]
