"""A portal in a folder of its own, served as in production: gunicorn with the project's settings, real processes."""

import subprocess
import time
from http.client import HTTPConnection

from tests.operating import Portal
from tests.serving import free_port

START_UP = 600  # s, on a busy machine, demo region and static files included


class ServedPortal(Portal):
    """`log` is what the server wrote to standard error."""

    def __init__(self, folder, url=None, **environment):
        super().__init__(folder, url)
        self.port = free_port()
        self.environment = {"PORT": str(self.port)} | environment
        self.processes = []
        self.log_file = folder / "served.log"

    def prepare(self, demo="1"):
        done = self.call("prepare", DEMO=demo, **self.environment, timeout=START_UP)
        assert done.returncode == 0, done.stderr
        return self

    def start(self, *command, **environment):
        """A process of the portal, with its output in the log; ended with the portal."""
        with self.log_file.open("a") as log:
            process = subprocess.Popen(
                command,
                cwd=self.program,
                env=self.environment_of(**self.environment, **environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def serve(self):
        """The web server alone; returns when it answers."""
        gunicorn = ("-m", "gunicorn", "--config", "scripts/gunicorn.conf.py", "portal.wsgi")
        web = self.start(self.python, *gunicorn)
        self.wait_until_it_answers(web)
        return web

    def wait_until_it_answers(self, process):
        deadline = time.monotonic() + START_UP
        while time.monotonic() < deadline:
            assert process.poll() is None, self.log
            try:
                if self.status("/gesundheit/") == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"The portal did not answer within {START_UP} s.\n{self.log}")

    def logins(self):
        """{role: (e-mail, password)} of the demo, prepared with the data."""
        lines = (self.var / "demo-logins.txt").read_text().splitlines()
        return {role: tuple(words.split()) for role, _colon, words in (line.partition(":") for line in lines)}

    def status(self, path, headers=None):
        return self.ask("GET", path, headers=headers)[0]

    def ask(self, method, path, body=None, headers=None, timeout=60):
        """(status, headers, body) of one request on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    @property
    def log(self):
        return self.log_file.read_text() if self.log_file.exists() else ""

    def end(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
