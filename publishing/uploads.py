"""Files on their way from a form to the storage: worked on once, before any transaction (docs/adr/0054)."""

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
"""Then a staged file belongs to no request any more: its process was killed."""

MAX_EXTENSION_LENGTH = 50  # characters


class UploadHandler(TemporaryFileUploadHandler):
    """Django calls the file on its disk by the ending of the upload, where a sentence after a dot has no room."""

    def new_file(self, field_name, file_name, *args, **kwargs):
        has_one = len(PurePath(file_name).suffix) <= MAX_EXTENSION_LENGTH
        name = file_name if has_one else file_name.replace(".", " ")
        super().new_file(field_name, name, *args, **kwargs)


def is_committed(file):
    """Whether a FieldFile lies in the storage already; False for an upload, in a FieldFile or not. Django has no public
    name for it, and `file.file` opens what is stored.
    """
    return getattr(file, "_committed", False)


def memoised_per_file(work):
    """`work(file)`, done once for each upload, and in each process for each stored file (FieldFile).

    Asked again, the answer or the ValidationError is the first one.
    """

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
    """{work: (answer, ValidationError)} of a stored file: each has a name of its own, and is never written again."""
    return {}


def carry_over_results(name, upload):
    """The upload is stored under this name now: what was found out about it stays true. What was made of it goes."""
    found = upload.__dict__.get("found_out", {}).items()
    stored_results(name).update((work, told) for work, told in found if not isinstance(told[0], File))


def check_size(file, most):
    """Raises ValidationError for more than may be looked into."""
    if file.size > most:
        raise ValidationError(
            _("The file has %(size)s MB; %(limit)s MB are allowed. Save it smaller and try again."),
            params={"size": round(file.size / MEGABYTE), "limit": most // MEGABYTE},
            code="too_big",
        )


def delete_stale_uploads(at):
    """A duty: delete the staged files of processes that were killed. Returns how many."""
    before = (at - STALE_AFTER).timestamp()
    forgotten = 0
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                path.unlink()
                forgotten += 1
    return forgotten
