"""A database that is away, locked or full is waited for: said once when it begins, and once when it is over."""

import logging
import time

from django.db import InterfaceError, OperationalError, connections

logger = logging.getLogger("portal.background")

MIN_DELAY, MAX_DELAY = 1, 60
"""Seconds between two tries; each is twice as long as the one before."""

STATEMENT_ERROR_PREFIXES = ("SQLITE_ERROR", "40", "54", "55000", "55006", "57014")
"""Beginnings of the error codes that say nothing of the database as a whole: wrong, in a deadlock, too complex, too
slow. https://www.sqlite.org/rescode.html, https://www.postgresql.org/docs/current/errcodes-appendix.html"""


def is_outage(error):
    """Whether `error` tells of the database as a whole, in a state that passes, and not of one statement at fault."""
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    return isinstance(error, OperationalError | InterfaceError) and not code.startswith(
        STATEMENT_ERROR_PREFIXES
    )


class Backoff:
    """Waits for the database, longer each time, for one process that is called `who` in the log."""

    def __init__(self, who, wait=time.sleep):
        self.who, self.wait = who, wait
        self.delay = 0

    def wait_after(self, error):
        """Rest after an outage; the first of several is told. The next question opens a new connection."""
        if not self.delay:
            words = " ".join(str(error).split())
            logger.warning("The %s waits for the database and tries again by itself: %s", self.who, words)
        connections.close_all()
        self.delay = min(self.delay * 2, MAX_DELAY) or MIN_DELAY
        self.wait(self.delay)

    def reset(self):
        """The database answered; told if it did not before."""
        if self.delay:
            logger.warning("The %s has its database back and goes on.", self.who)
        self.delay = 0
