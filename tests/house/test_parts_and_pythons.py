"""With what the parts of the portal are started, and which Python they get."""

import sys

import pytest

from tests.house.test_scripts import executable, run
from tests.house.test_tasks import NOTES, Folder


@pytest.fixture
def folder(tmp_path, pytestconfig):
    return Folder(tmp_path, pytestconfig)


GUNICORN = "DEBUG=0 python -m gunicorn --config scripts/gunicorn.conf.py portal.wsgi"
RUNSERVER = "python manage.py runserver"
WORKER = "python manage.py run_tasks --queue-name * --interval 2 --skip-checks"
CLOCK = "python manage.py run_due --every 60 --skip-checks"


@pytest.mark.parametrize(
    ("arguments", "told", "call"),
    [
        ("production web", {"DEBUG": "1"}, GUNICORN),
        ("development web", {}, f"DEBUG=1 {RUNSERVER} 127.0.0.1:8000"),
        (
            "development web",
            {"HOST": "::1", "PORT": "81"},
            "DEBUG=1 HOST=::1 PORT=81 python manage.py runserver [::1]:81",
        ),
        ("production worker", {}, f"DEBUG=0 {WORKER}"),
        ("development clock", {}, f"DEBUG=1 {CLOCK}"),
    ],
)
def test_each_part_is_called_for_its_profile(folder, arguments, told, call):
    assert folder.run("scripts/serve", *arguments.split(), **told) == [call]


def test_the_environment_is_built_where_there_is_none(folder):
    (folder.path / ".venv/bin/python").unlink()
    (folder.path / "requirements").mkdir()
    (folder.path / "requirements/base.txt").write_text("a==1 \\\n  --hash=x\nb==2\n")
    made = executable(folder.path / "made", f'{NOTES}case "$*" in *--version) exit 1 ;; esac\n')
    builds = f"mkdir -p .venv/bin && cp {made} .venv/bin/python\n"
    first = executable(folder.path / "bin/first", f"{NOTES}{builds}")
    executable(folder.path / "scripts/find-python", f"#!/bin/sh\necho {first}\n")
    options = "--disable-pip-version-check --progress-bar off --require-hashes"
    assert folder.run("scripts/build-env", "base") == [
        "first -m venv --clear .venv",
        "python -m pip --version",
        "python -m ensurepip --default-pip",
        f"python -m pip install {options} -r requirements/base.txt",
    ]
    assert folder.done.returncode == 0, folder.done.stderr
    assert folder.run("scripts/build-env", "base") == []
    (folder.path / "requirements/roads.txt").write_text("c==3\n")
    executable(made, f"{NOTES}")
    executable(folder.path / ".venv/bin/python", NOTES)
    assert folder.run("scripts/build-env", "roads") == [
        "python -m pip --version",
        f"python -m pip install {options} -r requirements/roads.txt",
    ]


def python_of(path, version):
    """The Python of these tests, that says it is another."""
    lie = f"import sys; sys.version_info = {version}; sys.version = '{'.'.join(map(str, version))} (x)'"
    return executable(path, f'#!/bin/sh\nexec {sys.executable} -c "{lie}; exec(sys.argv[1])" "$2"\n')


@pytest.mark.parametrize(("version", "suits"), [((3, 11, 9), False), ((3, 12, 0), True), ((4, 0, 1), True)])
def test_a_python_of_3_12_or_newer_suits(tmp_path, version, suits):
    named = python_of(tmp_path / "python", version)
    done = run(["scripts/find-python"], PYTHON=str(named))
    assert done.stdout.strip() == (sys.executable if suits else "")
    assert done.stderr.endswith("" if suits else f"extensions: {named}: 3.11.9 is too old.\n")


def test_each_python_that_does_not_suit_is_told_with_the_reason(folder):
    script = folder.path / "scripts/find-python"
    first, rest = script.read_text().split("\n", 1)
    script.write_text(f"{first}\n" + rest.replace(" /usr/", " ./usr/").replace(" /opt/", " ./opt/"))
    old = python_of(folder.path / "bin/python3", (3, 9, 2))
    for name in ("python3.12", "python3.13", "python3.14"):
        executable(
            folder.path / "bin" / name, "#!/bin/sh\necho Traceback >&2\necho 3.13.0 is bare >&2\nexit 1\n"
        )
    folder.run("scripts/find-python")
    assert folder.done.returncode == 1
    *told, last = folder.done.stderr.splitlines()
    assert told == [
        "✗ No suitable Python was found.",
        "  The portal needs Python 3.12 or newer whose sqlite3 module can load extensions.",
        f"  {old}: 3.9.2 is too old",
        *(f"  {old}.{minor}: 3.13.0 is bare" for minor in (14, 13, 12)),
    ]
    assert last.endswith("or name it: PYTHON=/path/to/python3 make run")
