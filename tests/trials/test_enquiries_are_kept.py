"""1,000 enquiries while the worker is killed ten times, the mail server is away for a while, and PostgreSQL restarts.

Nothing that was accepted may be lost, neither an enquiry nor one of its two mails; a mail may come twice only where a
kill fell between the mail server's answer and our note of it.
"""

import os
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from tests.serving import free_port
from tests.trials.served import ServedPortal

ENQUIRIES = int(os.environ.get("TRIAL_ENQUIRIES", "1000"))
KILLS = 10
SENDERS = 8
PATIENCE = 600  # s for one enquiry to be accepted, and for the last mail to come
MAILS = 2 * ENQUIRIES  # one to the office, one to who asked

OPEN_THE_FORMS = """
from portal.models import Page
Page.objects.filter(key=Page.Key.PRIVACY).update(workflow_state=Page.WorkflowState.PUBLISHED)
"""
SEND_LATER = """
from datetime import timedelta
from django.utils import timezone
from mailing.outbox import send_due
send_due(timezone.now() + timedelta(days=1))
"""
COUNT = """
from investors.models import Enquiry
from mailing.models import OutgoingMail
print(*Enquiry.objects.values_list("email", flat=True), sep="\\n")
print("waiting", OutgoingMail.objects.waiting().count())
"""


class Mailbox:
    def __init__(self):
        self.message_ids = []

    async def handle_DATA(self, server, session, envelope):
        self.message_ids.append(re.search(rb"(?mi)^message-id:\s*(\S+)", envelope.content)[1].decode())
        return "250 OK"


class MailServer:
    """Comes and goes on one port, with one mailbox."""

    def __init__(self):
        self.port, self.mailbox, self.controller = free_port(), Mailbox(), None

    def start(self):
        self.controller = Controller(self.mailbox, hostname="127.0.0.1", port=self.port, ready_timeout=60)
        self.controller.start()

    def stop(self):
        if self.controller:
            self.controller.stop()
            self.controller = None


@pytest.fixture
def mail_server():
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def portal(tmp_path, database_url, mail_server):
    """All parts together, behind a proxy that ends TLS: so each enquiry can come from a network of its own."""
    portal = ServedPortal(tmp_path, database_url)
    portal.environment |= {
        "SITE_URL": f"https://127.0.0.1:{portal.port}",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}",
    }
    portal.prepare(demo="0")
    portal.call("shell", "-c", OPEN_THE_FORMS, **portal.environment)
    portal.serving = portal.start("scripts/serve", "production")
    portal.wait_until_it_answers(portal.serving)
    yield portal
    portal.end()


