"""The operator's watchman: what it finds, and how often it mails."""

import os
import subprocess
import threading
import time
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.operations.background import heartbeat
from portal.operations.background.health import find_faults
from tests.serving import ROOT, environment_of

pytestmark = pytest.mark.slow

LONG_AGO = time.time() - 3600


@pytest.fixture(autouse=True)
def portal_runs(monkeypatch):
    """A web server that answers with the status that stands here, and a background that is well."""
    status = [200]

    class Web(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
            self.send_response(status[0])
            self.end_headers()
            self.wfile.write(b'{"status": "ok"}')

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Web)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("PORT", str(server.server_port))
    monkeypatch.delenv("HOST", raising=False)
    sign(LONG_AGO, heartbeat.START)
    sign(time.time())
    yield status
    server.shutdown()
    thread.join()
    server.server_close()


def sign(at, *names):
    for name in names or heartbeat.PARTS:
        heartbeat.touch(name)
        os.utime(heartbeat.heartbeat_file(name), (at, at))


def watch(*arguments):
    with pytest.raises(CommandError) as error:
        call_command("watch", *arguments)
    return str(error.value)


def test_when_all_is_well_it_says_so_and_mails_nothing(capsys):
    call_command("watch", "anna@example.org")
    assert "are well" in capsys.readouterr().out
    assert mail.outbox == []


def test_what_is_silent_is_named_and_mailed_once_an_outage(settings):
    settings.SITE_URL = "https://portal.example.org"
    sign(LONG_AGO, "clock")
    for _ in range(3):
        assert "The clock has given no sign of life since" in watch("anna@example.org")
    [message] = mail.outbox
    assert message.to == ["anna@example.org"]
    assert message.from_email == f'"portal.example.org" <{settings.DEFAULT_FROM_EMAIL}>'
    assert message.subject == "https://portal.example.org: something does not run"
    assert message.body.splitlines() == [
        f"The clock has given no sign of life since {datetime.fromtimestamp(LONG_AGO):%d.%m.%Y %H:%M}.",
        "",
        "What to do is told in docs/operating.md, “When something does not run”.",
        "There is no further mail until all has been well again.",
    ]
    sign(time.time())
    call_command("watch", "anna@example.org")
    sign(LONG_AGO, "worker")
    watch("anna@example.org")
    assert len(mail.outbox) == 2


def test_what_never_ran_is_silent_since_the_start():
    heartbeat.heartbeat_file("worker").unlink()
    assert watch() == "The worker has given no sign of life since the portal was started."


def test_without_an_address_it_only_tells():
    sign(LONG_AGO)
    assert watch().count("no sign of life") == 2
    assert mail.outbox == []
    watch("anna@example.org")
    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_away_is_tried_again_next_time(monkeypatch):
    def refuse(self, **options):
        raise ConnectionRefusedError("mail server away")

    sign(LONG_AGO)
    with monkeypatch.context() as away:
        away.setattr("django.core.mail.EmailMessage.send", refuse)
        assert "mail server away" in watch("anna@example.org")
    watch("anna@example.org")
    assert len(mail.outbox) == 1


def test_a_disk_that_takes_nothing_keeps_no_mail_back(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path / "file"
    settings.VAR_DIR.touch()
    monkeypatch.setattr("portal.management.commands.watch.find_faults", lambda: ["The worker is silent."])
    watch("anna@example.org")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("status", "found"), [(200, []), (503, ["The database does not answer the web server."])]
)
def test_the_web_server_is_asked_how_it_is(portal_runs, status, found):
    portal_runs[0] = status
    assert find_faults() == found


def test_a_web_server_that_answers_oddly_or_not_at_all_is_named(portal_runs, monkeypatch):
    portal_runs[0] = 404
    assert "answers 404" in find_faults()[0]
    monkeypatch.setenv("PORT", "1")
    assert "does not answer" in find_faults()[0]


def test_a_web_server_that_listens_everywhere_is_asked_on_loopback(monkeypatch):
    monkeypatch.setenv("HOST", "0.0.0.0")  # noqa: S104
    assert find_faults() == []


def test_a_wrong_address_is_refused():
    assert "is no e-mail address" in watch("anna")


def test_the_script_that_cron_and_timer_call_mails_once_when_the_worker_is_dead(settings):
    sign(LONG_AGO, "worker")
    port = os.environ["PORT"]
    environment = environment_of(settings.VAR_DIR, PORT=port, DATABASE_URL="postgis://a@127.0.0.1:1/none")

    def look():
        return subprocess.run(
            ["scripts/watch", "you@example.org"], cwd=ROOT, env=environment, capture_output=True, text=True
        )

    for done in (look(), look()):
        assert (done.returncode, done.stderr.count("The worker has given no sign of life")) == (1, 1), done
        [file] = (settings.VAR_DIR / "mail").iterdir()
        assert "To: you@example.org" in file.read_text()
    sign(time.time(), "worker")
    assert look().stdout == "Web server, worker and clock are well.\n"
