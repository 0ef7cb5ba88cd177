"""Runs an import and records its outcome (docs/adr/0048)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from importing.kinds import import_kind
from importing.models import ImportRun
from importing.reports import ImportFault
from importing.texts import display_file_name

RUN_RETENTION = timedelta(days=400)
"""A little more than a year, to compare yearly imports."""


def run_import(import_file, model, file_name, *, user=None, dry_run=False):
    """Call `import_file(dry_run=…)`, which writes to the table of `model` all or nothing, and return its report.

    The run is stored in its own transaction first, so this must not be called inside one. A dry run is recorded only
    if it is a user's upload that fails or changes nothing, since such an upload is never confirmed. Exceptions of
    `import_file` are recorded and re-raised.
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
        report = import_file(dry_run=dry_run)
    except BaseException as error:
        if user or not dry_run:
            run.fail(error_message(error))
        raise
    if not dry_run or (user and is_unchanged(report)):
        run.finish(report)
    return report


def is_unchanged(report):
    """Whether no row of the file is new, different or refused."""
    return not any(count for name, count in report.counts.items() if name != "unchanged")


def error_message(error):
    if isinstance(error, ImportFault):
        return str(error)
    if isinstance(error, Exception):
        name = type(error).__name__
        return _("An unexpected fault (%(name)s). The log of the server tells more.") % {"name": name}
    return _("It was broken off.")


def delete_old_runs(at=None):
    """Delete runs past their retention; return how many. A periodic duty."""
    return ImportRun.objects.filter(started_at__lte=(at or timezone.now()) - RUN_RETENTION).delete()[0]
