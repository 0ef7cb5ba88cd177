"""Files on their way from a form to the storage: worked on once, before any transaction, and never half kept.

See docs/adr/0054.
"""

import errno
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import wraps
from pathlib import Path
from weakref import WeakValueDictionary

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext_lazy as _

FULL = {errno.ENOSPC, errno.EDQUOT}
LEFT_AFTER = timedelta(days=1)
"""Then a staged file belongs to no request any more: its process was killed."""


def once(work):
    """`work(file)`, done once for each upload: asked again, the answer (or the ValidationError) is the first one."""

    @wraps(work)
    def answer(file):
        known = file.__dict__.setdefault("found_out", {})
        if work not in known:
            try:
                known[work] = work(file), None
            except ValidationError as refusal:
                known[work] = None, refusal
        result, refusal = known[work]
        if refusal is not None:
            raise refusal
        return result

    return answer


_kept = WeakValueDictionary()


def kept_as(name, upload):
    """The upload is stored under this name now, which no other file has ever had."""
    if isinstance(upload, UploadedFile):  # those are closed with their request
        _kept[name] = upload


def upload_of(name):
    """The upload that was stored under this name, as long as its request lasts: what was found out stays true."""
    upload = _kept.get(name)
    return None if upload is None or upload.closed else upload


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
        if not is_full(error):
            raise error
        with suppress(OSError, AttributeError):  # closing would write what is left; there may be no file yet
            self.file.close()
        self.file = SimpleUploadedFile(self.file_name, b"cut", self.content_type)
        self.file.is_cut = True


def staged(file):
    """The same content on the disk of the storage, so that keeping it is no more than a new name.

    Raises ValidationError.
    """
    if isinstance(file, TemporaryUploadedFile):
        return file
    with saying_when_full():
        copy = TemporaryUploadedFile(file.name, getattr(file, "content_type", ""), file.size, None)
        try:
            for chunk in file.chunks():
                copy.write(chunk)
            copy.flush()
            copy.seek(0)
        except OSError:
            with suppress(OSError):
                copy.close()
            raise
    return copy


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
