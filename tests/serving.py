"""The portal as scripts/serve runs it: real processes, read by what they say, ended with the test."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from contextlib import suppress
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
    ours = {"SECRET_KEY", "LOOK_DIR", "DATABASE_URL", "EMAIL_URL", "SITE_URL", "HOST", "PORT", "DEBUG"}
    kept = {key: value for key, value in os.environ.items() if key not in ours}
    return kept | {"VAR_DIR": str(var), "DEMO": "0"} | more


def manage(environment, *arguments):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
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
    """The process among its own whose command line has this word."""
    for pid in descendants(served.process.pid):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        except OSError:
            continue
        if word in words:
            return pid
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
