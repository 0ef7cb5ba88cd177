"""Runs an import and keeps what became of it (docs/adr/0048)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from importing.kinds import import_kind
from importing.models import ImportRun
from importing.reports import ImportFault
from importing.texts import display_file_name

RUN_RETENTION = timedelta(days=400)
"""A little more than a year: what is imported once a year can be compared with the last time."""


def run_import(take, model, file_name, *, user=None, dry_run=False):
    """The report of `take(dry_run=…)`, which brings a file into the table of `model` in one transaction or not at all.

    The run is stored in a transaction of its own before the work begins, so this must not be called inside one. A dry
    run is not kept, unless it is somebody's upload that fails, or that is all there already: with nothing to confirm,
    this was its import. What `take` raises is raised on.
    """
    run = ImportRun(
        kind=import_kind(model),
        file_name=display_file_name(file_name, 255),
        user=user,
        name=str(user)[:150] if user else "",
    )
    if not dry_run:
        with transaction.atomic(durable=True):
            run.save()
    try:
        report = take(dry_run=dry_run)
    except BaseException as error:
        if user or not dry_run:
            run.fail(error_message(error))
        raise
    if not dry_run or (user and is_unchanged(report)):
        run.finish(report)
    return report


def is_unchanged(report):
    """Whether the file holds nothing that is new, different or wrong."""
    return not any(count for name, count in report.counts.items() if name != "unchanged")


def error_message(error):
    if isinstance(error, ImportFault):
        return str(error)
    if isinstance(error, Exception):
        name = type(error).__name__
        return _("An unexpected fault (%(name)s). The log of the server tells more.") % {"name": name}
    return _("It was broken off.")


def delete_old_runs(at=None):
    """A duty. Returns how many were forgotten."""
    return ImportRun.objects.filter(started_at__lte=(at or timezone.now()) - RUN_RETENTION).delete()[0]
