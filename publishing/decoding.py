"""Pictures are decoded one at a time in each process: one of 36 megapixels takes 200 MB meanwhile."""

import threading
from functools import wraps

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from database.locking import LONG_WORK

WAIT = 20
"""Seconds an editor waits for their turn; a picture takes about one."""


class Busy(ValidationError):
    """Too many pictures are wanted at once."""

    def __init__(self):
        super().__init__(
            _(
                "Other pictures are being worked on at this moment. Everything else in the form is still here. Please "
                "choose this file again and send it in a minute."
            ),
            code="busy",
        )


_decoding = threading.Lock()


def one_at_a_time(work):
    """`work`, which decodes a picture, when it is its turn; never one within another.

    Raises Busy when too many wait already.
    """

    @wraps(work)
    def in_turn(*args, **kwargs):
        if not LONG_WORK.acquire(blocking=False):
            raise Busy
        try:
            if not _decoding.acquire(timeout=WAIT):
                raise Busy
            try:
                return work(*args, **kwargs)
            finally:
                _decoding.release()
        finally:
            LONG_WORK.release()

    return in_turn
