"""What the scripts of `make` do first, and what they say when something fails."""

import os
import shutil
import subprocess

import pytest
from django.conf import settings

SCRIPTS = settings.BASE_DIR / "scripts"
NOTES = 'echo "$(basename "$0") $*" >>calls\n'
SAYS_WHERE = "#!/bin/sh\necho {}\n"


def run(command, folder=settings.BASE_DIR, **environment):
    return subprocess.run(  # noqa: S603
        command, cwd=folder, capture_output=True, text=True, env=os.environ | environment
    )


def in_shell(words):
    return run(["bash", "-ec", f". scripts/progress.sh; {words}"])


def executable(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture
def folder(tmp_path):
    """A portal whose programs note how they were called."""
    (tmp_path / "scripts").mkdir()
    for name in ("manage", "run", "progress.sh", "build-env", "find-python"):
        shutil.copy(SCRIPTS / name, tmp_path / "scripts" / name)
    for name in ("scripts/install-system", "scripts/check-port", "scripts/serve", ".venv/bin/python"):
        executable(tmp_path / name, f"#!/bin/sh\n{NOTES}")
    (tmp_path / "requirements").mkdir()
    for place in ("requirements/base.txt", ".venv/.installed-base.txt"):
        (tmp_path / place).write_text("django==6.1\n")
    return tmp_path


def calls(folder):
    return (folder / "calls").read_text().splitlines()


def test_what_failed_is_said_with_what_to_do_next():
    done = in_shell("fail 'It is broken.' 'Mend it.' 'Call again.'")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == ["✗ It is broken.", "  Mend it.", "  Call again."]
    assert in_shell("fail Alone").stderr == "✗ Alone\n"


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, ""), (1, ""), (2, "  done in 2 s\n"), (75, "  done in 75 s\n")]
)
def test_only_slow_steps_tell_how_long_they_took(seconds, said):
    assert in_shell(f"step Work; step_started=$((SECONDS - {seconds})); ok").stdout == f"→ Work\n{said}"


def test_of_many_lines_each_tenth_is_told():
    done = in_shell("seq 25 | sed 's/^/Collecting /; a other' | counted 25 '^Collecting'")
    assert done.stdout.splitlines() == ["  10 of 25", "  20 of 25"]


def test_the_database_is_prepared_before_a_command_runs(folder):
    assert run(["scripts/manage", "check", "--deploy"], folder).returncode == 0
    assert calls(folder) == [
        "install-system run",
        "python manage.py prepare",
        "python manage.py check --deploy",
    ]


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_backup_takes_the_database_as_it_is(folder, command):
    assert run(["scripts/manage", command, "x.tar"], folder).returncode == 0
    assert calls(folder) == ["install-system run", f"python manage.py {command} x.tar"]


def test_the_portal_is_served_once_it_is_prepared(folder):
    assert run(["scripts/run"], folder).returncode == 0
    prepared = "python manage.py prepare --first-steps"
    assert calls(folder) == ["check-port ", "install-system run", prepared, "serve production"]


def test_nothing_is_served_that_could_not_be_prepared(folder):
    executable(folder / ".venv/bin/python", f"#!/bin/sh\n{NOTES}exit 3\n")
    done = run(["scripts/run"], folder)
    assert done.returncode == 1
    assert "The portal could not be prepared." in done.stderr
    assert "serve production" not in calls(folder)


def test_packages_are_installed_by_their_hashes_when_the_list_is_another(folder):
    assert run(["scripts/build-env", "base"], folder).returncode == 0
    assert not (folder / "calls").exists()
    (folder / "requirements/base.txt").write_text("django==6.2\n")
    assert run(["scripts/build-env", "base"], folder, VAR_DIR=str(folder / "var")).returncode == 0
    assert [call for call in calls(folder) if "--require-hashes -r requirements/base.txt" in call]
    assert (folder / ".venv/.installed-base.txt").read_text() == "django==6.2\n"


def test_packages_that_could_not_be_installed_are_tried_again(folder):
    (folder / "requirements/base.txt").write_text("django==6.2\n")
    fails = 'case "$*" in *install*) echo "ERROR: no network"; exit 1;; esac\n'
    executable(folder / ".venv/bin/python", f"#!/bin/sh\n{fails}")
    done = run(["scripts/build-env", "base"], folder, VAR_DIR=str(folder / "var"))
    assert done.returncode == 1
    assert "ERROR: no network" in done.stderr
    assert "The Python packages could not be installed." in done.stderr
    assert (folder / ".venv/.installed-base.txt").read_text() == "django==6.1\n"


def test_the_python_that_is_named_comes_first_where_it_suits(tmp_path):
    named = executable(tmp_path / "python", SAYS_WHERE.format("/opt/own/python"))
    assert run(["scripts/find-python"], PYTHON=str(named)).stdout == "/opt/own/python\n"


def test_a_python_on_the_path_that_does_not_suit_is_passed_over(tmp_path):
    executable(tmp_path / "bin/python3", "#!/bin/sh\necho 3.9 is too old >&2; exit 1\n")
    done = run(["scripts/find-python"], PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}", PYTHON="")
    assert done.returncode == 0
    assert not done.stdout.startswith(str(tmp_path))


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ("/bin/false", "/bin/false: ends with status 1"),
        ("/bin/true", "/bin/true: ends with status 0"),
        ("/nowhere/python3", "/nowhere/python3 is no program"),
    ],
)
def test_a_python_that_is_named_and_does_not_run_is_refused_though_others_would(named, reason):
    done = run(["scripts/find-python"], PYTHON=named)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        f"✗ PYTHON must be a Python 3.12 or newer whose sqlite3 module can load extensions: {reason}.",
    ]
