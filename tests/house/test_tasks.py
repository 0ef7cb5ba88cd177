"""What tasks of `make` and scripts do with what they are given, and in which environment."""

import os
import re
import shutil
import socket
import subprocess

import pytest
from django.conf import settings

from tests.command_lines import refusal
from tests.house.test_scripts import executable

ROOT = settings.BASE_DIR
TOLD = "DEBUG|DEMO|[A-Z]*_URL|HSTS_SUBDOMAINS|HOST|PORT|[A-Z]+_HOSTS|MAP_LAYERS|[A-Z_]+_KEY|LOOK_DIR|[A-Z_]+_DAYS"
NOTES = f"""#!/bin/sh
told=$(env | grep -E '^({TOLD})=' | sort | tr '\\n' ' ')
echo "$told$(basename "$0")${{1:+ }}$*" >>calls
printf '%s\\0' "$(basename "$0")" "$@" '
' >>words
"""
OF_THE_OWNER = {
    "DATABASE_URL": "postgis:///own",
    "SITE_URL": "https://own.example.org",
    "DEMO": "0",
    "HOST": "0.0.0.0",  # noqa: S104
    "PORT": "9000",
    "LOOK_DIR": "/own",
    "CACHE_URL": "redis://own",
    "PROXY_PURGE_URL": "https://own.example.org/purge",
    "BACKUP_DAYS": "3",
    "EMAIL_URL": "smtp://own.example.org",
    **dict.fromkeys(["DEBUG", "PYTHONDONTWRITEBYTECODE"], "1"),
    **dict.fromkeys(["ALLOWED_HOSTS", "FORMER_HOSTS"], "own.example.org"),
    **dict.fromkeys(["MAP_LAYERS", "SECRET_KEY", "SECOND_FACTOR_KEY"], "own"),
}
"""Set where the portal of this folder is served."""


class Folder:
    """A copy of the scripts in which what is named only notes how it was called. Its own parser must take the words."""

    def __init__(self, path, pytestconfig):
        self.path, self.pytest_parser = path, pytestconfig._parser
        shutil.copytree(ROOT / "scripts", path / "scripts")
        shutil.copytree(ROOT / ".ci", path / ".ci")
        shutil.copy(ROOT / "Makefile", path / "Makefile")
        self.notes(".venv/bin/python", ".venv/bin/lint-imports")

    def notes(self, *names, then=""):
        for name in names:
            executable(self.path / name, NOTES + then)

    def run(self, *command, **environment):
        """Return what it called; `self.done` has its status and words."""
        (self.path / "calls").write_text("")
        (self.path / "words").write_text("")
        path = f"{self.path / 'bin'}:{os.environ['PATH']}"
        known = {"PATH": path, "HOME": str(self.path)}
        self.done = subprocess.run(  # noqa: S603
            command, cwd=self.path, capture_output=True, text=True, env=known | environment
        )
        calls = (self.path / "words").read_text().split("\0\n\0")[:-1]
        refused = [refusal(call.split("\0"), self.pytest_parser) for call in calls]
        assert [text for text in refused if text] == []
        return (self.path / "calls").read_text().splitlines()


@pytest.fixture
def folder(tmp_path, pytestconfig):
    return Folder(tmp_path, pytestconfig)


def test_the_data_stay_when_a_folder_is_cleaned(folder):
    for name in ("var/test/a", "var/static/a", "var/portal.sqlite3", ".ruff_cache/a", ".pytest_cache/a"):
        (folder.path / name).parent.mkdir(parents=True, exist_ok=True)
        (folder.path / name).write_text("")
    folder.run("make", "clean")
    left = {path.name for path in folder.path.iterdir()} | {path.name for path in folder.path.glob("var/*")}
    assert left == {"scripts", ".ci", "Makefile", "calls", "words", "var", "portal.sqlite3"}


@pytest.mark.parametrize(("told", "replaces"), [("", False), ("REPLACE=0", False), ("REPLACE=1", True)])
def test_a_restore_replaces_what_is_there_only_when_that_is_said(folder, told, replaces):
    folder.notes("scripts/manage")
    call = "manage restore a.tar --replace" if replaces else "manage restore a.tar"
    assert folder.run("make", "restore", "FILE=a.tar", *told.split()) == [call]


