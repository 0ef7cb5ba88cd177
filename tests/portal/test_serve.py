"""scripts/serve: what it does when a part of it ends, tried with real processes and a stand-in for the interpreter.

The stand-in is called where the portal's own Python would be. It says what it was called for and rests until told.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.serving import ROOT, Served, process_of

pytestmark = pytest.mark.slow

PYTHON = """#!{python}
import os, signal, sys
def say(what):
    os.write(1, f"{{name}} {{what}}\\n".encode())  # in one piece, for others write there too
part = {{"gunicorn": "web", "runserver": "web", "run_tasks": "worker", "run_due": "clock"}}
name = next(part[word] for word in sys.argv if word in part)
def end(number, frame):
    say("told to end")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
signal.signal(signal.SIGINT, lambda *_: say("interrupted"))
say("runs")
while True:
    signal.pause()
"""


@pytest.fixture
def serve(tmp_path):
    """Start scripts/serve with these arguments, in a folder of its own."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(PYTHON.format(python=sys.executable))
    python.chmod(0o755)
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    served = []

    def serve(*arguments):
        served.append(
            Served([tmp_path / "scripts" / "serve", *arguments], os.environ | {"VAR_DIR": str(tmp_path)})
        )
        return served[-1]

    yield serve
    for one in served:
        one.kill()


def started(served, parts=("web", "worker", "clock")):
    """Wait until all run, in whatever order they begin."""
    for _ in parts:
        served.wait_for("runs$")
    assert sorted(served.lines) == sorted(f"{part} runs\n" for part in parts)
    return served


@pytest.mark.parametrize("profile", ["production", "development"])
@pytest.mark.parametrize(("part", "word"), [("worker", "run_tasks"), ("clock", "run_due")])
def test_a_part_that_dies_is_started_again_and_the_web_server_goes_on(serve, profile, part, word):
    served = started(serve(profile))
    web = process_of(served, "gunicorn" if profile == "production" else "runserver")
    os.kill(process_of(served, word), signal.SIGKILL)
    served.wait_for(f"The {part} ended by itself \\(status 137\\) and is started again in 1 s")
    served.wait_for(f"^{part} runs")
    assert process_of(served, "gunicorn" if profile == "production" else "runserver") == web
    assert served.process.poll() is None


def test_a_part_that_dies_again_rests_longer(serve):
    served = started(serve("production"))
    for pause in (1, 2):
        os.kill(process_of(served, "run_due"), signal.SIGKILL)
        served.wait_for(f"started again in {pause} s")
        served.wait_for("^clock runs")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_tells_each_part_once(serve, number):
    served = started(serve("production"))
    assert served.end(number) == 0
    said = sorted(served.lines)
    assert [line for line in said if "told to end" in line or "interrupted" in line] == [
        "clock told to end\n",
        "web told to end\n",
        "worker told to end\n",
    ]
    assert "Ended.\n" in said


def test_told_to_end_while_a_part_rests_it_ends_at_once(serve):
    served = started(serve("production"))
    os.kill(process_of(served, "run_due"), signal.SIGKILL)
    served.wait_for("started again in 1 s")
    assert served.end() == 0
    assert served.lines.count("clock runs\n") == 1


def test_the_end_of_the_web_server_ends_it_all_with_its_status(serve):
    served = started(serve("production"))
    os.kill(process_of(served, "gunicorn"), signal.SIGKILL)
    assert served.process.wait(60) == 137
    served.reader.join(60)
    assert "The web server ended by itself (status 137), so the portal was stopped." in "".join(served.lines)
    assert {"worker told to end\n", "clock told to end\n"} <= set(served.lines)


@pytest.mark.parametrize("part", ["web", "worker", "clock"])
def test_each_part_runs_alone_for_a_supervisor(serve, part):
    served = started(serve("production", part), [part])
    assert served.end() == 0
    assert served.lines == [f"{part} runs\n", f"{part} told to end\n"]


@pytest.mark.parametrize(("told", "used"), [(None, "/var/tmp"), ("/elsewhere", "/elsewhere")])
def test_temporary_files_lie_on_the_disk_unless_told_otherwise(serve, monkeypatch, told, used):
    if told:
        monkeypatch.setenv("TMPDIR", told)
    else:
        monkeypatch.delenv("TMPDIR", raising=False)
    web = process_of(started(serve("production")), "gunicorn")
    assert f"TMPDIR={used}" in Path(f"/proc/{web}/environ").read_text().split("\0")


def test_there_is_no_other_part(serve):
    served = serve("production", "moon")
    assert served.process.wait(60) == 1
    served.reader.join(60)
    assert "There is no part moon." in "".join(served.lines)
