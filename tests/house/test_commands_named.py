"""Each command that README, docs and deploy/ name, run as it stands there.

Scripts and Makefile are the real ones, in a folder of their own. What they end in (Python, apt, sudo, a server …) is a
stand-in that notes its words, and the parser of the real program reads those. No other program is there: one that is in
neither table here is not found.
"""

import json
import re
import shutil
import sys

import pytest

from tests.house.test_scripts import executable
from tests.house.test_tasks import ROOT, Folder
from tests.serving import free_port

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
DEPLOY = ROOT / "deploy"
TOOLS = [
    *("bash", "sh", "env", "make", "python3", "msgattrib", "msgen", "msgfmt", "xgettext"),
    *("awk", "basename", "cat", "cmp", "cut", "dirname", "find", "grep", "head", "id", "mktemp", "mv"),
    *("sed", "sleep", "sort", "tail", "touch", "tr"),
]
"""Programs that scripts and documents use as they are."""

STAND_INS = ["apt-get", "useradd", "install", "cp", "rm", "git", "psql", "pg_dump", "pg_restore", "systemctl"]
"""Programs that would install, delete, fetch or change a machine; that they were called is all that is looked at."""

HANDS_ON = ["sudo", "docker", "systemd-run", "pg_virtualenv"]
"""Programs that run a command which stands behind words of their own."""

HANDED_ON = """for word; do
  case $word in sh | scripts/* | .venv/* | psql) exec "$@" ;; esac
  shift
done
"""
BARE = {"make basemap": "Which map?", "make roads": "Which roads?", "scripts/serve": "unbound variable"}
"""Names of commands that say what they lack."""

IS_COMMAND = re.compile(r"(?:[A-Z_]+=\S+ )*(?:make\b|scripts/|\.venv/|manage\.py |… |docker |systemd-run )")
PLACEHOLDERS = {"COMMAND": "check", "/opt/portal/": "", "/var/lib/portal": "var", "…": "docker compose"}


def commands_of_page(text):
    fenced = r"^```(\w*)\n(.*?)^```"
    for language, block in re.findall(fenced, text, re.MULTILINE | re.DOTALL):
        if language == "sh":
            yield block
    for code in re.findall(r"`([^`\n]+)`", re.sub(fenced, "", text, flags=re.MULTILINE | re.DOTALL)):
        if IS_COMMAND.match(code) and not is_name_of_a_file(code):
            yield code


def is_name_of_a_file(code):
    """One that is looked into, not called."""
    path = ROOT / code
    return path.is_dir() or (path.is_file() and not path.stat().st_mode & 0o100)


def commands_of_dockerfile(text):
    text = text.replace("\\\n", "")
    yield from re.findall(r"^RUN (.+)$", text, re.MULTILINE)
    yield from re.findall(r"^#   (docker .+?)(?:   .*)?$", text, re.MULTILINE)
    lists = dict(re.findall(r"^(ENTRYPOINT|HEALTHCHECK|CMD) [^[]*(?:CMD )?(\[.+\])$", text, re.MULTILINE))
    probe, entry, command = (json.loads(lists[name]) for name in ("HEALTHCHECK", "ENTRYPOINT", "CMD"))
    yield [*entry, *command]
    yield probe


def commands_of_compose(text):
    yield from re.findall(r"^#   (.*docker .+)$", text, re.MULTILINE)
    entry = "scripts/serve production"
    for service in re.split(r"^  (?=\w+:)", text.partition("\nservices:\n")[2], flags=re.MULTILINE):
        own = re.search(r"entrypoint: \[(.+)\]", service)
        for words in re.findall(r"command: \[(.+)\]", service):
            yield f"{own[1].replace(',', '') if own else entry} {words.replace(',', '')}"
        yield from re.findall(r'CMD-SHELL, "(.+)"', service)


def commands_of_unit(text):
    return re.findall(r"^Exec\w+=(.+)$", text, re.MULTILINE)


def named():
    """Each command once, with the name of a file in which it stands."""
    found = {}
    sources = [(path, commands_of_page) for path in PAGES]
    sources += [
        (DEPLOY / "Dockerfile", commands_of_dockerfile),
        (DEPLOY / "compose.yaml", commands_of_compose),
    ]
    sources += [(path, commands_of_unit) for path in sorted((DEPLOY / "systemd").glob("*.service"))]
    for path, commands_of in sources:
        for command in commands_of(path.read_text()):
            found.setdefault(command if isinstance(command, str) else tuple(command), path.name)
    return [pytest.param(command, id=f"{page}: {str(command)[:60]}") for command, page in found.items()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, pytestconfig):
    """A machine on which all is installed, and no program but those above."""
    tmp_path = tmp_path_factory.mktemp("portal")
    folder = Folder(tmp_path, pytestconfig)
    folder.notes(".venv/bin/uv", "scripts/install-system")
    folder.notes(*(f"bin/{name}" for name in STAND_INS), then='echo "$@"\n')
    for name in HANDS_ON:
        executable(tmp_path / "bin" / name, f"#!/bin/sh\n{HANDED_ON}")
    for name in TOOLS:
        (tmp_path / "bin" / name).symlink_to(sys.executable if name == "python3" else shutil.which(name))
    shutil.copytree(ROOT / "locale", tmp_path / "locale")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    for path in (tmp_path / "requirements").iterdir():
        shutil.copy(path, tmp_path / ".venv" / f".installed-{path.name}")
    for part in ("worker", "clock"):
        (tmp_path / "var" / "alive").mkdir(parents=True, exist_ok=True)
        (tmp_path / "var" / "alive" / part).touch()
    return folder


def run(folder, command):
    """As a person types it, or a supervisor calls it, with the settings of deploy/portal.env."""
    settings = dict(re.findall(r"^([A-Z_]+)=(.+)$", (DEPLOY / "portal.env").read_text(), re.MULTILINE))
    settings |= {"PATH": str(folder.path / "bin"), "TMPDIR": str(folder.path), "VAR_DIR": "var", "ROADS": "1"}
    if isinstance(command, str):
        words = re.sub(r"^manage\.py", ".venv/bin/python manage.py", command)
        for placeholder, value in PLACEHOLDERS.items():
            words = words.replace(placeholder, value)
        command = ["bash", "-e", "-o", "pipefail", "-c", words]
    folder.run(*command, **settings, PORT=str(free_port()))
    lacks = BARE.get(command[-1])
    said = folder.done.stderr
    assert lacks in said if lacks else folder.done.returncode == 0, said


@pytest.mark.parametrize("command", named())
def test_each_command_that_is_named_runs_as_it_stands_there(folder, command):
    run(folder, command)


@pytest.mark.parametrize(
    "command",
    [
        "make nothing",
        "scripts/nothing",
        "scripts/serve production nothing",
        "scripts/manage nothing",
        "scripts/manage backup --nothing",
        "make backup FILE='a b' REPLACE=1 && nothing",
        "sudo -u portal scripts/watch a@example.org b@example.org",
        ".venv/bin/python -m pytest tests/nothing",
        "make trial WHAT=--nothing",
        "scripts/install-system nothing",
    ],
)
def test_a_command_or_a_word_that_is_not_there_would_be_found(folder, command):
    with pytest.raises(AssertionError):
        run(folder, command)
