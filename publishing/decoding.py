"""Pictures are decoded one at a time in each process: one of 36 megapixels takes 200 MB meanwhile."""

import threading
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from database.locking import LONG_WORK, Busy

DECODING_TIMEOUT = 20
"""Seconds an editor waits for their turn; a picture takes about one."""

_decoding = threading.Lock()


@contextmanager
def exclusive_decoding():
    """For the block, or the function, that decodes a picture; never one within another.

    Raises Busy when too many wait already.
    """
    if not LONG_WORK.acquire(blocking=False):
        raise Busy("Too many pictures at once.")
    try:
        if not _decoding.acquire(timeout=DECODING_TIMEOUT):
            raise Busy("A picture waited too long.")
        try:
            yield
        finally:
            _decoding.release()
    finally:
        LONG_WORK.release()


def check_pixel_count(pixels):
    """Raises ValidationError for more than may be decoded."""
    if pixels > settings.PICTURE_MAX_PIXELS:
        raise ValidationError(
            _("The picture has %(pixels)s megapixels; %(limit)s are allowed. Save it smaller and try again."),
            params={
                "pixels": round(pixels / 1_000_000),
                "limit": settings.PICTURE_MAX_PIXELS // 1_000_000,
            },
            code="too_many_pixels",
        )
