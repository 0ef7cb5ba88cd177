"""What a backup notes beside its files, and which state of a file it holds."""

import os
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from portal.backup import archive, database
from portal.backup.saving import Steps, default_path, megabytes, program, save


def git(folder, *arguments):
    subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True)


def test_the_program_is_named_by_its_commit_and_whether_it_was_changed_since(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    assert program() == ""
    git(tmp_path, "init")
    (tmp_path / "a.py").write_text("1")
    git(tmp_path, "add", ".")
    git(tmp_path, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-m", "x")
    commit = program()
    assert len(commit) == 12
    (tmp_path / "a.py").write_text("2")
    assert program() == f"{commit}-dirty"


def test_a_backup_without_a_name_is_named_by_the_hour_of_the_region(settings):
    settings.VAR_DIR = "/var/portal"
    path = default_path(datetime(2026, 7, 1, 22, 30, 5, tzinfo=UTC))
    assert path == Path("/var/portal/backup/portal-2026-07-02-003005.tar")


def test_progress_adds_up_and_never_passes_the_whole():
    told = []
    step = Steps(lambda *words: told.append(words), "Files", 10)
    for count in (4, 5, 5):
        step(count)
    assert told == [("Files", 4, 10), ("Files", 9, 10), ("Files", 10, 10)]


def test_sizes_are_told_in_megabytes():
    assert megabytes(1_234_560_000) == "1,234.6 MB"


def test_a_file_that_changes_while_the_database_is_saved_is_kept_as_it_is_then(
    settings, tmp_path, monkeypatch
):
    """Its row may be saved already as it is by now; one that goes meanwhile may still be asked for."""

    def write(name, text, at):
        file = settings.MEDIA_ROOT / name
        file.write_text(text)
        os.utime(file, (at, at))

    def save_database(copy, _progress):
        write("longer", "later words", at=1)
        write("as long", "LATER", at=2)
        write("new", "later", at=2)
        (settings.MEDIA_ROOT / "deleted").unlink()
        copy.write_text("rows")

    settings.MEDIA_ROOT.mkdir()
    for name in ("untouched", "longer", "as long", "deleted"):
        write(name, "first", at=1)
    saved = SimpleNamespace(vendor="sqlite", size=lambda: 4, save=save_database)
    saved.fault_of, saved.migrations_of = lambda copy: None, lambda copy: []
    monkeypatch.setattr(database, "of", lambda: saved)
    save(tmp_path / "backup.tar")
    with tarfile.open(tmp_path / "backup.tar") as packed:
        held = {name: packed.extractfile(name).read().decode() for name in packed.getnames()}
    del held[archive.MANIFEST]
    assert held == {
        "database.sqlite3": "rows",
        "media/untouched": "first",
        "media/longer": "later words",
        "media/as long": "LATER",
        "media/new": "later",
        "media/deleted": "first",
    }
