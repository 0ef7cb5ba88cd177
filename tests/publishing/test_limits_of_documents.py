"""Documents, texts and data at their very limits: each condition by itself, without a database."""

import io
import stat
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Given

import pytest
from django.core.exceptions import ValidationError

from database.locking import is_full, is_passing
from publishing import (
    archives,
    documents,
    marks,
    pdfs,
    uploads,
)
from publishing.models import Publishable
from publishing.structured_data import breadcrumb, picture, stated
from tests.publishing.refusals import code_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
State = Publishable.WorkflowState


# --- Documents


def entry(name, size=1, mode=stat.S_IFREG, flags=0):
    return Given(filename=name, orig_filename=name, file_size=size, external_attr=mode << 16, flag_bits=flags)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a/plan.pdf", ""),
        ("../plan.pdf", "document_leads_away"),
        ("a/../plan.pdf", "document_leads_away"),
        ("a..b/plan.pdf", ""),
        ("/plan.pdf", "document_leads_away"),
        ("a\\plan.pdf", "document_leads_away"),
        ("C:plan.pdf", "document_leads_away"),
    ],
)
def test_nothing_in_an_archive_leads_to_another_folder(name, code):
    assert code_of(archives.check_place, entry(name)) == code
    assert code_of(archives.check_place, entry("link", mode=stat.S_IFLNK)) == "document_leads_away"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("plan.pdf", ""),
        ("PLAN.PDF", ""),
        ("thumbs.db", ""),
        ("a/.DS_Store", ""),
        ("a.docx", "document_holds_program"),
        ("a.exe", "document_holds_program"),
        ("a.exe. ", "document_holds_program"),
        ("a.pdf:b.exe", "document_holds_program"),
        ("a", "document_holds_program"),
        ("a.pdf.exe", "document_holds_program"),
    ],
)
def test_an_archive_holds_known_kinds_of_files(name, code):
    assert code_of(archives.check_name, name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("word/document.xml", ""),
        ("word/media/image1.svg", ""),
        ("Pictures/1.svg", ""),
        ("word/page.svg", "document_holds_program"),
        ("word/a.exe", "document_holds_program"),
        ("mimetype", ""),
        ("word/vbaProject.bin", ""),
    ],
)
def test_an_office_document_holds_what_its_programs_write(name, code):
    assert code_of(archives.check_parts, [entry(name)]) == code


@pytest.mark.parametrize(
    ("records", "unpacked", "code"),
    [
        (archives.MOST_ENTRIES, 1, ""),
        (archives.MOST_ENTRIES + 1, 1, "document_too_many"),
        (1, archives.MOST_UNPACKED, ""),
        (1, archives.MOST_UNPACKED + 1, "document_unpacks_too_big"),
    ],
)
def test_an_archive_is_looked_through_up_to_its_limits(monkeypatch, records, unpacked, code):
    class Zip:
        def __init__(self, file):
            pass

        def __enter__(self):
            return Given(infolist=lambda: [entry("a", unpacked)])

        def __exit__(self, *error):
            pass

    monkeypatch.setattr(archives.zipfile, "ZipFile", Zip)
    assert code_of(archives.entries_of, io.BytesIO(b"PK" + records * archives.RECORD)) == code
    assert archives.entries_of(io.BytesIO(b"XX")) is None


@pytest.mark.parametrize(
    ("name", "size", "is_so", "code"),
    [
        ("a.pdf", 5, True, ""),
        ("a.PDF", 5, True, ""),
        ("a.pdf", 6, True, "too_big"),
        ("a.pdf", 5, False, "document_disguised"),
        ("a.exe", 5, True, "document_ending"),
        ("a.heic", 5, True, "document_ending"),
        ("a", 5, True, "document_ending"),
    ],
)
def test_a_document_is_what_its_ending_says_and_not_too_large(monkeypatch, settings, name, size, is_so, code):
    settings.DOCUMENT_MAX_BYTES = 5
    monkeypatch.setitem(documents.CHECKS, "pdf", lambda file: is_so)
    file = io.BytesIO(b"a")
    file.name, file.size = name, size
    assert code_of(documents.inspect.__wrapped__, file) == code


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("Plan 1.v2.PDF", "Plan-1-v2.pdf"),
        ("..pdf", "unterlage.pdf"),
        ("a" * 300 + ".pdf", "a" * documents.LONGEST_STEM + ".pdf"),
        ("x/y/plan.pdf", "plan.pdf"),
        ("-a-.pdf", "a.pdf"),
    ],
)
def test_a_file_gets_one_ending_and_a_short_name(name, tidy):
    assert documents.tidy_name(name) == tidy


@pytest.mark.parametrize(
    ("warnings", "passes"), [([], False), (["xref damaged"], False), (["object stream 5: bad"], True)]
)
def test_a_pdf_with_objects_that_were_passed_over_is_not_taken(warnings, passes):
    assert pdfs.passes_over_objects(warnings) is passes


# --- Texts and data


@pytest.mark.parametrize(
    ("markup", "placed", "within"),
    [
        ("<p>[Bild 17]</p>", [17], []),
        ("<p> [picture&nbsp;17] </p><p>a [Bild 3] b</p>", [17], ["[Bild 3]"]),
        ("[Bild 17]", [], ["[Bild 17]"]),
        ("<p>[Bild 1234567890]</p>", [], []),
        (None, [], []),
    ],
)
def test_a_mark_alone_in_its_paragraph_places_a_picture(markup, placed, within):
    assert (marks.placed(markup), marks.within_sentences(markup)) == (placed, within)


def test_data_for_machines_leave_out_what_is_not_known():
    assert stated("Thing", a=None, b="", c=[], d=0, e=False) == {"@type": "Thing", "d": 0, "e": False}
    assert stated("Thing", a=None) is None
    assert picture(None) is None
    found = breadcrumb([("a", "/a/"), ("b", None)])["itemListElement"]
    assert [(step["position"], "item" in step) for step in found] == [(1, True), (2, True), (3, False)]


@pytest.mark.parametrize(("number", "is_so"), [(28, True), (122, True), (5, False)])
def test_a_full_disk_may_have_room_in_a_moment_and_another_error_is_one(number, is_so):
    assert is_full(OSError(number, "x")) is is_passing(OSError(number, "x")) is is_so
    assert not is_full(ValueError())


def test_what_was_found_out_about_an_upload_stays_with_it():
    asked = []

    @uploads.once
    def work(file):
        asked.append(file)
        if len(asked) > 1:
            raise ValidationError("no")
        return

    one, other = Given(), Given()
    assert work(one) is work(one) is None
    for _time in range(2):
        with pytest.raises(ValidationError):
            work(other)
    assert asked == [one, other]
