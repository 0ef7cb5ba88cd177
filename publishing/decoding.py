"""Pictures are decoded one at a time in each process: one of 36 megapixels takes 200 MB."""

import threading
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from database.locking import HEAVY_WORK_SLOTS, ServerBusy

DECODING_TIMEOUT = 20
"""Seconds to wait for the lock; a picture takes about one."""

_decoding = threading.Lock()


@contextmanager
def exclusive_decoding():
    """Guard code that decodes a picture (context manager, decorator; not reentrant). Raises ServerBusy."""
    if not HEAVY_WORK_SLOTS.acquire(blocking=False):
        raise ServerBusy("Too many pictures at once.")
    try:
        if not _decoding.acquire(timeout=DECODING_TIMEOUT):
            raise ServerBusy("A picture waited too long.")
        try:
            yield
        finally:
            _decoding.release()
    finally:
        HEAVY_WORK_SLOTS.release()


def check_pixel_count(pixels):
    """Raise ValidationError for more than PICTURE_MAX_PIXELS."""
    if pixels > settings.PICTURE_MAX_PIXELS:
        raise ValidationError(
            _("The picture has %(pixels)s megapixels; %(limit)s are allowed. Save it smaller and try again."),
            params={"pixels": round(pixels / 1_000_000), "limit": settings.PICTURE_MAX_PIXELS // 1_000_000},
            code="too_many_pixels",
        )
