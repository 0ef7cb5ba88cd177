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
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mailing.outbox import post, send_due, send_mail
from portal.operations import duties
from portal.operations.duties import TASK_RETENTION, delete_finished_tasks, run_due
from portal.server.purging import purge_if_changed

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


def test_a_round_ends_where_the_database_is_away(monkeypatch):
    done = []

    def away(at):
        raise OperationalError("database is locked")

    monkeypatch.setattr(duties, "DUTIES", [away, done.append])
    with pytest.raises(CommandError, match=r"^The database is away, locked or full: database is locked$"):
        call_command("run_due")
    assert done == []


def test_run_once_the_command_says_what_failed(monkeypatch):
    monkeypatch.setattr(duties, "DUTIES", [break_down])
    with pytest.raises(CommandError, match="break_down"):
        call_command("run_due")


def test_each_round_does_what_was_promised_and_purges_pages_when_all_is_done():
    """A duty that is lost fails nowhere else: each is tried by itself."""
    assert sorted(f"{duty.__module__}.{duty.__name__}" for duty in duties.DUTIES) == [
        "accounts.audit.delete_outdated",
        "accounts.audit.notify_owners",
        "accounts.login_throttle.delete_outdated_counts",
        "caching.versions.compact_change_rows",
        "editing.deleting.purge_deleted",
        "editing.models.unsaved_form.delete_outdated",
        "editing.previewing.preview.purge_links",
        "editing.release_mails.post_release_mails",
        "editing.releasing.undoing.purge_withdrawn_changes",
        "importing.recording.delete_old_runs",
        "investors.alerting.send_alerts",
        "investors.enquiring.anonymise_outdated",
        "investors.enquiring.erase_sender_marks",
        "investors.enquiring.remind_contacts",
        "investors.enquiring.remind_region",
        "investors.proposing.erase_outdated",
        "investors.subscribing.delete_unconfirmed",
        "mailing.outbox.delete_outdated",
        "mailing.outbox.delete_outdated_files",
        "mailing.outbox.send_due",
        "mailing.rate_limit.delete_expired_limits",
        "portal.feedback.delete_outdated",
        "portal.operations.background.leases.requeue_orphans",
        "portal.operations.duties.delete_ended_sessions",
        "portal.operations.duties.delete_finished_tasks",
        "portal.operations.subject_requests.admin_log.redact_deleted",
        "portal.operations.subject_requests.erasing.delete_expired_hashes",
        "portal.server.purging.purge_if_changed",
        "publishing.uploads.delete_stale_uploads",
        "publishing.variants.make_due_variants",
        "sites.freshness.reminding.post_due_requests",
        "sites.pool.market_history.record_market_figures",
        "sites.tasks.enqueue_missing_counts",
        "sites.tasks.enqueue_missing_drives",
    ]
    assert duties.DUTIES[0] is send_due  # so that a mail waits for none of the others
    assert duties.DUTIES[-1] is purge_if_changed


def test_a_rest_of_nothing_is_refused():
    with pytest.raises(CommandError, match="at least 1"):
        call_command("run_due", every=0)


def test_finished_tasks_are_forgotten_after_a_month():
    send_mail.enqueue(4711)
    now = timezone.now()
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=now)
    assert delete_finished_tasks(now + TASK_RETENTION - timedelta(days=1)) == 0
    assert delete_finished_tasks(now + TASK_RETENTION) == 1


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
