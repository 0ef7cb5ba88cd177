import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mailing.outbox import post, send_mail
from portal import duties
from portal.duties import TASKS_KEPT, delete_finished_tasks, run_due

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


def break_down(at):
    raise RuntimeError


def test_waiting_mail_is_sent():
    post(to="jana@example.org", subject="Hallo", body="Guten Tag")
    call_command("run_due")
    assert len(mail.outbox) == 1


def test_a_duty_that_fails_is_logged_and_the_others_are_done(caplog):
    done = []
    failed = run_due(duties=[break_down, done.append])
    assert len(failed) == 1
    assert failed[0].endswith("break_down")
    assert "break_down failed" in caplog.text
    assert len(done) == 1


def test_run_once_the_command_says_what_failed(monkeypatch):
    monkeypatch.setattr(duties, "DUTIES", [break_down])
    with pytest.raises(CommandError, match="break_down"):
        call_command("run_due")


def test_a_rest_of_nothing_is_refused():
    with pytest.raises(CommandError, match="at least 1"):
        call_command("run_due", every=0)


def test_finished_tasks_are_forgotten_after_a_month():
    send_mail.enqueue(4711)
    now = timezone.now()
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=now)
    assert delete_finished_tasks(now + TASKS_KEPT - timedelta(days=1)) == 0
    assert delete_finished_tasks(now + TASKS_KEPT) == 1


def test_the_clock_goes_on_after_errors_and_ends_when_told(tmp_path):
    """On a database without tables every duty fails, round after round."""
    clock = subprocess.Popen(
        [sys.executable, "manage.py", "run_due", "--every", "1", "--skip-checks"],
        cwd=ROOT,
        env=os.environ
        | {"DATABASE_URL": f"spatialite:///{tmp_path / 'empty.sqlite3'}", "VAR_DIR": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    watchdog = threading.Timer(60, clock.kill)
    watchdog.start()
    try:
        rounds = 0
        for line in clock.stderr:
            rounds += "send_due failed" in line
            if rounds == 2:
                break
        assert rounds == 2
        clock.send_signal(signal.SIGTERM)
        clock.stderr.read()
        assert clock.wait() == 0
    finally:
        watchdog.cancel()
        clock.kill()
