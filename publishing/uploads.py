"""Uploaded files between form and storage: processed once, before any transaction (docs/adr/0054)."""

from contextlib import nullcontext, suppress
from datetime import timedelta
from functools import lru_cache, wraps
from pathlib import Path, PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024**2
STALE_AFTER = timedelta(days=1)
"""Older temporary files belong to no request: their process was killed."""

MAX_EXTENSION_LENGTH = 50  # characters


class UploadHandler(TemporaryFileUploadHandler):
    """Shortens file names: Django's temporary file has the extension of the upload, which may be a long sentence."""

    def new_file(self, field_name, file_name, *args, **kwargs):
        has_one = len(PurePath(file_name).suffix) <= MAX_EXTENSION_LENGTH
        name = file_name if has_one else file_name.replace(".", " ")
        super().new_file(field_name, name, *args, **kwargs)


def is_committed(file):
    """Whether a FieldFile is in the storage already; False for an upload, in a FieldFile or not. Django has no public
    API for it, and `file.file` opens a stored file.
    """
    return getattr(file, "_committed", False)


def memoised_per_file(work):
    """Cache the result or ValidationError of `work(file)` per upload, and per process for stored files (FieldFile)."""

    @wraps(work)
    def answer(file):
        stored = is_committed(file)
        known = stored_results(file.name) if stored else file.__dict__.setdefault("found_out", {})
        if work not in known:
            with file.storage.open(file.name) if stored else nullcontext(file) as opened:
                try:
                    known[work] = work(opened), None
                except ValidationError as refusal:
                    known[work] = None, refusal
        result, refusal = known[work]
        if refusal is not None:
            raise refusal
        return result

    return answer


@lru_cache(maxsize=1000)
def stored_results(name):
    """Return the cache {work: (result, ValidationError)} of a stored file; its name is unique and never rewritten."""
    return {}


def carry_over_results(name, upload):
    """Copy the cached results of an upload to the stored file `name`, except files made of it."""
    found = upload.__dict__.get("found_out", {}).items()
    stored_results(name).update((work, result) for work, result in found if not isinstance(result[0], File))


def check_size(file, most):
    """Raise ValidationError for a file of more than `most` bytes."""
    if file.size > most:
        raise ValidationError(
            _("The file has %(size)s MB; %(limit)s MB are allowed. Save it smaller and try again."),
            params={"size": round(file.size / MEGABYTE), "limit": most // MEGABYTE},
            code="too_big",
        )


def delete_stale_uploads(at):
    """Delete temporary files of processes that were killed; returns how many."""
    before = (at - STALE_AFTER).timestamp()
    deleted = 0
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                path.unlink()
                deleted += 1
    return deleted
