"""The portal as scripts/serve runs it: real processes, read by what they say, ended with the test."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 120  # s


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment_of(var, **more):
    """What a portal under this folder needs to know. A database of its own, unless told otherwise."""
    ours = {
        "SECRET_KEY",
        "SECOND_FACTOR_KEY",
        "LOOK_DIR",
        "DATABASE_URL",
        "EMAIL_URL",
        "SITE_URL",
        "HOST",
        "PORT",
        "DEBUG",
    }
    kept = {key: value for key, value in os.environ.items() if key not in ours}
    return kept | {"VAR_DIR": str(var), "DEMO": "0"} | more


def manage(environment, *arguments):
    """One of the portal's commands; to prepare it takes minutes on a busy machine."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=10 * PATIENCE,
    )


class Served:
    """`command` with its lines as they come. `wait_for` waits for one that comes after the last one found."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen(
            ["env", "--default-signal=INT,HUP", *command],  # whatever the tests themselves ignore
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines, self.unread = [], deque()
        self.came = threading.Condition()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            with self.came:
                self.lines.append(line)
                self.unread.append(line)
                self.came.notify_all()
        with self.came:
            self.came.notify_all()

    def wait_for(self, pattern, patience=PATIENCE):
        found = []

        def look():
            while self.unread:
                if re.search(pattern, self.unread.popleft()):
                    return found.append(True) or True
            return not self.reader.is_alive()

        with self.came:
            self.came.wait_for(look, patience)
        assert found, f"“{pattern}” did not come after:\n{''.join(self.lines[-40:])}"

    def end(self, number=signal.SIGTERM):
        """Tell it to end; returns its status."""
        self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return status

    def kill(self):
        """All of it, those first who would start another again."""
        for pid in [self.process.pid, *reversed(descendants(self.process.pid))]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


def descendants(pid):
    """Process ids of its children, each after its own children. Read from /proc."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            found += [*descendants(int(child)), int(child)]
    return found


def process_of(served, word):
    """The process among its own whose command line has this word, as soon as there is one."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for pid in descendants(served.process.pid):
            with suppress(OSError):
                if word in Path(f"/proc/{pid}/cmdline").read_text().split("\0"):
                    return pid
        threading.Event().wait(0.05)
    raise AssertionError(f"No process {word}")


def get(port, path="/", timeout=PATIENCE, **headers):
    """(status, body) of a page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


class Reader(threading.Thread):
    """Opens the home page again and again, and notes how it went."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port, self.left = port, threading.Event()
        self.answers, self.longest = Counter(), 0.0

    def run(self):
        while not self.left.wait(0.2):
            began = time.monotonic()
            try:
                status = get(self.port, timeout=60)[0]
            except OSError as error:
                status = type(error).__name__
            self.longest = max(self.longest, time.monotonic() - began)
            self.answers[status] += 1


@contextmanager
def served(environment):
    """scripts/serve and a reader. At the end nothing of it but what was told to end has ended."""
    portal = Served(["scripts/serve", "production"], environment)
    try:
        portal.wait_for("The portal is served")
        reader = Reader(int(environment["PORT"]))
        reader.start()
        yield portal, reader
        reader.left.set()
        reader.join(PATIENCE)
        print(f"\n  readers: {dict(reader.answers)}, the slowest {reader.longest:.1f} s")
        assert "web server ended" not in "".join(portal.lines)
        assert portal.end() == 0
    finally:
        portal.kill()


def portal_of(prepared, var):
    shutil.copytree(prepared, var, dirs_exist_ok=True)
    return environment_of(var, PORT=str(free_port()))
