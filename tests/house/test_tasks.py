"""What each task of `make`, and each script, calls: with which words, in which order, in which environment."""

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


SCRIPTS = [path.name for path in (ROOT / "scripts").iterdir() if path.is_file() and "." not in path.name]
PYTHON = "python -m ruff"


def test_each_task_calls_its_script_with_what_it_was_given(folder):
    folder.notes(*(f"scripts/{name}" for name in SCRIPTS))
    tasks = {
        "run": ["run"],
        "dev": ["dev"],
        "test": ["test"],
        "test-fast": ["test fast"],
        "trial": ["trial"],
        "trial WHAT=tests/trials/test_papers.py": ["trial tests/trials/test_papers.py"],
        "lint": [
            "build-env test",
            f"{PYTHON} check .",
            f"{PYTHON} format --check .",
            "lint-imports",
            "lint-templates",
        ],
        "format": ["build-env test", f"{PYTHON} check --fix .", f"{PYTHON} format ."],
        "messages": ["messages"],
        "demo": ["manage load_demo"],
        "basemap": ["basemap"],
        "roads": ["roads"],
        "admin": ["manage createsuperuser"],
        "admin DJANGO_SUPERUSER_PASSWORD=x": ["manage createsuperuser --no-input"],
        "test-mail TO=a@example.org": ["manage send_test_mail a@example.org"],
        "backup": ["manage backup"],
        "backup FILE=a.tar": ["manage backup a.tar"],
        "backup KEYS=1": ["manage backup --second-factor-key"],
        "restore FILE=a.tar": ["manage restore a.tar"],
        "restore FILE=a.tar REPLACE=0": ["manage restore a.tar"],
        "restore FILE=a.tar REPLACE=1": ["manage restore a.tar --replace"],
        "handbook": ["handbook"],
        "lock": ["build-env dev", "lock"],
    }
    assert {task: folder.run("make", *task.split()) for task in tasks} == tasks
    assert folder.run(".ci/run") == ["test"]


def test_the_data_stay_when_a_folder_is_cleaned(folder):
    for name in ("var/test/a", "var/static/a", "var/portal.sqlite3", ".ruff_cache/a", ".pytest_cache/a"):
        (folder.path / name).parent.mkdir(parents=True, exist_ok=True)
        (folder.path / name).write_text("")
    folder.run("make", "clean")
    left = {path.name for path in folder.path.iterdir()} | {path.name for path in folder.path.glob("var/*")}
    assert left == {"scripts", ".ci", "Makefile", "calls", "words", "var", "portal.sqlite3"}


STEPS = ("install-system", "build-env", "check-port", "manage", "serve", "on-postgis")


@pytest.fixture
def steps(folder):
    """The steps that scripts have in common note that they were asked for."""
    folder.notes(*(f"scripts/{name}" for name in STEPS))
    return folder


def test_developers_are_served_with_debug_pages(steps):
    prepared = ["check-port", "install-system run", "build-env dev", "DEBUG=1 python manage.py prepare"]
    assert steps.run("scripts/dev") == [*prepared, "serve development"]
    steps.notes(".venv/bin/python", then="exit 3\n")
    assert steps.run("scripts/dev") == prepared
    assert (steps.done.returncode, "The portal could not be prepared." in steps.done.stderr) == (1, True)


def test_the_portal_is_served_without_debug_pages_and_only_by_its_first_start_gets_a_demo(folder):
    folder.notes("scripts/install-system", "scripts/build-env", "scripts/check-port", "scripts/serve")
    assert folder.run("scripts/run", DEBUG="1")[3] == "DEBUG=0 python manage.py prepare --first-steps"
    assert folder.run("scripts/manage", "migrate")[2:] == [
        "DEMO=0 python manage.py prepare",
        "python manage.py migrate",
    ]


def test_a_supervisor_s_machine_gets_parts_environment_and_catalogues(steps):
    catalogues = "python -m django compilemessages --ignore .venv --ignore var --verbosity 0"
    assert steps.run("scripts/build") == ["install-system run", "build-env base", catalogues]


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


def test_requirements_are_locked_from_the_lowest_to_the_highest_with_hashes(folder):
    folder.notes(".venv/bin/uv")
    how = "uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url"
    how += " --no-annotate --custom-compile-command make lock"
    below = "--constraint requirements/"
    files = [
        "pyproject.toml --output-file requirements/base.txt",
        "--group roads --output-file requirements/roads.txt",
        f"pyproject.toml --group test {below}base.txt {below}roads.txt --output-file requirements/test.txt",
        f"pyproject.toml --group dev {below}test.txt --output-file requirements/dev.txt",
    ]
    assert folder.run("scripts/lock") == [f"{how} {file}" for file in files]
    assert folder.run("scripts/lock", UPGRADE="1") == [f"{how} --upgrade {file}" for file in files]


