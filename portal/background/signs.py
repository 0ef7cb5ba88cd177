"""Signs of life of worker and clock: files that are touched as long as each goes its rounds.

They need no database, for they are read when that is away. A file's time is all that it says.
"""

import logging
import threading
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

logger = logging.getLogger("portal.background")

PARTS = ("worker", "clock")
START = "start"  # of the web server, before which nothing is missed
SILENT_AFTER = 5 * 60
"""Seconds without a sign until a part counts as dead."""

EVERY = 20
"""Seconds from one touch to the next."""

LONGEST_STEP = 60 * 60
"""Seconds that one task or round of duties may take; after them the sign stops, for then it hangs."""


def sign_file(name):
    return Path(settings.VAR_DIR) / "alive" / name


def touch(name):
    """Leave a sign now. An existing file is touched on a full disk as well; what fails is no reason to stop work."""
    with suppress(OSError):
        sign_file(name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        sign_file(name).touch(mode=0o600)


def last_sign(name):
    """Seconds since the epoch; None when there never was one."""
    try:
        return sign_file(name).stat().st_mtime
    except OSError:
        return None


def silent_since(at=None):
    """For each part that is silent when it was last heard: seconds since the epoch, None for never.

    Nothing is missed before the first start of the web server, and none of its starts is an outage: all have
    SILENT_AFTER seconds to begin. at: seconds since the epoch.
    """
    earliest = (time.time() if at is None else at) - SILENT_AFTER
    started = last_sign(START)
    if started is None or started > earliest:
        return {}
    signs = {part: last_sign(part) for part in PARTS}
    return {part: sign for part, sign in signs.items() if sign is None or sign <= earliest}


class SignOfLife:
    """Touches the file of one part from a thread of its own, so that a long step is not taken for death.

    The thread is bound to the work: without a new step it stops after LONGEST_STEP.
    """

    def __init__(self, part, clock=time.monotonic):
        self.part, self.clock = part, clock
        self.step()
        self.ended = threading.Event()

    def step(self):
        """The work goes on: call it in each round."""
        self.last_step = self.clock()

    def give(self):
        if self.clock() - self.last_step < LONGEST_STEP:
            touch(self.part)

    def __enter__(self):
        self.give()
        threading.Thread(target=self._go_on, name=f"sign of life of the {self.part}", daemon=True).start()
        return self

    def __exit__(self, *error):
        self.ended.set()

    def _go_on(self):
        while not self.ended.wait(EVERY):
            self.give()
