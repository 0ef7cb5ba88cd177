"""A database that is away, locked or full is waited for: said once when it begins, and once when it is over."""

import logging
import time

from django.db import InterfaceError, OperationalError, connections

logger = logging.getLogger("portal.background")

SHORTEST, LONGEST = 1, 60
"""Seconds between two tries; each is twice as long as the one before."""

SQLITE_OUTAGES = {
    5: "busy",
    6: "locked",
    8: "read only",
    10: "input or output failed",
    13: "disk full",
    14: "cannot be opened",
    15: "locking failed",
}
"""Primary result codes: https://www.sqlite.org/rescode.html"""

POSTGRES_OUTAGES = ("08", "53", "57P", "58", "25006", "55P03")
"""Beginnings of error codes: connection, resources, shutdown, system, standby, lock not had in time:
https://www.postgresql.org/docs/current/errcodes-appendix.html"""


def is_outage(error):
    """Whether `error` tells of the database as a whole, in a state that passes, and not of one statement at fault."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause = error.__cause__
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        return code & 0xFF in SQLITE_OUTAGES
    code = getattr(cause, "sqlstate", None)
    return code is None and hasattr(cause, "sqlstate") or bool(code) and code.startswith(POSTGRES_OUTAGES)


class Patience:
    """Waits for the database, longer each time, for one process that is called `who` in the log."""

    def __init__(self, who, wait=time.sleep):
        self.who, self.wait = who, wait
        self.pause = None

    def wait_out(self, error):
        """Rest after an outage; the first of several is told. The next question opens a new connection."""
        if self.pause is None:
            logger.warning(
                "The %s waits for the database and tries again by itself: %s",
                self.who,
                " ".join(str(error).split()),
            )
        connections.close_all()
        self.pause = min(self.pause * 2, LONGEST) if self.pause else SHORTEST
        self.wait(self.pause)

    def over(self):
        """The database answered; told if it did not before."""
        if self.pause is not None:
            logger.warning("The %s has its database back and goes on.", self.who)
            self.pause = None
