"""scripts/gunicorn.conf.py: where the portal listens, with how much at once, and what it says when it is there."""

import io
import logging
import resource
import runpy
from types import SimpleNamespace as Given

import pytest
from gunicorn.glogging import Logger

from portal.settings import BASE_DIR

NAMES = ("HOST", "PORT", "WEB_CONCURRENCY", "VAR_DIR")


@pytest.fixture
def read(monkeypatch):
    """The settings in this environment; the limits of this process stay as they are."""
    limits = []

    def read(most_files=4096, **environment):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(resource, "getrlimit", lambda what: (1024, most_files))
        monkeypatch.setattr(resource, "setrlimit", lambda what, both: limits.append((what, both)))
        return runpy.run_path(BASE_DIR / "scripts" / "gunicorn.conf.py")

    read.limits = limits
    return read


@pytest.mark.parametrize(
    ("environment", "bind"),
    [
        ({}, "127.0.0.1:8000"),
        ({"HOST": "", "PORT": ""}, "127.0.0.1:8000"),
        ({"HOST": "0.0.0.0", "PORT": "80"}, "0.0.0.0:80"),  # noqa: S104
        ({"HOST": "::1"}, "[::1]:8000"),
    ],
)
def test_it_listens_where_it_is_told_and_else_on_this_machine_only(read, environment, bind):
    assert read(**environment)["bind"] == bind


@pytest.mark.parametrize(
    ("told", "workers"), [({}, 2), ({"WEB_CONCURRENCY": ""}, 2), ({"WEB_CONCURRENCY": "5"}, 5)]
)
def test_two_processes_serve_unless_told_otherwise(read, told, workers):
    assert read(**told)["workers"] == workers


@pytest.mark.parametrize(
    ("most", "taken"),
    [(4096, 4096), (8192, 8192), (100_000, 8192), (resource.RLIM_INFINITY, 8192)],
)
def test_as_many_files_may_be_open_as_connections_need_where_the_machine_lets_them(read, most, taken):
    read(most_files=most)
    assert read.limits == [(resource.RLIMIT_NOFILE, (taken, most))]


def test_it_says_where_it_is_and_how_to_log_in_to_a_demo(read, tmp_path, capsys, monkeypatch):
    tmp_path = tmp_path / "var"
    tmp_path.mkdir()
    found = read(VAR_DIR=str(tmp_path), PORT="8001")
    served = "\nThe portal is served on http://127.0.0.1:8001/ (admin: http://127.0.0.1:8001/admin/). Ctrl-C ends it.\n"
    found["when_ready"](None)
    assert capsys.readouterr().out == f"{served}\n"
    logins = tmp_path / "demo-logins.txt"
    logins.write_text("region@example.org geheim\n")
    found["when_ready"](None)
    told = f"{served}\nDemo logins ({logins}):\nregion@example.org geheim\n\n\n"
    assert capsys.readouterr().out == told
    monkeypatch.chdir(tmp_path.parent)
    read()["when_ready"](None)
    assert "Demo logins (var/demo-logins.txt):" in capsys.readouterr().out


def test_its_own_lines_are_written_as_those_of_the_portal(read):
    log = logging.getLogger("tests.gunicorn.error")
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(logging.Formatter(Logger.error_fmt, Logger.datefmt))
    log.addHandler(handler)
    read()["on_starting"](Given(log=Given(error_log=log, error_fmt=Logger.error_fmt, datefmt=Logger.datefmt)))
    log.error("Error handling request %s", "/suche/?q=eva.kern%40example.org")
    log.error("Invalid HTTP request line: 'GET /eva.kern%%40example.org HTTP/9'")
    log.removeHandler(handler)
    first, second = handler.stream.getvalue().splitlines()
    assert first.endswith("[ERROR] Error handling request /suche/?…")
    assert second.endswith("[ERROR] Invalid HTTP request line: 'GET …%40example.org HTTP/9'")