def test_all_steps_of_the_check_run_though_one_fails_and_know_nothing_of_the_portal_served_here(steps):
    steps.notes(".venv/bin/lint-imports", then="exit 1\n")
    steps.notes("scripts/lint-templates")
    calls = steps.run("scripts/test", **OF_THE_OWNER)
    units = "python -m pytest -q -n auto --dist loadgroup -m not browser"
    mail = "EMAIL_URL=smtp+tls://mail.example.org HSTS_SUBDOMAINS=1 "
    site = "SITE_URL=https://portal.example.org "
    steps_before = [
        "build-env test",
        "python -m ruff check --output-format concise .",
        "python -m ruff format --check .",
        "lint-imports --no-cache",
        "lint-templates",
        "python -m pip check",
        "python -m pip install --quiet --dry-run --no-index --require-hashes -r requirements/test.txt",
        "python manage.py compilemessages --ignore=.venv --verbosity 0",
        "python manage.py makemigrations --check --dry-run",
        f"{mail}{site}python -c import secrets; print(secrets.token_hex(40))",
        f"{mail}SECRET_KEY= {site}python manage.py check --deploy --fail-level WARNING",
        "python manage.py collectstatic --no-input --verbosity 0",
    ]
    assert calls == [
        "install-system test",
        *steps_before,
        units,
        f"on-postgis .venv/bin/{units}",
        "python -m pytest -q -n 3 --dist loadgroup -m browser tests/browser",
    ]
    assert steps.done.returncode == 1
    assert steps.done.stdout.splitlines()[-1] == "Steps: 11 passed, 1 failed"
    assert "✗ Import contract failed." in steps.done.stdout
    steps.notes(".venv/bin/lint-imports")
    assert steps.run("scripts/test", "fast") == ["install-system run", *steps_before, f"{units} and not slow"]
    assert (steps.done.returncode, steps.done.stdout.splitlines()[-1]) == (0, "Steps: 10 passed, 0 failed")


CATALOGUE = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"POT-Creation-Date: 2026-11-26 12:00+0100\\n"
"Report-Msgid-Bugs-To: \\n"

{entries}"""


def catalogue(folder, language, *entries):
    path = folder.path / "locale" / language / "LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CATALOGUE.format(language=language, entries="\n".join(entries)))
    return path


def entry(english, translated, mark=""):
    return f'{mark}msgid "{english}"\nmsgstr "{translated}"\n'


def test_texts_are_collected_in_order_without_a_date_and_english_repeats_them(steps):
    german = catalogue(steps, "de", entry("Plot", "Fläche"), entry("Hall", "Halle"))
    english = catalogue(steps, "en", entry("Plot", ""), entry("Hall", "Old hall", "#, fuzzy\n"))
    collected, compiled = (
        "makemessages --locale de --locale en --no-location --no-wrap --no-obsolete",
        "compilemessages",
    )
    assert steps.run("scripts/messages") == [
        "install-system run",
        "build-env base",
        f"python manage.py {collected} --verbosity 0 --ignore .venv --ignore var --ignore tests --ignore scripts",
        f"python manage.py {compiled} --ignore .venv --verbosity 0",
    ]
    assert steps.done.returncode == 0
    for path, texts in ((german, ["Halle", "Fläche"]), (english, ["Hall", "Plot"])):
        lines = path.read_text().splitlines()
        assert not [line for line in lines if "POT-Creation-Date" in line or "Report-Msgid" in line]
        assert [line for line in lines if line.startswith("msgstr") and line != 'msgstr ""'] == [
            f'msgstr "{text}"' for text in texts
        ]


def test_texts_without_german_or_with_a_guess_are_named(steps):
    catalogue(steps, "de", entry("Plot", ""), entry("Hall", "Halle"), entry("Park", "Halle", "#, fuzzy\n"))
    catalogue(steps, "en", entry("Plot", ""))
    steps.run("scripts/messages")
    assert steps.done.returncode == 1
    assert steps.done.stderr.splitlines() == [
        'msgid "Plot"',
        'msgid "Park"',
        "✗ These texts have no German yet, or only a guess marked fuzzy.",
        "  Write it into locale/de/LC_MESSAGES/django.po and run make messages again.",
    ]


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
