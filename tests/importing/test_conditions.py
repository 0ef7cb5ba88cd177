"""What an import takes, tells and keeps: each condition by itself, at its limits, without a database."""

import base64
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Given

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from importing import kinds, recording, reports, texts, uploading
from importing.geometries import records
from importing.models import ImportRun
from importing.reports import ImportFault, Report, Section
from regions.models import Landmark

pytestmark = pytest.mark.usefixtures("english")

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def fault_of(function, *args):
    """What is wrong, "" where it is taken."""
    try:
        function(*args)
    except ImportFault as fault:
        return str(fault)
    return ""


# --- Words


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (0, "0"), (" a ", "a"), ("a\0b", "ab"), ("a\ud800b", "ab"), ("\0 a", "a"), (12.5, "12.5")],
)
def test_a_text_is_stored_without_what_databases_refuse(value, text):
    assert texts.storable(value) == text


@pytest.mark.parametrize(
    ("path", "name"), [("/srv/geheim/a.csv", "a.csv"), ("a" * 101, "a" * 100), ("", "?"), ("/", "?")]
)
def test_a_file_is_called_without_its_place(path, name):
    assert texts.file_name_of(path) == name


def test_fields_are_named_in_small_letters():
    assert records.texts_of({" Name ": " Halle ", 7: None}) == {"name": "Halle", "7": ""}


# --- Reports


@pytest.mark.parametrize(
    ("count", "shown", "rest"), [(1, 1, ""), (500, 500, ""), (501, 500, "… and 1 more.")]
)
def test_five_hundred_sentences_are_told(count, shown, rest):
    (section,) = reports.sections_of({"refused": ["a\0"] * count, "notes": []})
    assert (len(section.sentences), section.rest, section.sentences[0]) == (shown, rest, "a")
    assert section.heading == "Refused"


def test_what_needs_somebody_stands_first():
    told = Report(created=["a"], changed=["b"], removed=["c"], refused=["d"], notes=["e"])
    assert [section.kind for section in told.sections] == [
        "refused",
        "notes",
        "changed",
        "removed",
        "created",
    ]


@pytest.mark.parametrize(
    ("more", "writes", "is_all_there"),
    [
        ({}, False, True),
        ({"unchanged": 3}, False, True),
        ({"created": ["a"]}, True, False),
        ({"changed": ["a"]}, True, False),
        ({"removed": ["a"]}, True, False),
        ({"refused": ["a"]}, False, False),
        ({"notes": ["a"]}, False, True),
    ],
)
def test_an_import_writes_what_is_new_other_or_gone(more, writes, is_all_there):
    report = Report(**more)
    assert report.writes is writes
    assert recording.is_all_there(report) is is_all_there
    assert report.summary.startswith(f"{len(report.created)} new, {len(report.changed)} changed, ")
    assert Report(dry_run=True).summary.startswith("Dry run, nothing written. 0 new")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ImportFault("The file is empty."), "The file is empty."),
        (KeyError("password"), "An unexpected fault (KeyError). The log of the server tells more."),
        (KeyboardInterrupt(), "It was broken off."),
    ],
)
def test_a_fault_of_ours_is_told_by_its_kind_only(error, words):
    assert recording.words_of(error) == words


@pytest.mark.parametrize(
    ("user", "dry_run", "fails", "is_new", "done"),
    [
        (None, False, False, True, ["saved", "finished"]),
        ("Vera", False, False, True, ["saved", "finished"]),
        (None, True, False, True, []),
        ("Vera", True, False, True, []),
        ("Vera", True, False, False, ["finished"]),
        (None, True, False, False, []),
        (None, False, True, True, ["saved", "failed"]),
        (None, True, True, True, []),
        ("Vera", True, True, True, ["failed"]),
    ],
)
def test_which_runs_are_kept(monkeypatch, user, dry_run, fails, is_new, done):
    found = []

    def run(**values):
        assert values["name"] == (user or "")
        return Given(
            save=lambda: found.append("saved"),
            fail=lambda words: found.append("failed"),
            finish=lambda report: found.append("finished"),
        )

    def take(dry_run):
        if fails:
            raise ImportFault("empty")
        return Report(dry_run=dry_run, created=["a"] if is_new else [])

    class Atomic:
        def __enter__(self):
            return self

        def __exit__(self, *error):
            return False

    monkeypatch.setattr(recording, "ImportRun", run)
    monkeypatch.setattr(recording, "transaction", Given(atomic=lambda durable: Atomic()))
    told = fault_of(lambda: recording.run_import(take, Landmark, "a.csv", user=user, dry_run=dry_run))
    assert told == ("empty" if fails else "")
    assert found == done