STEPS = ("install-system", "build-env", "check-port", "manage", "serve", "on-postgis")


@pytest.fixture
def steps(folder):
    """The steps that scripts have in common note that they were asked for."""
    folder.notes(*(f"scripts/{name}" for name in STEPS))
    return folder


def test_the_portal_is_served_without_debug_pages_and_only_by_its_first_start_gets_a_demo(folder):
    folder.notes("scripts/install-system", "scripts/build-env", "scripts/check-port", "scripts/serve")
    assert folder.run("scripts/run", DEBUG="1")[3] == "DEBUG=0 python manage.py prepare --first-steps"
    assert folder.run("scripts/manage", "migrate")[2:] == [
        "DEMO=0 python manage.py prepare",
        "python manage.py migrate",
    ]


BASEMAP = "manage install_basemap --day "


@pytest.mark.parametrize(
    ("told", "calls"),
    [
        ({"REMOVE": "1", "FILE": "a.pbf"}, ["manage install_basemap --remove"]),
        ({"FILE": "a.mbtiles"}, [f"{BASEMAP} --attribution  --licence  -- a.mbtiles"]),
        (
            {"FILE": "a.mbtiles", "PARTIAL": "1"},
            ["manage install_basemap --partial --day  --attribution  --licence  -- a.mbtiles"],
        ),
        (
            {"URL": "https://a.example.org/x.pmtiles?y=1", "REMOVE": "0"},
            [f"{BASEMAP} --attribution  --licence  -- https://a.example.org/x.pmtiles?y=1"],
        ),
        (
            {"URL": "https://a/b.osm.pbf https://a/c.mbtiles", "FILE": "d e.pmtiles", "DAY": "2026-11-28"}
            | {"ATTRIBUTION": "© A", "LICENCE": "ODbL"},
            [
                "install-system basemap",
                f"{BASEMAP}2026-11-28 --attribution © A --licence ODbL"
                " -- https://a/b.osm.pbf https://a/c.mbtiles d e.pmtiles",
            ],
        ),
    ],
)
def test_tiles_are_built_only_of_an_extract_and_all_sources_are_one_map(steps, told, calls):
    assert steps.run("scripts/basemap", **told) == calls


@pytest.mark.parametrize(
    ("told", "calls"),
    [
        ({"REMOVE": "1", "FILE": "a.pbf"}, ["manage install_roads --remove"]),
        (
            {"FILE": "a.pbf b.pbf", "REMOVE": "0"},
            [
                "install-system roads",
                "build-env base",
                "build-env roads",
                "manage install_roads -- a.pbf b.pbf",
            ],
        ),
    ],
)
def test_roads_are_built_of_all_files_by_what_only_they_need(steps, told, calls):
    assert steps.run("scripts/roads", **told) == calls


@pytest.mark.parametrize(("script", "question"), [("basemap", "✗ Which map?"), ("roads", "✗ Which roads?")])
def test_without_a_file_nothing_is_installed_and_the_way_is_told(steps, script, question):
    assert steps.run(f"scripts/{script}") == []
    first, example, where = steps.done.stderr.splitlines()
    assert (steps.done.returncode, first) == (1, question)
    assert example.startswith(f"  make {script} FILE=region.osm.pbf")
    assert where.startswith("  docs/operating.md, “")


def test_all_steps_of_the_check_run_though_one_fails_and_know_nothing_of_the_portal_served_here(steps):
    steps.notes(".venv/bin/lint-imports", then="exit 1\n")
    steps.notes("scripts/lint-templates")
    calls = steps.run("scripts/test", **OF_THE_OWNER)
    units = "python -m pytest -q -n auto --dist loadgroup -m not browser"
    assert calls[-3:-1] == [units, f"on-postgis .venv/bin/{units}"]
    assert calls[-1].endswith("-m browser tests/browser")
    assert [call for call in calls if "own" in call] == []
    assert steps.done.returncode == 1
    assert steps.done.stdout.splitlines()[-1] == "Steps: 11 passed, 1 failed"
    assert "✗ Import contract failed." in steps.done.stdout


