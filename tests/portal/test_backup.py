"""Backup and restore as an operator calls them, on portals of their own under a temporary folder."""

import fcntl
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.operations.backup import BackupFault, swap
from portal.operations.backup.retention import delete_old_backups
from portal.operations.backup.saving import check_free_space, default_path
from tests.operating import PATIENCE, ROOT, Portal, rows_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """An empty portal with all tables, made once."""
    portal = Portal(tmp_path_factory.mktemp("migrated"))
    portal.call("migrate", "--skip-checks", "--verbosity", "0")
    return portal


def portal_with(migrated, folder, *groups):
    """A portal of its own with these groups and one picture; without groups it has its keys only."""
    portal = Portal(folder)
    portal.var.mkdir()
    (portal.var / "secret-key").write_text(f"secret of {folder}")
    (portal.var / "second-factor-key").write_text(f"key of {folder}")
    if groups:
        shutil.copy(migrated.file, portal.file)
        for group in groups:
            portal.write(group)
        (portal.media / "bilder").mkdir(parents=True)
        (portal.media / "bilder" / "Halle Süd.jpg").write_bytes(b"\xff\xd8" + groups[0].encode() * 1000)
    return portal


@pytest.fixture
def make(migrated, tmp_path):
    return lambda name, *groups: portal_with(migrated, tmp_path / name, *groups)


@pytest.fixture(scope="module")
def old(migrated):
    """A portal with content, and its backup beside it."""
    portal = portal_with(migrated, migrated.var.parent / "old", "Redaktion")
    (portal.var / "look").mkdir()
    (portal.var / "look" / "region.css").write_text(":root {}")
    portal.backup(portal.var.parent / "old.tar")
    return portal


@pytest.fixture
def archive(old, tmp_path):
    return Path(shutil.copy(old.var.parent / "old.tar", tmp_path / "backup.tar"))


def content(portal):
    """Its rows without those that tell its state from all others."""
    return {table: rows for table, rows in portal.rows().items() if table != "caching_change"}


def test_no_page_that_was_kept_is_taken_for_one_of_a_restored_portal(make, old, archive):
    """Counted on from the backup, the numbers of its rooms would name pages of the time that is gone."""
    new = make("new")
    new.restore(archive)
    found = [dict(row[1:] for row in portal.rows()["caching_change"]) for portal in (new, old)]
    assert found[0].keys() == found[1].keys()
    assert all(found[0][room] != found[1][room] for room in found[0])


def test_a_restored_portal_has_the_same_rows_files_and_key(make, old, archive):
    new = make("new")
    new.restore(archive)
    assert content(new) == content(old)
    left_out = {"portal.sqlite3", "second-factor-key"}
    expected = {name: held for name, held in old.state().items() if name not in left_out}
    assert {name: held for name, held in new.state().items() if name in expected} == expected
    assert set(expected) == {"media/bilder/Halle Süd.jpg", "look/region.css", "secret-key"}


def test_a_backup_has_a_date_in_its_name_is_for_its_owner_only_and_ends_the_outdated(make, tmp_path):
    portal = make("portal", "Redaktion")
    outdated = portal.var / "backup" / "portal-2020-01-01-000000.tar"
    outdated.parent.mkdir()
    outdated.touch()
    assert "deleted" not in portal.call("backup", tmp_path / "elsewhere.tar").stdout
    done = portal.call("backup")
    assert f"deleted, older than 30 days: {outdated}" in done.stdout
    path = Path(re.search(r"verified: (\S+)", done.stdout)[1])
    assert path.parent == portal.var / "backup"
    assert re.fullmatch(r"portal-\d{4}-\d\d-\d\d-\d{6}\.tar", path.name)
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("name", ["kept.tar", "kept.tar.part"])  # one of another backup too
def test_a_backup_overwrites_nothing(make, tmp_path, name):
    (tmp_path / name).write_text("mine")
    done = make("portal", "Redaktion").call("backup", tmp_path / "kept.tar")
    assert f"There is a file {tmp_path / name} already" in done.stderr
    assert (tmp_path / name).read_text() == "mine"