@pytest.mark.parametrize(
    ("outcome", "ago", "is_running"),
    [
        ("started", HOUR, False),
        ("started", HOUR - SECOND, True),
        ("done", SECOND, False),
        ("failed", SECOND, False),
    ],
)
def test_a_run_that_takes_an_hour_was_broken_off(outcome, ago, is_running):
    assert ImportRun(outcome=outcome, started_at=NOW - ago).is_running(NOW) is is_running


@pytest.mark.parametrize(
    ("kind", "name"),
    [("regions.landmark", "Landmarks"), ("old.thing", "old.thing")],
)
def test_a_run_is_called_by_its_kind_and_file(kind, name):
    run = ImportRun(kind=kind, file_name="a.csv", report=[{"kind": "notes", "sentences": ["a"], "more": 2}])
    assert run.kind_name.lower() == name.lower()
    assert str(run) == f"{run.kind_name}: a.csv"
    assert run.sections == [Section("notes", ["a"], 2)]


@pytest.mark.parametrize(("outcome", "by"), [("done", "finish"), ("failed", "fail")])
def test_a_run_ends_with_what_became_of_it(monkeypatch, outcome, by):
    saved = []
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(ImportRun, "save", lambda self: saved.append(self))
    run = ImportRun(started_at=NOW - SECOND)
    getattr(run, by)(Report(created=["a"], unchanged=4) if by == "finish" else "a\0b")
    assert (run.outcome, run.ended_at, saved) == (outcome, NOW, [run])
    assert (run.created, run.unchanged, run.fault) == ((1, 4, "") if by == "finish" else (0, 0, "ab"))


@pytest.mark.parametrize(
    ("rights", "may"), [(["add", "change"], True), (["add"], False), (["change"], False), ([], False)]
)
def test_who_imports_may_add_and_change(rights, may):
    allowed = {f"regions.{right}_landmark" for right in rights}
    assert kinds.may_import(Given(has_perm=allowed.__contains__), Landmark) is may


# --- The form


@pytest.mark.parametrize(
    ("size", "sent", "reason"),
    [
        (0, "file", "The submitted file is empty"),
        (1, "file", ""),
        (uploading.MEGABYTE, "file", ""),
        (uploading.MEGABYTE + 1, "file", "larger than 1 MB"),
        (0, "content", "Please choose a file"),
        (1, "content", ""),
        (uploading.MEGABYTE + 1, "content", "larger than 1 MB"),
        (1, "forged", "Please choose a file"),
    ],
)
def test_a_file_is_taken_up_to_its_last_byte(size, sent, reason):
    class Form(uploading.ImportForm):
        most_megabytes = 1

    content = b"a" * size
    kept = base64.b64encode(content).decode() if sent == "content" else "ä!" if sent == "forged" else ""
    uploads = {"file": SimpleUploadedFile("new.csv", content)} if sent == "file" else {}
    form = Form({"content": kept, "file_name": "kept.csv"}, uploads)
    assert form.is_valid() is (not reason)
    assert reason in str(form.errors)
    if not reason:
        name = "new.csv" if sent == "file" else "kept.csv"
        assert dict(form.confirmation) == {
            "content": base64.b64encode(content).decode(),
            "file_name": name,
        }
