"""Client of the process that holds the road graph (roads/engine_process.py): one beside each process of the portal,
started by the first query.

A separate process, because the package brings its own SpatiaLite, GEOS and SQLite, which corrupt the memory when loaded
beside those of the system. So a computation that takes too long can be killed, too.
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
"""Seconds."""
QUEUE_TIMEOUT = 3
"""Seconds to wait while other queries are answered."""
NO_ROAD_CODES, NO_ROUTE_CODES, TOO_FAR_CODES = {171}, {170, 442}, {154}
"""Error codes of the engine."""
PROJECT_DIR = Path(__file__).parent.parent
CHUNK_BYTES = 65536

_queue_slots = threading.BoundedSemaphore(WEB_THREADS // 2)
"""One query is answered, the others wait."""
_lock = threading.Lock()
_running = None


def query_engine(file, action, arguments):
    """Return what the engine found in the graph `file`. Raises RouteNotFound, TakesTooLong, EngineUnavailable."""
    with ExitStack() as held:
        # one thread stays free for other pages, one for pictures and documents
        for slots in (_queue_slots, HEAVY_WORK_SLOTS):
            if not slots.acquire(blocking=False):
                raise TakesTooLong
            held.callback(slots.release)
        if not _lock.acquire(timeout=QUEUE_TIMEOUT):
            raise TakesTooLong
        held.callback(_lock.release)
        return _query_process(file, {"what": action, "asked": arguments}, time.monotonic() + ANSWER_TIMEOUT)


def _query_process(file, request, deadline):
    global _running
    try:
        for _try in range(2):  # an idle process may have ended just now
            if _running is None or not _running.serves(file):
                stop_process()
                _running = start_process(file)
            with suppress(ProcessEnded):
                return _result(_running.query(request, deadline))
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
    """Stop the process; the next query starts another."""
    global _running
    if _running is not None:
        _running.stop()
    _running = None


class ProcessEnded(Exception):
    """The process ended without an answer."""


class EngineProcess:
    """The process for one graph file. A fork must start its own."""

    def __init__(self, file):
        self.file, self.owner = file, os.getpid()
        self.process = subprocess.Popen(  # noqa: S603  our own module
            [sys.executable, "-m", "roads.engine_process", str(file)],
            cwd=PROJECT_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def serves(self, file):
        return self.file == file and self.owner == os.getpid()

    def query(self, request, deadline):
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
        except OSError as error:
            raise ProcessEnded from error
        return json.loads(self._read_line(deadline))

    def _read_line(self, deadline):
        output, line = self.process.stdout.fileno(), b""
        poll = select.poll()
        poll.register(output, select.POLLIN)
        while not line.endswith(b"\n"):
            if not poll.poll(max(0, deadline - time.monotonic()) * 1000):
                raise TakesTooLong
            more = os.read(output, CHUNK_BYTES)
            if not more:
                raise ProcessEnded
            line += more
        return line

    def stop(self):
        if self.owner != os.getpid():
            return  # the parent's process, inherited by a fork
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()
