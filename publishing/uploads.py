"""Files on their way from a form to the storage: worked on once, before any transaction, and never half kept.

See docs/adr/0054.
"""

import errno
from contextlib import contextmanager, nullcontext, suppress
from datetime import timedelta
from functools import lru_cache, wraps
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext_lazy as _

from publishing.decoding import Busy

FULL = {errno.ENOSPC, errno.EDQUOT}
LEFT_AFTER = timedelta(days=1)
"""Then a staged file belongs to no request any more: its process was killed."""


def once(work):
    """`work(file)`, done once for each upload, and in each process for each stored file (FieldFile).

    Asked again, the answer or the ValidationError is the first one. Of a stored file nobody remembers that it could not
    be looked at now (Busy).
    """

    @wraps(work)
    def answer(file):
        is_stored = getattr(file, "_committed", False)
        known = found_out_about(file.name) if is_stored else file.__dict__.setdefault("found_out", {})
        if work not in known:
            with file.storage.open(file.name) if is_stored else nullcontext(file) as opened:
                try:
                    known[work] = work(opened), None
                except ValidationError as refusal:
                    if is_stored and isinstance(refusal, Busy):
                        raise
                    known[work] = None, refusal
        result, refusal = known[work]
        if refusal is not None:
            raise refusal
        return result

    return answer


@lru_cache(maxsize=1000)
def found_out_about(name):
    """{work: (answer, ValidationError)} of a stored file: each has a name of its own, and is never written again."""
    return {}


def kept_as(name, upload):
    """The upload is stored under this name now: what was found out about it stays true. What was made of it goes."""
    found = upload.__dict__.get("found_out", {}).items()
    found_out_about(name).update((work, told) for work, told in found if not isinstance(told[0], File))


def is_full(error):
    return isinstance(error, OSError) and error.errno in FULL


def no_room():
    return ValidationError(
        _(
            "The server has no room left for this file. Everything else in the form is still here. Please tell the "
            "administrators, and send the file again later."
        ),
        code="no_room",
    )


@contextmanager
def saying_when_full():
    """A full disk becomes a ValidationError, which stands beside the field."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise no_room() from error
        raise


def refuse_cut(file):
    """Raises ValidationError for an upload that the disk had no room for while it came in."""
    if getattr(file, "is_cut", False):
        raise no_room()


class StagingUploadHandler(TemporaryFileUploadHandler):
    """For FILE_UPLOAD_HANDLERS. A disk that fills up meanwhile marks the file (`is_cut`), and the form says so."""

    def new_file(self, *args, **kwargs):
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self.cut(error)

    def receive_data_chunk(self, raw_data, start):
        if not getattr(self.file, "is_cut", False):
            try:
                super().receive_data_chunk(raw_data, start)
                self.file.flush()
            except OSError as error:
                self.cut(error)

    def cut(self, error):
        if not is_full(error) and error.errno != errno.ENAMETOOLONG:  # of an ending, which nobody takes
            raise error
        with suppress(OSError, AttributeError):  # closing would write what is left; there may be no file yet
            self.file.close()
        self.file = SimpleUploadedFile(self.file_name, b"cut", self.content_type)
        self.file.is_cut = True


def forget_left(at):
    """A duty: delete the staged files of processes that were killed. Returns how many."""
    before = (at - LEFT_AFTER).timestamp()
    forgotten = 0
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                path.unlink()
                forgotten += 1
    return forgotten