def test_a_key_from_the_environment_stays_out_of_the_archive(make, tmp_path):
    portal = make("portal", "Redaktion")
    done = portal.call("backup", tmp_path / "backup.tar", SECRET_KEY="from the environment" * 3)
    assert "keep it yourself" in done.stdout
    with tarfile.open(tmp_path / "backup.tar") as packed:
        assert "secret-key" not in packed.getnames()
    assert "holds no secret key" in make("new").restore(tmp_path / "backup.tar")


def test_the_key_for_authenticator_apps_is_in_no_archive_unless_it_is_asked_for(make, tmp_path):
    portal, new = make("portal", "Redaktion"), make("new")
    key, present = (each.var / "second-factor-key" for each in (portal, new))
    key.write_text("of that time")
    present.write_text("of today")
    done = portal.call("backup", tmp_path / "without.tar")
    assert "without the key for authenticator apps" in done.stdout
    portal.call("backup", tmp_path / "with.tar", "--second-factor-key")
    told = new.restore(tmp_path / "without.tar")
    assert "people log in with a recovery code and set their app up again" in told
    assert present.read_text() == "of today"
    assert "recovery code" not in new.restore(tmp_path / "with.tar", "--replace")
    assert present.read_text() == "of that time"


def test_a_damaged_database_is_told_instead_of_saved(make, tmp_path):
    portal = make("portal", "Redaktion")
    with portal.file.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xaa" * 4096 * 4)
    done = portal.call("backup", tmp_path / "backup.tar")
    assert "damaged" in done.stderr or "malformed" in done.stderr
    assert not list(tmp_path.glob("backup*"))