class Visitor:
    """Fills in the form once and sends it, with words of its own each time, until the portal has accepted them."""

    def __init__(self, portal):
        self.portal = portal
        status, headers, page = portal.ask("GET", "/anfrage/", headers=self.proxied(0))
        assert status == 200
        self.cookie = re.search(r"csrftoken=[^;]+", headers["Set-Cookie"])[0]
        page = page.decode()
        names = ("csrfmiddlewaretoken", "told", "opened")
        self.hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in names}
        self.accepted = set()
        self.refusals = Counter()

    def proxied(self, number):
        address = f"10.{number >> 8}.{number & 255}.7"
        return {"X-Forwarded-Proto": "https", "X-Forwarded-For": address}

    def send(self, number):
        sent = self.hidden | {
            "name": "Jana Beispiel",
            "email": f"jana{number}@example.org",
            "message": f"Frage {number}",
            "consent": "on",
        }
        headers = self.proxied(number) | {
            "Cookie": self.cookie,
            "Origin": f"https://127.0.0.1:{self.portal.port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                status = self.portal.ask("POST", "/anfrage/", urlencode(sent), headers)[0]
            except (OSError, HTTPException) as error:
                status = type(error).__name__
            if status == 302:
                self.accepted.add(sent["email"])
                return
            assert self.portal.serving.poll() is None, "The whole portal ended."
            self.refusals[status] += 1
            time.sleep(0.5)
        raise AssertionError(f"Enquiry {number} was not accepted within {PATIENCE} s: {self.refusals}")


class Troubles(threading.Thread):
    """Each comes when so many enquiries are accepted."""

    def __init__(self, portal, visitor, mail_server):
        super().__init__()
        self.portal, self.visitor, self.mail_server = portal, visitor, mail_server
        self.killed = []
        troubles = [(ENQUIRIES * (number + 0.5) / KILLS, self.kill_worker) for number in range(KILLS)]
        troubles += [(ENQUIRIES * 0.3, mail_server.stop), (ENQUIRIES * 0.5, mail_server.start)]
        if connection.vendor == "postgresql":
            troubles.append((ENQUIRIES * 0.6, restart_postgresql))
        self.troubles = sorted(troubles, key=lambda trouble: trouble[0])
        self.failed = None

    def run(self):
        try:
            for at, trouble in self.troubles:
                while len(self.visitor.accepted) < at:
                    time.sleep(0.02)
                trouble()
        except Exception as error:
            self.failed = error

    def kill_worker(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if (worker := worker_of(self.portal.serving.pid)) and worker not in self.killed:
                os.kill(worker, signal.SIGKILL)
                self.killed.append(worker)
                return
            time.sleep(0.1)
        raise AssertionError("The worker did not come back.")


def worker_of(session):
    """The process that does the background work, of those that `scripts/serve` started; None between two."""
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            its_session = int((process / "stat").read_text().rpartition(")")[2].split()[3])
            command = (process / "cmdline").read_bytes()
        except (OSError, IndexError):
            continue
        if its_session == session and b"run_tasks" in command:
            return int(process.name)
    return None


def restart_postgresql():
    """Without mercy, as a crash would; the cluster is the throw-away one of this run."""
    version = os.environ["PGVERSION"]
    subprocess.run(["pg_ctlcluster", version, "regress", "restart", "--mode", "immediate"], check=True)


@contextmanager
def troubled(troubles):
    troubles.start()
    yield
    troubles.join(PATIENCE)
    assert troubles.failed is None, troubles.failed
    assert not troubles.is_alive()


def test_nothing_accepted_is_lost(portal, mail_server):
    visitor = Visitor(portal)
    time.sleep(4)  # nobody writes an enquiry faster; the form says so
    troubles = Troubles(portal, visitor, mail_server)
    began = time.monotonic()
    with troubled(troubles), ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(visitor.send, range(ENQUIRIES)))
    took = time.monotonic() - began
    stored, waiting = wait_for_mails(portal, mail_server.mailbox)
    deliveries = Counter(mail_server.mailbox.message_ids)
    twice = sum(deliveries.values()) - len(deliveries)
    print(
        f"\n{len(visitor.accepted)} enquiries accepted in {took:.0f} s; worker killed {len(troubles.killed)} times; "
        f"refused and sent again: {dict(visitor.refusals)}; {len(deliveries)} mails, {twice} came twice"
    )
    assert sorted(stored) == sorted(visitor.accepted)
    assert len(stored) == ENQUIRIES
    assert waiting == 0
    assert len(deliveries) == MAILS
    assert twice <= len(troubles.killed)
    assert portal.serving.poll() is None
    assert portal.status("/gesundheit/") == 200


def wait_for_mails(portal, mailbox):
    """(addresses of all enquiries stored, mails still waiting) once all mails came or patience is at its end."""
    deadline = time.monotonic() + PATIENCE
    while len(set(mailbox.message_ids)) < MAILS and time.monotonic() < deadline:
        portal.call("shell", "-c", SEND_LATER, **portal.environment)
    done = portal.call("shell", "--verbosity", "0", "-c", COUNT, **portal.environment)
    *stored, waiting = done.stdout.split("\n")[:-1]
    return stored, int(waiting.split()[1])
