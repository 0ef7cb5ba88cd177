"""What was accepted is mailed, whatever dies meanwhile: real processes, a real mail server, a database in a file.

On PostGIS the processes share the test database. Waiting is for events, each with a deadline; nothing sleeps.
"""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]
PATIENCE = 60  # s

ASK = """
import time
from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import reverse
from investors.forms.enquiry import EnquiryForm
from investors.recipients import recipients_of
settings.PRIVACY_NOTICE = "tests.operating.notice_is_published"
for number in range({count}):
    answer = Client().post(reverse("investors:enquiry"), {{
        "name": "Jana",
        "email": f"jana{{number}}@example.org",
        "message": f"Question {{number}}, {{time.time()}}",
        "consent": "on",
        "told": recipients_of([]).fingerprint,
        "opened": signing.dumps(time.time() - 60, salt=EnquiryForm.SALT),
    }}, SERVER_NAME="127.0.0.1")
    assert answer.status_code == 302, answer.content
"""
SEND = "from mailing.outbox import send_due; send_due()"
SEND_LATER = """
from datetime import timedelta
from django.utils import timezone
from mailing.outbox import CLAIM_DURATION, send_due
send_due(timezone.now() + CLAIM_DURATION)
"""
DIE_AFTER_THE_ANSWER = """
import os, signal
from django.core.mail import EmailMessage
accept = EmailMessage.send
def send(message):
    accept(message)
    os.kill(os.getpid(), signal.SIGKILL)
EmailMessage.send = send
from mailing.outbox import send_due
send_due()
"""
COUNT = """
from investors.models import Enquiry
from mailing.models import OutgoingMail
print(Enquiry.objects.count(), OutgoingMail.objects.sent().count(), OutgoingMail.objects.waiting().count())
"""


class Mailbox:
    """Accepts mails, or holds the conversation just before its answer."""

    def __init__(self):
        self.message_ids = []
        self.accepted = threading.Condition()
        self.holds = False
        self.held = threading.Event()

    async def handle_DATA(self, server, session, envelope):
        if self.holds:
            self.held.set()
            await asyncio.Event().wait()  # until the sender is gone
        head = envelope.content.decode().split("\r\n\r\n")[0]
        [message_id] = [line for line in head.split("\r\n") if line.lower().startswith("message-id:")]
        with self.accepted:
            self.message_ids.append(message_id)
            self.accepted.notify_all()
        return "250 OK"

    def wait_for(self, count):
        """Until so many different mails have come: one may come twice when its sender is cut off."""
        with self.accepted:
            assert self.accepted.wait_for(lambda: len(set(self.message_ids)) >= count, PATIENCE)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mail_server(port):
    """Start it by calling it; it stops with the test."""
    started = []

    def start(mailbox):
        controller = Controller(mailbox, hostname="127.0.0.1", port=port, ready_timeout=PATIENCE)
        controller.start()
        started.append(controller)
        return mailbox

    yield start
    for controller in started:
        controller.stop()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A file with all tables, made once; only where the database is a file."""
    file = tmp_path_factory.mktemp("durability") / "template.sqlite3"
    environment = os.environ | {"DATABASE_URL": f"spatialite:///{file}", "VAR_DIR": str(file.parent)}
    command = [sys.executable, "manage.py", "migrate", "--skip-checks", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=300)
    return file


class Portal:
    """The portal's processes on one database and one mail server."""

    def __init__(self, database_url, port, folder):
        self.environment = os.environ | {
            "DATABASE_URL": database_url,
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "VAR_DIR": str(folder),
            "SITE_URL": "http://127.0.0.1:8000",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        }
        self.started = []

    def start(self, *arguments):
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True
        )
        self.started.append(process)
        return process

    def start_code(self, code):
        return self.start("-c", f"import django; django.setup()\n{code}")

    def run(self, code):
        process = self.start_code(code)
        output, _errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        return output

    def ask(self, count=1):
        self.run(ASK.format(count=count))

    def counts(self):
        """(enquiries, mails sent, mails waiting)"""
        return tuple(int(number) for number in self.run(COUNT).split())

    def end(self):
        for process in self.started:
            process.kill()
            process.communicate()


@pytest.fixture
def portal(request, port, tmp_path):
    if connection.vendor == "postgresql":
        url = urlunsplit(
            urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"])
        )
    else:
        file = tmp_path / "portal.sqlite3"
        shutil.copy(request.getfixturevalue("migrated"), file)
        url = f"spatialite:///{file}"
    portal = Portal(url, port, tmp_path)
    yield portal
    portal.end()


def test_enquiries_taken_while_the_mail_server_is_down_are_mailed_when_it_is_up(portal, mail_server):
    portal.ask(count=3)
    portal.run(SEND)
    assert portal.counts() == (3, 0, 6)
    mailbox = mail_server(Mailbox())
    portal.run(SEND_LATER)
    assert portal.counts() == (3, 6, 0)
    assert len(set(mailbox.message_ids)) == len(mailbox.message_ids) == 6


def test_a_sender_killed_in_the_middle_of_a_conversation_loses_nothing(portal, mail_server):
    portal.ask()
    mailbox = mail_server(Mailbox())
    mailbox.holds = True
    sender = portal.start_code(SEND)
    assert mailbox.held.wait(PATIENCE)
    sender.send_signal(signal.SIGKILL)
    sender.wait(PATIENCE)
    mailbox.holds = False
    portal.run(SEND_LATER)
    assert portal.counts() == (1, 2, 0)
    assert len(set(mailbox.message_ids)) == len(mailbox.message_ids) == 2


def test_a_sender_killed_between_the_answer_and_its_commit_repeats_the_same_message_id(portal, mail_server):
    portal.ask()
    mailbox = mail_server(Mailbox())
    sender = portal.start_code(DIE_AFTER_THE_ANSWER)
    assert sender.wait(PATIENCE) == -signal.SIGKILL
    assert portal.counts() == (1, 0, 2)
    portal.run(SEND_LATER)
    assert portal.counts() == (1, 2, 0)
    assert sorted(Counter(mailbox.message_ids).values()) == [1, 2]


def test_the_clock_mails_on_after_the_database_was_restarted(portal, mail_server):
    mailbox = mail_server(Mailbox())
    portal.ask()
    clock = portal.start("manage.py", "run_due", "--every", "1", "--skip-checks")
    mailbox.wait_for(2)
    restart_database(portal, clock)
    portal.ask()
    mailbox.wait_for(4)
    assert len(set(mailbox.message_ids)) == 4


def restart_database(portal, clock):
    """PostGIS drops every connection under the running clock; a file is left as a crash leaves it, and opened again."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert clock.poll() is None
    else:
        clock.kill()
        clock.wait(PATIENCE)
        portal.start("manage.py", "run_due", "--every", "1", "--skip-checks")
