"""What a backup notes beside its files."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

from portal.backup.saving import Steps, default_path, megabytes, program


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
