"""Waits while the database is unreachable, locked or full; logs the start and end of an outage once."""

import logging
import time

from django.db import InterfaceError, OperationalError, connections

logger = logging.getLogger("portal.background")

MIN_DELAY, MAX_DELAY = 1, 60
"""Seconds between attempts, doubled each time."""

STATEMENT_ERROR_PREFIXES = ("SQLITE_ERROR", "40", "54", "55000", "55006", "57014")
"""Prefixes of error codes that concern one statement: wrong, in a deadlock, too complex, too slow.
https://www.sqlite.org/rescode.html, https://www.postgresql.org/docs/current/errcodes-appendix.html"""


def is_outage(error):
    """Whether `error` is a temporary failure of the database as a whole, not of one statement."""
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    return isinstance(error, OperationalError | InterfaceError) and not code.startswith(
        STATEMENT_ERROR_PREFIXES
    )


class Backoff:
    """Exponential backoff for one process, called `who` in the log."""

    def __init__(self, who, wait=time.sleep):
        self.who, self.wait = who, wait
        self.delay = 0

    def wait_after(self, error):
        """Log the first error of an outage, close connections and wait."""
        if not self.delay:
            words = " ".join(str(error).split())
            logger.warning("The %s waits for the database and tries again by itself: %s", self.who, words)
        connections.close_all()
        self.delay = min(self.delay * 2, MAX_DELAY) or MIN_DELAY
        self.wait(self.delay)

    def reset(self):
        """Log the end of an outage, if any, and reset the delay."""
        if self.delay:
            logger.warning("The %s has its database back and goes on.", self.who)
        self.delay = 0
