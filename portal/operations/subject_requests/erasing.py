"""Erases a person's data, and repeats erasures after an older backup was restored."""

import shutil
import uuid
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from portal.models import Erasure, SiteProfile
from portal.operations.backup.retention import oldest_backup_time
from portal.operations.backup.saving import default_path
from portal.operations.subject_requests import admin_log, erasure_log, files, text_search
from portal.operations.subject_requests.address_patterns import address_pattern
from portal.operations.subject_requests.data_sources import DATA_SOURCES
from sites.papers.expose import cache as papers


def erase_person(address, at=None):
    """Erase all data of an e-mail address; return the Erasure. Raises ValidationError if the portal needs it.

    All or nothing in the database; files follow.
    """
    address = address.strip()
    check_erasable(address)
    erasure = Erasure(pk=uuid.uuid4(), at=at or timezone.now(), mark=erasure_log.address_hash(address))
    with secure_delete():
        erasure.erased = erase_rows(address)
        erasure_log.log_erasure(erasure)
        erasure.save()
    erase_files(address)
    return erasure


def erase_files(*addresses):
    for address in addresses:
        files.erase_in_files(address, text_search.ERASED)
    caches["default"].clear()
    shutil.rmtree(papers.cache_folder(), ignore_errors=True)  # they name contacts


def erase_rows(address):
    """Erase in the database; return {model label: number of rows}, and texts elsewhere as "mentions"."""
    erased = {}
    for place in DATA_SOURCES:
        rows = place.rows(address)
        if count := rows.count():
            place.erase(rows)
            erased[place.model._meta.label] = count
    if count := text_search.erase_mentions(address):
        erased["mentions"] = count
    admin_log.redact_deleted()
    return erased


def check_erasable(address):
    profile, whole = SiteProfile.current(), address_pattern(address)
    if whole.search(f"{profile.email} {profile.press_email}"):
        raise ValidationError(
            _(
                "This is the address of the region’s office. Change it in “Name and address of the region” first."
            )
        )
    administrators = User.objects.administrators().values_list("email", flat=True)
    if administrators and all(map(whole.search, administrators)):
        raise ValidationError(_("This is the only administrator. Make another one first."))


@contextmanager
def secure_delete():
    """Open a transaction; SQLite then overwrites deleted data, also in free pages and the write-ahead log."""
    is_sqlite = connection.vendor == "sqlite"
    with transaction.atomic(), connection.cursor() as cursor:
        if is_sqlite:
            cursor.execute("PRAGMA secure_delete = ON")
        yield
    if is_sqlite and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def repeat_erasures():
    """Repeat logged erasures without a row, as after restoring an older backup. Return how many."""
    known = {str(pk) for pk in Erasure.objects.values_list("pk", flat=True)}
    missing = [line for line in erasure_log.read_log() if line["id"] not in known]
    if not missing:
        return 0
    marks = {line["mark"] for line in missing}
    back = sorted(
        address for address in text_search.stored_addresses() if erasure_log.address_hash(address) in marks
    )
    with secure_delete():
        for address in back:
            erase_rows(address)
        Erasure.objects.bulk_create(
            Erasure(
                pk=line["id"], at=datetime.fromisoformat(line["at"]), mark=line["mark"], erased=line["erased"]
            )
            for line in missing
        )
    erase_files(*back)
    return len(missing)


def delete_expired_hashes(at=None):
    """Clear hashes older than BACKUP_DAYS and than the oldest backup; the rest is kept. Return how many."""
    over = (at or timezone.now()) - timedelta(days=settings.BACKUP_DAYS)
    over = min(filter(None, [over, oldest_backup_time(default_path(at).parent)]))
    count = Erasure.objects.filter(at__lte=over).exclude(mark="").update(mark="")
    if count:
        erasure_log.replace_log(
            [line for line in erasure_log.read_log() if datetime.fromisoformat(line["at"]) > over]
        )
    return count
