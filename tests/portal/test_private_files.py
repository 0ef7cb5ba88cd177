"""What the portal writes is for the user who runs it alone, though a shell usually lets everybody read."""

import os
import shutil
import subprocess

import pytest
from django.core.management import call_command

from tests.operating import ROOT, Portal

pytestmark = pytest.mark.slow

WRITING = """
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import send_mail
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

MigrationRecorder(connection).ensure_schema()
default_storage.save("bilder/halle.jpg", ContentFile(b"x"))
default_storage.save("bilder/gross.jpg", ContentFile(b"x" * 10_000_000))
send_mail("Link", "https://…", None, ["jana@example.com"])
for path in sorted(settings.VAR_DIR.rglob("*")):
    print(oct(path.stat().st_mode & 0o777)[2:], path.name)
"""


@pytest.fixture(autouse=True)
def open_shell():
    """The tests have the portal's own settings, and so its mask."""
    ours = os.umask(0o022)
    yield
    os.umask(ours)


def modes(portal):
    said = portal.call("shell", "--no-imports", "-c", WRITING)
    assert said.returncode == 0, said.stderr
    return dict(reversed(line.split(" ", 1)) for line in said.stdout.splitlines())


def test_database_uploads_and_mails_are_for_their_owner_only(tmp_path):
    portal = Portal(tmp_path / "var", f"spatialite:///{tmp_path}/var/portal.sqlite3")
    found = modes(portal)
    assert {"portal.sqlite3", "portal.sqlite3-wal", "halle.jpg", "gross.jpg", "secret-key"} <= found.keys()
    assert [name for name in found if name.endswith(".log")]  # the mail
    folders = {"bilder", "mail", "media"}
    assert {name: mode for name, mode in found.items() if mode != ("700" if name in folders else "600")} == {}
    assert portal.var.stat().st_mode & 0o777 == 0o700


def test_a_restored_portal_is_for_its_owner_only(tmp_path):
    old = Portal(tmp_path / "old", f"spatialite:///{tmp_path}/old/portal.sqlite3")
    modes(old)
    old.backup(tmp_path / "backup.tar")
    new = Portal(tmp_path / "new", f"spatialite:///{tmp_path}/new/portal.sqlite3")
    new.restore(tmp_path / "backup.tar")
    paths = [new.var, *new.var.rglob("*")]
    assert [path.name for path in paths if path.name == "halle.jpg"]
    assert [path for path in paths if path.stat().st_mode & 0o077] == []


def test_logs_are_for_their_owner_only(tmp_path):
    subprocess.run(
        ["bash", "-ec", ". scripts/progress.sh; make_logs"],
        cwd=ROOT,
        env=os.environ | {"VAR_DIR": str(tmp_path / "var")},
        check=True,
    )
    for folder in (tmp_path / "var", tmp_path / "var" / "log"):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_catalogues_belong_to_the_program_and_are_for_everybody(tmp_path, monkeypatch):
    folder = tmp_path / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "locale" / "de" / "LC_MESSAGES" / "django.po", folder)
    monkeypatch.chdir(tmp_path)
    os.umask(0o077)
    call_command("compilemessages", verbosity=0)
    assert (folder / "django.mo").stat().st_mode & 0o777 == 0o644
    assert os.umask(0o077) == 0o077
