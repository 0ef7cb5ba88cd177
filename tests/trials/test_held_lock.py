"""A foreign process holds the lock of the database for half a minute, and people go on reading, asking and saving.

The web server is the one of production with its settings; nobody else writes. What is measured is printed.
"""

import http.client
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookies import SimpleCookie
from itertools import cycle
from statistics import median, quantiles
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest

from tests.pressing import pressed
from tests.trials.served import ServedPortal

HOST = "portal.example.org"
HELD = 30  # s
ENQUIRIES, SAVES = 20, 5
PATIENCE = 1800  # s; a busy machine takes its time to load the demo
PAGES = ["/", "/flaechenpool/liste/", "/flaechenpool/karte/", "/aktuelles/"]
EDITOR = {"DJANGO_SUPERUSER_EMAIL": "jana@example.org", "DJANGO_SUPERUSER_PASSWORD": "ein-langes-passwort"}

HOLD_FILE = """
import sqlite3, sys
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
base.execute("ROLLBACK")
"""
HOLD_TABLES = """
import psycopg, sys
base = psycopg.connect(sys.argv[1])
names = base.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
base.execute(f"LOCK TABLE {', '.join(row[0] for row in names)} IN EXCLUSIVE MODE")
print("held", flush=True)
sys.stdin.read()
base.rollback()
"""
COUNT = """
from collections import Counter
from mailing.models import OutgoingMail
from investors.models import Enquiry
from sites.models import Space
print(sorted(Counter(Enquiry.objects.filter(message__startswith="Frage ").values_list("message", flat=True)).items()))
print(OutgoingMail.objects.filter(to__startswith="janafrage").count())
print(sorted(Space.objects.filter(name_de__startswith="Feld ").values_list("name_de", flat=True)))
"""