def test_a_port_that_is_taken_is_told_with_another_one(folder):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        folder.run("scripts/check-port", PORT=str(port))
    assert folder.done.returncode == 1
    first, hint = folder.done.stderr.splitlines()
    assert first == f"✗ Port {port} on 127.0.0.1 is already in use."
    assert hint.endswith(f"choose another port: PORT={port + 1} make run")


def test_tests_and_trials_know_nothing_of_the_settings_that_the_readme_names():
    table = (ROOT / "README.md").read_text().partition("## Settings")[2].partition("## A real")[0]
    named = {
        name
        for row in table.splitlines()
        for name in re.findall(r"`([A-Z_]+)`", "".join(row.split("|")[1:2]))
    }
    words = (ROOT / "scripts/without_settings.sh").read_text().split()
    assert named - set(words) == {"VAR_DIR", "TMPDIR", "PYTHON"}


def test_trials_run_on_both_databases_though_the_first_fails(steps):
    steps.notes(".venv/bin/python", then='case "$*" in *pytest*) exit 1;; esac\n')
    first = [
        "install-system trial",
        "build-env test",
        "python manage.py compilemessages --ignore=.venv --verbosity 0",
    ]
    trials = "python -m pytest -v -s"
    assert steps.run("scripts/trial", **OF_THE_OWNER) == [
        *first,
        f"{trials} tests/trials",
        f"on-postgis .venv/bin/{trials} tests/trials",
    ]
    assert (steps.done.returncode, "✗ A trial failed." in steps.done.stderr) == (1, True)
    assert (
        steps.run("scripts/trial", "tests/trials/test_papers.py")[3]
        == f"{trials} tests/trials/test_papers.py"
    )


def test_the_handbook_s_pictures_come_from_a_region_of_their_own_that_vanishes(steps):
    steps.notes(".venv/bin/python", then='[ -d "$VAR_DIR" ] && echo "$VAR_DIR" >>places\n')
    own = {name: value for name, value in OF_THE_OWNER.items() if name not in ("DEMO", "DEBUG")}
    calls = steps.run("scripts/handbook", VAR_DIR=str(steps.path / "own"), **own)
    assert [call.rpartition("=")[2].partition(" ")[2] for call in calls[:2]] == [
        "install-system handbook",
        "build-env test",
    ]
    assert calls[2:] == [
        "DEBUG=1 SECRET_KEY=of-the-handbook python manage.py compilemessages --ignore=.venv --verbosity 0",
        "DEBUG=1 SECRET_KEY=of-the-handbook python scripts/build_handbook_pictures",
    ]
    one, other = (steps.path / "places").read_text().splitlines()
    assert one == other != str(steps.path / "own")
    assert not os.path.exists(one)


def test_a_command_on_postgis_ends_with_its_own_status_and_the_newest_server_there_is(folder):
    script = folder.path / "scripts/on-postgis"
    shebang, rest = script.read_text().split("\n", 1)
    script.write_text(f"{shebang}\n{rest.replace('/usr/share', './usr/share')}")
    for version in (9, 15, 14):
        extension = folder.path / f"usr/share/postgresql/{version}/extension"
        extension.mkdir(parents=True)
        (extension / "postgis.control").write_text("")
    folder.notes("bin/pg_virtualenv", then='while [ "$1" != sh ]; do shift; done\nexec "$@"\n')
    folder.notes("bin/ours", then='exit "$1"\n')
    calls = folder.run("scripts/on-postgis", "ours", "7", "a b")
    assert calls[0].startswith("DATABASE_URL=postgis:///postgres pg_virtualenv -t -v 15 -o fsync=off ")
    assert calls[-1] == "DATABASE_URL=postgis:///postgres ours 7 a b"
    assert folder.done.returncode == 7
    folder.run("scripts/on-postgis", "ours", "0")
    assert folder.done.returncode == 0
    folder.notes("bin/pg_virtualenv", then="exit 5\n")
    folder.run("scripts/on-postgis", "ours", "0")
    assert folder.done.returncode == 1
