"""A database that is away, locked or full is waited for: said once when it begins, and once when it is over."""

import logging
import time

from django.db import InterfaceError, OperationalError, connections

logger = logging.getLogger("portal.background")

SHORTEST, LONGEST = 1, 60
"""Seconds between two tries; each is twice as long as the one before."""

OF_ONE_STATEMENT = ("SQLITE_ERROR", "40", "54", "55000", "55006", "57014")
"""Beginnings of the error codes that say nothing of the database as a whole: wrong, in a deadlock, too complex, too
slow. https://www.sqlite.org/rescode.html, https://www.postgresql.org/docs/current/errcodes-appendix.html"""


def is_outage(error):
    """Whether `error` tells of the database as a whole, in a state that passes, and not of one statement at fault."""
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    return isinstance(error, OperationalError | InterfaceError) and not code.startswith(OF_ONE_STATEMENT)


class Patience:
    """Waits for the database, longer each time, for one process that is called `who` in the log."""

    def __init__(self, who, wait=time.sleep):
        self.who, self.wait = who, wait
        self.pause = 0

    def wait_out(self, error):
        """Rest after an outage; the first of several is told. The next question opens a new connection."""
        if not self.pause:
            words = " ".join(str(error).split())
            logger.warning("The %s waits for the database and tries again by itself: %s", self.who, words)
        connections.close_all()
        self.pause = min(self.pause * 2, LONGEST) or SHORTEST
        self.wait(self.pause)

    def over(self):
        """The database answered; told if it did not before."""
        if self.pause:
            logger.warning("The %s has its database back and goes on.", self.who)
        self.pause = 0