def test_a_writer_in_the_middle_of_its_work_hinders_no_backup_and_is_not_in_it(make, tmp_path):
    portal, new = make("portal", "Redaktion"), make("new")
    with closing(sqlite3.connect(portal.file, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO auth_group (name) VALUES ('Presse')")
        new.restore(portal.backup(tmp_path / "backup.tar"))
        writer.execute("COMMIT")
    assert [row[1] for row in new.rows()["auth_group"]] == ["Redaktion"]


def test_nothing_is_restored_onto_content_unless_it_may_be_replaced(make, archive):
    new = make("new", "Presse")
    assert "--replace" in new.refused(archive)
    said = new.restore(archive, "--replace")
    assert [row[1] for row in new.rows()["auth_group"]] == ["Redaktion"]
    (kept,) = new.var.glob("portal.sqlite3.before-*")
    assert str(kept) in said
    assert [row[1] for row in rows_of(kept)["auth_group"]] == ["Presse"]
    (media,) = new.var.glob("media.before-*")
    assert (media / "bilder" / "Halle Süd.jpg").read_bytes().endswith(b"Presse")


def test_a_dry_run_verifies_and_changes_nothing(make, archive):
    new = make("new", "Presse")
    before = new.state()
    said = new.restore(archive, "--dry-run")
    assert "nothing changed" in said
    assert "--replace" in said
    assert new.state() == before


def test_nothing_is_restored_while_the_portal_is_served(make, archive):
    new = make("new")
    server = subprocess.Popen(
        [sys.executable, "-c", "import portal.wsgi; print('served', flush=True); input()"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": new.url, "VAR_DIR": str(new.var)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout.readline() == "served\n"
        assert "is being served" in new.refused(archive)
    finally:
        server.communicate("\n", timeout=PATIENCE)
    new.restore(archive)


def test_nothing_is_restored_while_another_program_has_the_database_open(make, archive):
    new = make("new", "Presse")
    with closing(sqlite3.connect(new.file)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("SELECT count(*) FROM auth_group").fetchone()
        said = new.call("restore", archive, "--replace")
        assert "has the database open" in said.stderr
        assert [row[1] for row in new.rows()["auth_group"]] == ["Presse"]


def test_nothing_is_served_while_a_restore_works(make):
    portal = make("portal")
    with (portal.var / "serving.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = portal.call("prepare", DEMO="0")
    assert said.returncode != 0
    assert "being restored" in said.stderr


def test_a_broken_database_can_be_replaced(make, tmp_path):
    portal = make("portal", "Redaktion")
    rows = content(portal)
    archive = portal.backup(tmp_path / "backup.tar")
    portal.file.write_bytes(b"no database at all" * 1000)
    assert "--replace" in portal.refused(archive)
    portal.restore(archive, "--replace")
    assert content(portal) == rows


def test_what_a_restore_set_aside_can_be_renamed_back(make, archive):
    """The write-ahead log belongs to the database: the kept file holds what was in it."""
    new = make("new", "Presse")
    with closing(sqlite3.connect(new.file)) as base:
        base.execute("PRAGMA journal_mode=WAL")
    new.write("im Protokoll")
    new.restore(archive, "--replace")
    (kept,) = new.var.glob("portal.sqlite3.before-*")
    assert [row[1] for row in rows_of(kept)["auth_group"]] == ["Presse", "im Protokoll"]


def repack(archive, change):
    """The same archive with its manifest, and whatever else, changed."""
    folder = archive.parent / "unpacked"
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    manifest = json.loads((folder / "manifest.json").read_text())
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    changed = archive.with_name("changed.tar")
    with tarfile.open(changed, "w") as tar:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                tar.add(path, str(path.relative_to(folder)))
    return changed


def test_an_archive_of_a_newer_program_is_refused_with_its_version(make, archive):

    def change(manifest):
        manifest["migrations"].append(["news", "0999_of_tomorrow"])
        manifest["program"] = "abc123"

    said = make("new").refused(repack(archive, change))
    assert "news.0999_of_tomorrow" in said
    assert "git checkout abc123" in said


def test_an_archive_of_an_older_program_is_restored_and_said_to_be_older(make, tmp_path):
    old = make("old", "Redaktion")
    with closing(sqlite3.connect(old.file)) as base, base:
        last = base.execute("SELECT max(name) FROM django_migrations WHERE app = 'news'").fetchone()[0]
        base.execute("DELETE FROM django_migrations WHERE app = 'news' AND name = ?", [last])
    said = make("new").restore(old.backup(tmp_path / "backup.tar"))
    assert "older than this program by 1 migration" in said


def test_a_database_of_another_kind_is_refused(make, archive, tmp_path):

    def change(manifest):
        manifest["vendor"] = "postgresql"
        manifest["files"]["database.pgdump"] = manifest["files"].pop("database.sqlite3")
        (tmp_path / "unpacked" / "database.sqlite3").rename(tmp_path / "unpacked" / "database.pgdump")

    assert "cannot be exchanged" in make("new").refused(repack(archive, change))


def test_a_damaged_archive_changes_nothing(make, archive):
    content = archive.read_bytes()
    new = make("new")
    place = content.index(b"Redaktion" * 3)
    archive.write_bytes(content[:place] + b"r" + content[place + 1 :])
    assert "does not match its checksum" in new.refused(archive)


CUT_OFF = """
import os
from django.core.management import call_command
done, rename = [], os.rename
def rename_until_killed(*paths):
    rename(*paths)
    done.append(paths)
    if len(done) == {after}:
        os._exit(137)
os.rename = rename_until_killed
call_command("restore", "{archive}", "--replace")
"""


def cut_off(portal, archive, after):
    """Restore until so many things are renamed, then kill it."""
    done = portal.call("shell", "--no-imports", "-c", CUT_OFF.format(after=after, archive=archive))
    assert done.returncode == 137, done.stderr


@pytest.mark.parametrize("after", [2, 5])
def test_a_restore_that_is_cut_off_while_it_renames_is_finished_by_the_next_start(make, archive, after):
    portal = make("portal", "Presse")
    cut_off(portal, archive, after)
    said = portal.call("prepare", DEMO="0", DEBUG="1")
    assert "cut off" in said.stdout
    assert [row[1] for row in portal.rows()["auth_group"]] == ["Redaktion"]
    assert (portal.media / "bilder" / "Halle Süd.jpg").read_bytes().endswith(b"Redaktion")
    (kept,) = portal.var.glob("portal.sqlite3.before-*")
    assert [row[1] for row in rows_of(kept)["auth_group"]] == ["Presse"]
    assert not [path for path in portal.var.iterdir() if "restor" in path.name]


def test_a_restore_that_is_cut_off_before_changes_nothing_and_the_next_one_tidies_up(make, archive):
    portal = make("portal", "Presse")
    cut_off(portal, archive, after=1)
    assert [row[1] for row in portal.rows()["auth_group"]] == ["Presse"]
    portal.restore(archive, "--replace")
    assert [row[1] for row in portal.rows()["auth_group"]] == ["Redaktion"]
    assert not [path for path in portal.var.iterdir() if "restor" in path.name]


def test_a_swap_that_fails_is_undone(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    present, staged, full = (tmp_path / name for name in ("present", "staged", "full"))
    present.write_text("old"), staged.write_text("new"), (tmp_path / "other").write_text("other")
    (full / "folder").mkdir(parents=True)
    with pytest.raises(OSError, match="full"):
        swap.swap([(present, tmp_path / "kept")], [(staged, present), (tmp_path / "other", full)])
    assert (present.read_text(), staged.read_text()) == ("old", "new")
    assert not swap.finish_swap()


def test_too_little_room_is_told_before_anything_is_written(tmp_path):
    with pytest.raises(BackupFault, match=r"Too little room in .*: 1,000,000,067\.1 MB are needed"):
        check_free_space(tmp_path, 10**15)


def test_backups_older_than_said_are_deleted_and_nothing_else(settings, tmp_path):
    """Their names have the hour of the region."""
    settings.BACKUP_DAYS, settings.VAR_DIR = 7, tmp_path
    now = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
    names = [
        "portal-2026-11-21-022959.tar",  # over by a second
        "portal-2026-11-21-023000.tar",
        "portal-2026-11-28-023000.tar",
        "portal-before-upgrade.tar",
        "portal-2026-99-99-000000.tar",
        "safe.tar",
    ]
    assert default_path(now) == tmp_path / "backup" / names[2]
    for name in names:
        (tmp_path / name).touch()
    assert [path.name for path in delete_old_backups(tmp_path, now)] == names[:1]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])


CHANGE_FILES = """
from django.conf import settings
from django.core.management import call_command
from portal.operations.backup import database
save, folder = database.SqliteAdapter.save, settings.MEDIA_ROOT / "bilder"
def change_files(self, copy):
    (folder / "changed").write_text("later words")
    (folder / "new").write_text("later")
    (folder / "deleted").unlink()
    save(self, copy)
database.SqliteAdapter.save = change_files
call_command("backup", "{archive}")
"""


def test_a_file_that_comes_or_changes_while_the_database_is_saved_is_kept_as_it_is_then(make, tmp_path):
    """Its row may be saved already as it is by now; one that goes meanwhile may still be asked for."""
    portal, new = make("portal", "Redaktion"), make("new")
    for name in ("untouched", "changed", "deleted"):
        (portal.media / "bilder" / name).write_text("first")
    archive = tmp_path / "backup.tar"
    done = portal.call("shell", "--no-imports", "-c", CHANGE_FILES.format(archive=archive))
    assert done.returncode == 0, done.stderr
    new.restore(archive)
    assert {path.name: path.read_text() for path in (new.media / "bilder").iterdir() if not path.suffix} == {
        "untouched": "first",
        "changed": "later words",
        "new": "later",
        "deleted": "first",
    }