class Portal(ServedPortal):
    def manage(self, *arguments):
        """What the command says."""
        done = self.call(*arguments, timeout=PATIENCE, **self.environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def held(self):
        """A process of its own has the lock within the block."""
        if self.url.startswith("spatialite"):
            code, where = HOLD_FILE, self.url.removeprefix("spatialite:///")
        else:
            code, where = HOLD_TABLES, self.url.replace("postgis:", "postgresql:")
        holder = subprocess.Popen(
            [sys.executable, "-c", code, where], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            assert holder.stdout.readline() == "held\n"
            yield
        finally:
            holder.communicate("")


class Browser:
    """Keeps its cookies; comes by a proxy, from a network of its own."""

    made = 0

    def __init__(self, portal):
        Browser.made += 1
        self.portal = portal
        self.network = f"10.0.{Browser.made // 250}.{Browser.made % 250}"
        self.cookies = {}

    def ask(self, address, fields=None):
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": self.network}
        headers |= {"Accept": "text/html", "Origin": f"https://{HOST}"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            body = urlencode(fields, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.portal.port, timeout=PATIENCE)
        try:
            connection.request("GET" if body is None else "POST", address, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for line in answer.msg.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return SimpleNamespace(
            status=answer.status,
            content=content,
            location=answer.msg.get("Location"),
            retry_after=answer.msg.get("Retry-After"),
            seconds=time.monotonic() - began,
        )


class Sender(Browser):
    """Has a form open, and sends it until it is taken."""

    def open(self, address, button="", **typed):
        self.address, self.button = address, button
        page = self.ask(address)
        assert page.status == 200, (page.status, page.location)
        self.fields = pressed(page, button) | {name: [value] for name, value in typed.items()}

    def send(self):
        """The answer: taken, or refused with the page from which it can be sent again."""
        answer = self.ask(self.address, self.fields)
        if answer.status == 302:
            return answer
        assert answer.status == 503, (answer.status, answer.content.decode()[:2000])
        assert answer.retry_after
        assert "Der Server ist gerade beschäftigt" in answer.content.decode()
        again = pressed(answer, self.button)
        typed = {name: value for name, value in self.fields.items() if name != "csrfmiddlewaretoken"}
        assert {name: again.get(name) for name in typed} == typed
        self.fields = again
        return answer


@pytest.fixture(scope="module")
def portal(tmp_path_factory, database_url):
    """With the demo region and an editor."""
    folder = tmp_path_factory.mktemp("portal")
    portal = Portal(folder, database_url, SITE_URL=f"https://{HOST}", **EDITOR).prepare()
    portal.manage("createsuperuser", "--noinput", "--name", "Jana")
    portal.serve()
    yield portal
    portal.end()


def enquirers(portal, count, name):
    senders = [Sender(portal) for _number in range(count)]
    for number, sender in enumerate(senders):
        typed = {
            "name": "Jana",
            "email": f"jana{name.lower()}{number}@example.org",
            "message": f"{name} {number}",
        }
        sender.open("/anfrage/", **typed, consent="on")
    return senders


def editors(portal, count):
    first = Sender(portal)
    first.open(
        "/admin/login/",
        username=EDITOR["DJANGO_SUPERUSER_EMAIL"],
        password=EDITOR["DJANGO_SUPERUSER_PASSWORD"],
    )
    assert first.send().status == 302
    listed = first.ask("/admin/sites/plot/").content.decode()
    keys = sorted(
        {part.partition("/")[0] for part in listed.split('href="/admin/sites/plot/')[1:]} - {"add", ""}
    )
    keys = [key for key in keys if key.isdecimal()][:count]
    senders = [Sender(portal) for _key in keys]
    for key, sender in zip(keys, senders, strict=True):
        sender.cookies = dict(first.cookies)
        sender.open(f"/admin/sites/plot/{key}/change/", "_save", name_de=f"Feld {key} {Browser.made}")
    assert len(senders) == count
    return senders


@contextmanager
def read_meanwhile(portal):
    """Two readers who go from page to page; yields the seconds of each answer."""
    took, is_over = [], threading.Event()

    def read():
        browser = Browser(portal)
        for page in cycle(PAGES):
            if is_over.is_set():
                return
            answer = browser.ask(page)
            assert answer.status == 200, (page, answer.status)
            took.append(answer.seconds)
            time.sleep(0.1)

    with ThreadPoolExecutor(2) as pool:
        reading = [pool.submit(read) for _reader in range(2)]
        try:
            yield took
        finally:
            is_over.set()
        for one in reading:
            one.result()


def in_words(took):
    slowest, middle, most = max(took), median(took), quantiles(took, n=20)[-1]
    shown = [
        f"{name} {seconds * 1000:.0f} ms"
        for name, seconds in [("median", middle), ("p95", most), ("longest", slowest)]
    ]
    return f"{len(took)} pages, {', '.join(shown)}"


def send_later(sender, number):
    """Two in a second: 25 pages made at the same moment would keep readers waiting for the processor."""
    time.sleep(number / 2)
    return sender.send()


def write_and_read(portal, senders, seconds):
    """(the answers to the senders, the seconds of readers' pages) while so much time passes."""
    end = time.monotonic() + seconds
    with read_meanwhile(portal) as took, ThreadPoolExecutor(len(senders)) as pool:
        answers = list(pool.map(send_later, senders, range(len(senders))))
        time.sleep(max(0, end - time.monotonic()))
    return answers, took


def test_while_the_lock_is_held_readers_are_served_and_each_write_is_kept_once_or_can_be_sent_again(portal):
    """Compared with the same without the lock, since writing costs readers some of the processor's time anyway."""
    senders = enquirers(portal, ENQUIRIES, "Vorher") + editors(portal, SAVES)
    time.sleep(4)  # who sends a form within 3 s is taken for a machine
    answers, before = write_and_read(portal, senders, HELD)
    for sender in refused(senders, answers):
        sender.send()
    senders = enquirers(portal, ENQUIRIES, "Frage") + editors(portal, SAVES)
    time.sleep(4)
    with portal.held():
        answers, during = write_and_read(portal, senders, HELD)
    waits = [answer.seconds for answer in answers]
    print(f"\nbefore: {in_words(before)}\nduring: {in_words(during)}")
    said = f"{min(waits):.2f} to {max(waits):.2f} s, median {median(waits):.2f} s"
    print(f"{len(refused(senders, answers))} of {len(senders)} refused; answered after {said}")
    again = [sender.send() for sender in refused(senders, answers)]
    assert again
    assert {answer.status for answer in again} == {302}
    print(f"sent again: all taken, the slowest after {max(answer.seconds for answer in again):.2f} s")
    enquiries, mails, names = portal.manage("shell", "--no-imports", "-c", COUNT).strip().splitlines()
    assert enquiries == str(sorted((f"Frage {number}", 1) for number in range(ENQUIRIES)))
    assert int(mails) == ENQUIRIES
    assert len(names.split("',")) == SAVES
    assert median(during) < 2 * median(before) + 0.1
    assert quantiles(during, n=20)[-1] < 2 * quantiles(before, n=20)[-1] + 0.5


def refused(senders, answers):
    return [sender for sender, answer in zip(senders, answers, strict=True) if answer.status == 503]


def test_many_who_write_at_once_are_taken_or_can_send_again(portal):
    senders = enquirers(portal, ENQUIRIES, "Andrang")
    time.sleep(4)
    with ThreadPoolExecutor(ENQUIRIES) as pool:
        answers = list(pool.map(Sender.send, senders))
    vain = refused(senders, answers)
    print(f"\nwithout a foreign lock: {len(vain)} of {ENQUIRIES} refused")
    assert {sender.send().status for sender in vain} <= {302}
