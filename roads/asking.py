"""Asks the process that holds the road graph (roads/engine_process.py): one beside each process of the portal, begun with
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
from roads.faults import EngineUnavailable, RouteNotFound, TakesTooLong

ANSWER_TIMEOUT = 10
"""Seconds after which an answer is given up."""
QUEUE_TIMEOUT = 3
"""Seconds that one waits for others' questions: a visitor may ask again."""
NO_ROAD_CODES, NO_ROUTE_CODES, TOO_FAR_CODES = {171}, {170, 442}, {154}
"""What the engine calls what it did not find."""
PROJECT_DIR = Path(__file__).parent.parent
CHUNK_BYTES = 65536

_queue_slots = threading.BoundedSemaphore(WEB_THREADS // 2)
"""One is answered, the others wait in line."""
_lock = threading.Lock()
_running = None


def query_engine(file, what, asked):
    """What the engine found. `file`: of the graph. Raises NotFound, TakesTooLong, Unavailable."""
    with ExitStack() as held:
        for few in (
            _queue_slots,
            HEAVY_WORK_SLOTS,
        ):  # one thread stays free for other pages, one for pictures and documents
            if not few.acquire(blocking=False):
                raise TakesTooLong
            held.callback(few.release)
        if not _lock.acquire(timeout=QUEUE_TIMEOUT):
            raise TakesTooLong
        held.callback(_lock.release)
        return _query_process(file, {"what": what, "asked": asked}, time.monotonic() + ANSWER_TIMEOUT)


def _query_process(file, question, until):
    global _running
    try:
        for _try in range(2):  # one that was idle may have ended just now
            if _running is None or not _running.holds(file):
                stop_process()
                _running = start_process(file)
            with suppress(ProcessEnded):
                return _result(_running.ask(question, until))
            stop_process()
        raise EngineUnavailable
    except TakesTooLong:
        stop_process()
        raise


def _result(answer):
    if "found" in answer:
        return answer["found"]
    if answer["code"] in NO_ROAD_CODES | NO_ROUTE_CODES | TOO_FAR_CODES:
        raise RouteNotFound
    raise EngineUnavailable(answer["message"])


def start_process(file):
    try:
        return EngineProcess(file)
    except OSError as error:  # no memory, or no process more
        raise EngineUnavailable(str(error)) from error


def stop_process():
    """Ends the process; the next question begins another."""
    global _running
    if _running is not None:
        _running.end()
    _running = None


class ProcessEnded(Exception):
    """The process ended without an answer."""


class EngineProcess:
    """The process, with what it was begun for: a file, by a process that has not been forked since."""

    def __init__(self, file):
        self.file, self.owner = file, os.getpid()
        self.process = subprocess.Popen(  # noqa: S603  our own module
            [sys.executable, "-m", "roads.engine_process", str(file)],
            cwd=PROJECT_DIR,
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
            raise ProcessEnded from error
        return json.loads(self._line(until))

    def _line(self, until):
        output, told = self.process.stdout.fileno(), b""
        poll = select.poll()
        poll.register(output, select.POLLIN)
        while not told.endswith(b"\n"):
            if not poll.poll(max(0, until - time.monotonic()) * 1000):
                raise TakesTooLong
            more = os.read(output, CHUNK_BYTES)
            if not more:
                raise ProcessEnded
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
