"""The installation on PostgreSQL as README and docs/operating.md tell it, typed line by line, by an ordinary role.

Only what belongs to this machine is put in: folders, ports, and a `sudo` that stays who it is.
"""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from urllib.error import URLError

import psycopg
import pytest

from tests.readme import ROOT, blocks, sudo_in

pytestmark = pytest.mark.postgis

MAKING, SERVING = blocks("README.md", "A real installation")
BACKUP = blocks("docs/operating.md", "Backup")[0]
RESTORE = blocks("docs/operating.md", "Restore")
PATIENCE = 900  # s, for a machine that has other things to do
FIRST = {
    "DJANGO_SUPERUSER_EMAIL": "first@example.org",
    "DJANGO_SUPERUSER_NAME": "First",
    "DJANGO_SUPERUSER_PASSWORD": "a long way to Leipzig",
}


@pytest.fixture
def shell(tmp_path):
    """An operator's shell: `shell(lines)` types them and returns what is said; `shell.var` is the portal's folder."""
    shell = Shell(tmp_path)
    yield shell
    with psycopg.connect(dbname="postgres", autocommit=True) as superuser:
        for name in ("portal", "portal_new"):
            superuser.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        superuser.execute("DROP ROLE IF EXISTS portal")


class Shell:
    def __init__(self, folder):
        self.folder = folder
        self.var = folder / "var"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.path = f"{sudo_in(folder / 'bin')}:{os.environ['PATH']}"
        (folder / "safe").mkdir()

    def start(self, lines, **environment):
        ours = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "SECRET_KEY"}}
        return subprocess.Popen(
            ["bash", "-e", "-u", "-o", "pipefail", "-c", lines.replace("/safe/", f"{self.folder}/safe/")],
            cwd=ROOT,
            env=ours | {"PATH": self.path, "VAR_DIR": str(self.var), "PORT": str(self.port), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def __call__(self, lines, **environment):
        began = time.monotonic()
        process = self.start(lines, **environment)
        said, _nothing = process.communicate(timeout=PATIENCE)
        print(f"\n{lines.strip()}\n  → status {process.returncode}, {time.monotonic() - began:.0f} s")
        assert process.returncode == 0, said
        assert "Traceback" not in said
        return said


def without(lines, *beginnings):
    """The lines of a block but those that begin so."""
    return "".join(line for line in lines.splitlines(keepends=True) if not line.startswith(beginnings))


def page(shell, path):
    """What a visitor gets through the proxy that the README wants before the portal."""
    request = urllib.request.Request(  # noqa: S310
        f"http://127.0.0.1:{shell.port}{path}",
        headers={"Host": "portal.example.org", "X-Forwarded-Proto": "https"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return answer.status, answer.read().decode()


def wait_until_served(shell, process):
    for _second in range(PATIENCE):
        assert process.poll() is None, process.stdout.read()
        try:
            return page(shell, "/gesundheit/")
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(1)
    raise AssertionError("It is not served.")


def figures(name):
    """What the portal's own role finds in its database."""
    with psycopg.connect(f"postgresql://portal:secret@localhost/{name}") as portal:
        owners = portal.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE tablename LIKE '%\\_area'")
        return {
            "owners": owners.fetchall(),
            "users": portal.execute("SELECT email, password FROM accounts_user").fetchall(),
            "areas": portal.execute(
                "SELECT key, ST_AsBinary(boundary) FROM regions_area ORDER BY key"
            ).fetchall(),
            "migrations": portal.execute("SELECT count(*) FROM django_migrations").fetchone(),
        }


def test_what_readme_and_operating_tell_is_all_that_has_to_be_typed(shell):
    settings = without(SERVING, "make")
    shell(MAKING)
    shell(without(SERVING, "make run"), **FIRST)

    process = shell.start(without(SERVING, "make admin"))
    try:
        wait_until_served(shell, process)
        assert page(shell, "/")[0] == 200
        assert "csrfmiddlewaretoken" in page(shell, "/admin/login/")[1]
        shell(f"{settings}\nscripts/manage import_areas portal/demo/areas/states.geojson.gz")
        shell(f"{settings}\n{without(BACKUP, 'make backup  ')}")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        said, _nothing = process.communicate(timeout=60)
    assert "The map has no areas" in said

    before = figures("portal")
    assert before["owners"] == [("portal",)]
    assert [email for email, _password in before["users"]] == ["first@example.org"]
    assert len(before["areas"]) == 3

    shell.var = shell.folder / "another-machine"
    shell(f"{settings}\n{RESTORE[1]}")
    assert figures("portal_new") == before
    assert shell.var.stat().st_mode & 0o777 == 0o700
    open_files = [path for path in shell.folder.rglob("*") if path.stat().st_mode & 0o077]
    assert [path for path in open_files if shell.var in path.parents or path.suffix == ".tar"] == []


def test_an_installation_without_the_extension_is_told_and_works_after_it(shell):
    lines = MAKING.splitlines()
    shell(lines[0])
    said = shell(f"{without(SERVING, 'make')}\nmake admin && exit 1 || true", **FIRST)
    assert 'psql -d NAME -c "CREATE EXTENSION postgis"' in said
    assert said.count("✗") == 1
    shell(lines[1])
    shell(without(SERVING, "make run"), **FIRST)
