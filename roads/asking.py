"""Asks the process that holds the road graph (roads/answering.py): one beside each process of the portal, begun with
the first question.

A process of its own, because the package brings its own SpatiaLite, GEOS and SQLite, which do not bear those of the
system beside them: together they corrupt the memory. So a computation can be ended, too, when it takes too long.
"""

import json
import os
import select
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from database.locking import HEAVY_WORK_SLOTS, WEB_THREADS
from roads.faults import NotFound, TakesTooLong, Unavailable

PATIENCE = 10
"""Seconds after which an answer is given up."""
IN_LINE = 3
"""Seconds that one waits for others' questions: a visitor may ask again."""
NO_ROAD, NO_WAY, TOO_FAR = {171}, {170, 442}, {154}
"""What the engine calls what it did not find."""
HOUSE = Path(__file__).parent.parent
CHUNK = 65536

_askers = threading.BoundedSemaphore(WEB_THREADS // 2)
"""One is answered, the others wait in line."""
_lock = threading.Lock()
_running = None


def ask(file, what, asked):
    """What the engine found. `file`: of the graph. Raises NotFound, TakesTooLong, Unavailable."""
    with ExitStack() as held:
        for few in (
            _askers,
            HEAVY_WORK_SLOTS,
        ):  # one thread stays free for other pages, one for pictures and documents
            if not few.acquire(blocking=False):
                raise TakesTooLong
            held.callback(few.release)
        if not _lock.acquire(timeout=IN_LINE):
            raise TakesTooLong
        held.callback(_lock.release)
        return _answer(file, {"what": what, "asked": asked}, time.monotonic() + PATIENCE)


def _answer(file, question, until):
    global _running
    try:
        for _try in range(2):  # one that was idle may have ended just now
            if _running is None or not _running.holds(file):
                forget()
                _running = begun(file)
            with suppress(Ended):
                return _told(_running.ask(question, until))
            forget()
        raise Unavailable
    except TakesTooLong:
        forget()
        raise


def _told(answer):
    if "found" in answer:
        return answer["found"]
    if answer["code"] in NO_ROAD | NO_WAY | TOO_FAR:
        raise NotFound
    raise Unavailable(answer["message"])


def begun(file):
    try:
        return Answering(file)
    except OSError as error:  # no memory, or no process more
        raise Unavailable(str(error)) from error


def forget():
    """Ends the process; the next question begins another."""
    global _running
    if _running is not None:
        _running.end()
    _running = None


class Ended(Exception):
    """The process ended without an answer."""


class Answering:
    """The process, with what it was begun for: a file, by a process that has not been forked since."""

    def __init__(self, file):
        self.file, self.owner = file, os.getpid()
        self.process = subprocess.Popen(  # noqa: S603  our own module
            [sys.executable, "-m", "roads.answering", str(file)],
            cwd=HOUSE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def holds(self, file):
        return self.file == file and self.owner == os.getpid()

    def ask(self, question, until):
        try:
            self.process.stdin.write(json.dumps(question).encode() + b"\n")
            self.process.stdin.flush()
        except OSError as error:
            raise Ended from error
        return json.loads(self._line(until))

    def _line(self, until):
        output, told = self.process.stdout.fileno(), b""
        poll = select.poll()
        poll.register(output, select.POLLIN)
        while not told.endswith(b"\n"):
            if not poll.poll(max(0, until - time.monotonic()) * 1000):
                raise TakesTooLong
            more = os.read(output, CHUNK)
            if not more:
                raise Ended
            told += more
        return told

    def end(self):
        if self.owner != os.getpid():
            return  # another's, known here by a fork
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()
