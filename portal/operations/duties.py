"""Periodic jobs, called duties.

A duty is a function that takes the time, `at`, queries what is due by then, and does it. Runs are not recorded: a duty
may be called at any time, concurrently too, and catches up on missed runs.
"""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import audit, login_throttle
from accounts.models import Session
from caching import versions
from editing import release_mails
from editing.deleting import purge_deleted
from editing.models import UnsavedForm
from editing.previewing import preview as previewing
from editing.releasing.undoing import purge_withdrawn_changes
from importing.recording import delete_old_runs
from investors import enquiring, proposing
from investors.alerting import send_alerts
from investors.subscribing import delete_unconfirmed
from mailing import outbox, rate_limit
from portal import feedback
from portal.operations.background.leases import requeue_orphans
from portal.operations.background.outages import is_outage
from portal.operations.subject_requests import admin_log, erasing
from portal.server import purging
from publishing import uploads, variants
from sites import tasks as of_sites
from sites.freshness import reminding
from sites.pool import market_history

logger = logging.getLogger(__name__)

TASK_RETENTION = timedelta(days=30)


def delete_finished_tasks(at):
    """Delete old successful tasks; failed ones are kept for inspection."""
    return DBTaskResult.objects.successful().filter(finished_at__lte=at - TASK_RETENTION).delete()[0]


def delete_ended_sessions(at):
    """Delete expired sessions."""
    return Session.objects.filter(expire_date__lt=at).delete()[0]


DUTIES = [
    outbox.send_due,
    outbox.delete_outdated,
    outbox.delete_outdated_files,
    rate_limit.delete_expired_limits,
    versions.compact_change_rows,
    login_throttle.delete_outdated_counts,
    of_sites.enqueue_missing_drives,
    of_sites.enqueue_missing_counts,
    audit.notify_owners,
    audit.delete_outdated,
    delete_ended_sessions,
    enquiring.remind_contacts,
    enquiring.remind_region,
    enquiring.erase_sender_marks,
    enquiring.anonymise_outdated,
    market_history.record_market_figures,
    reminding.post_due_requests,
    previewing.purge_links,
    release_mails.post_release_mails,
    UnsavedForm.objects.delete_outdated,
    purge_deleted,
    purge_withdrawn_changes,
    variants.make_due_variants,
    uploads.delete_stale_uploads,
    delete_old_runs,
    delete_finished_tasks,
    requeue_orphans,
    send_alerts,
    delete_unconfirmed,
    proposing.erase_outdated,
    feedback.delete_outdated,
    erasing.delete_expired_hashes,
    admin_log.redact_deleted,
    purging.purge_if_changed,  # last: also for changes by other duties and outside the portal
]


def run_due(at=None, duties=None):
    """Run every duty once; return the names of failed ones. Raises the database's error during an outage."""
    failed = []
    for duty in DUTIES if duties is None else duties:
        try:
            duty(at or timezone.now())
        except Exception as error:
            if is_outage(error):
                raise
            failed.append(f"{duty.__module__}.{duty.__name__}")
            logger.exception("The duty %s failed; the next round tries again.", failed[-1])
    return failed
