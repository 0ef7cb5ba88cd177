"""What an operator types after a command reaches what does the work, and nothing else does."""

from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.backup import archive
from portal.backup.restoring import Restored
from portal.management.commands import backup, restore, run_tasks
from publishing.management.commands import import_redirects
from regions.management.commands import import_areas, install_basemap
from sites.management.commands import refresh_distances

MANIFEST = archive.Manifest(
    "2026-11-30", "https://p.example.org", "abc", "sqlite", [], {"a": (1_500_000, "")}
)
REPORT = SimpleNamespace(notes=[], refused=[], created=["a"], changed=["b"], removed=[], summary="1 new.")


@pytest.fixture
def given(monkeypatch):
    """Puts something that notes what it gets in the place of a function."""
    notes = []

    def instead(module, name, answer=None):
        def note(*arguments, **more):
            more.pop("progress", None)
            notes.append((arguments, more))
            return answer

        monkeypatch.setattr(module, name, note)
        return notes

    return instead


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ([], None),
        (["--kind", "airport"], ["airport"]),
        (["--kind", "port", "--kind", "airport"], ["port", "airport"]),
    ],
)
def test_distances_are_measured_to_the_kinds_that_are_named(given, capsys, typed, kinds):
    notes = given(refresh_distances, "measure", 7)
    call_command("refresh_distances", *typed)
    assert notes == [((), {"kinds": kinds})]
    assert "7 distances changed." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "options", "words"),
    [
        ([], {"replace": False, "dry_run": False}, "Restored and verified: x.tar"),
        (["--replace"], {"replace": True, "dry_run": False}, "Restored and verified: x.tar"),
        (["--dry-run"], {"replace": False, "dry_run": True}, "Verified, nothing changed: x.tar"),
    ],
)
def test_a_restore_replaces_or_only_looks_on_demand(given, capsys, typed, options, words):
    notes = given(restore, "restore", Restored(MANIFEST))
    call_command("restore", "x.tar", *typed)
    assert notes == [((Path("x.tar"),), options)]
    assert capsys.readouterr().out.splitlines() == [
        words,
        "  made 2026-11-30 at https://p.example.org, program abc",
        "  1 files, 1.5 MB",
    ]


def test_a_restore_tells_what_it_finished_what_waits_and_what_is_kept():
    report = Restored(
        MANIFEST, migrations_ahead=2, finished_another=True, kept=["media.before"], notes=["Note."]
    )
    assert [line.strip() for line in restore.lines("x.tar", report, False)] == [
        "An earlier restore had been cut off; it was finished first.",
        "Restored and verified: x.tar",
        "made 2026-11-30 at https://p.example.org, program abc",
        "1 files, 1.5 MB",
        "older than this program by 2 migrations: the next start applies them",
        "before: media.before",
        "Note.",
        "Delete what is called “before” when you have seen that all is well.",
    ]


@pytest.mark.parametrize("is_named", [True, False])
def test_only_backups_in_our_own_folder_are_deleted_when_they_are_old(
    given, capsys, monkeypatch, tmp_path, is_named
):
    file = tmp_path / "x.tar"
    file.write_bytes(b"x" * 100_000)
    monkeypatch.setattr(backup, "default_path", lambda: file)
    saved = given(backup, "save", MANIFEST)
    monkeypatch.setattr(backup, "delete_outdated", lambda folder: [folder / "old.tar"])
    call_command("backup", *([str(file)] if is_named else []))
    told = capsys.readouterr().out
    assert saved[0][0][0] == file
    assert ("deleted, older than" in told) is not is_named
    assert "1 files, 0.1 MB, mode 600" in told
    assert "without the secret key" in told


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_dry_run_of_an_import_is_one(given, capsys, tmp_path, dry_run):
    file = tmp_path / "a.csv"
    file.write_text("a;b")
    redirects = given(import_redirects, "run_import", REPORT)
    call_command("import_redirects", str(file), dry_run=dry_run)
    told = capsys.readouterr().out
    given(import_areas, "run_import", REPORT)
    call_command("import_areas", "a.geojson", dry_run=dry_run, kind="district")
    (first, options), (second, more) = redirects
    assert options == more == {"dry_run": dry_run}
    assert (first[0].args, first[2]) == ((b"a;b",), file)
    assert isinstance(second[0], partial)
    assert (second[0].args, second[0].keywords["kind"]) == (("a.geojson",), "district")
    assert ("Neu: a" in told, "1 new." in told) == (dry_run, True)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ([], {"queue_names": ["default"], "excluded_queue_names": [], "batch": False, "interval": 1.0}),
        (
            [
                "--queue-name",
                "a,b",
                "--exclude-queues",
                "c,d",
                "--batch",
                "--interval",
                "5",
                "--worker-id",
                "w",
            ],
            {"queue_names": ["a", "b"], "excluded_queue_names": ["c", "d"], "batch": True, "interval": 5.0},
        ),
    ],
)
def test_a_worker_does_what_it_was_told_and_waits_for_nothing_at_its_start(monkeypatch, typed, expected):
    made, done = {}, []
    worker = SimpleNamespace(run=lambda: done.append("run"), configure_signals=lambda: done.append("signals"))
    monkeypatch.setattr(run_tasks, "Worker", lambda **options: made.update(options) or worker)
    monkeypatch.setattr(run_tasks.serving, "hold", lambda: done.append("hold"))
    monkeypatch.setattr(run_tasks, "run_with_reloader", lambda run: done.append("reload"))
    call_command("run_tasks", *typed, "--no-reload", verbosity=0)
    assert {name: made[name] for name in expected} == expected
    assert made["startup_delay"] is False
    assert (made["worker_id"] == "w", len(made["worker_id"]) == 32) == (bool(typed), not typed)
    assert done == ["hold", "signals", "run"]
    call_command("run_tasks", "--reload", verbosity=0)
    assert done[3:] == ["hold", "reload"]


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ([], "say --remove"),
        (["a.pbf", "--remove"], "say --remove"),
        (["a.pbf", "--day", "28.11.2026"], "must be one of the past"),
        (["a.pbf", "--day", "9999-01-01"], "must be one of the past"),
    ],
)
def test_a_map_is_made_of_something_or_removed(typed, refusal):
    with pytest.raises(CommandError, match=refusal):
        call_command("install_basemap", *typed)


def test_whose_data_a_map_is_made_of_is_handed_on(given, capsys, tmp_path):
    file = tmp_path / "tiles"
    file.write_bytes(b"x" * 2_000_000)
    tiles = SimpleNamespace(
        version="v1", min_zoom=4, max_zoom=14, path=file, attribution="A", licence="", day="", layers=()
    )
    notes = given(install_basemap, "make_basemap", tiles)
    typed = ["a.pbf", "b.pbf", "--attribution", " A ", "--licence", "L ", "--day", "2026-01-02"]
    call_command("install_basemap", *typed)
    (sources, told, *_more), _options = notes[0]
    assert (sources, told) == (["a.pbf", "b.pbf"], install_basemap.Told("A", "L", "2026-01-02"))
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["The map v1 is shown from now on.", "  zooms 4 to 14, 2 MB", "  A, no day known"]
