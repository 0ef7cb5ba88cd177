"""What the costliest addresses cost of a pool of 10,000 objects: memory above the idle server, and processor time.

The web server is the one of production, with one process, so that its memory can be read. Memory has a limit here;
processor time and the waiting of others are printed.
"""

import os
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

import pytest

from tests.trials.served import ServedPortal

OBJECTS = int(os.environ.get("TRIAL_OBJECTS", "10000"))
MOST_MEMORY = 100  # MB above idle
TICKS = os.sysconf("SC_CLK_TCK")
PDFS_AT_ONCE = 4
PATIENCE = 600  # s

FILL = f"""
from django.db import connection
from benchmarks.filling.pool import fill
fill({OBJECTS}, lambda done, of: None)
connection.cursor().execute("ANALYZE")
"""
ON_OFFER = """
from sites.models import Space
numbers = Space.objects.published().on_offer().order_by("number").values_list("number", flat=True)
print(len(numbers), *numbers[:80])
"""
ALERT = """
import resource, time
from datetime import timedelta
from django.utils import timezone
from mailing.models import OutgoingMail
from investors.alerting import send_alerts
from investors.models import SavedSearch
then = timezone.now() - timedelta(days=8)
SavedSearch.objects.create(
    email="eva@example.org", language="de", frequency="daily", requested_at=then, confirmed_at=then, last_run_at=then
)
idle, work = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
assert send_alerts() == 1
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((peak - idle) // 1024, time.process_time() - work, len(OutgoingMail.objects.get().body))
"""


class Process:
    """A process as the kernel counts it."""

    def __init__(self, pid):
        self.folder = Path("/proc") / str(pid)

    @classmethod
    def child_of(cls, pid):
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                state = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(state[1]) == pid:
                return cls(folder.name)
        raise AssertionError(f"{pid} has no child")

    def megabytes(self, figure):
        [kilobytes] = re.findall(rf"{figure}:\s+(\d+) kB", (self.folder / "status").read_text())
        return int(kilobytes) / 1024

    def seconds(self):
        state = (self.folder / "stat").read_text().rsplit(")", 1)[1].split()
        return (int(state[11]) + int(state[12])) / TICKS

    @contextmanager
    def measured(self, what):
        """Print what the block cost, and see that its memory stays within the limit."""
        (self.folder / "clear_refs").write_text("5")  # the peak begins again
        idle, work = self.megabytes("VmRSS"), self.seconds()
        yield
        above = self.megabytes("VmHWM") - idle
        spent = self.seconds() - work
        print(
            f"\n{what}: {above:.0f} MB above {idle:.0f} MB idle, {spent:.1f} s of the web server's processor time"
        )
        assert above < MOST_MEMORY


def shell(portal, code):
    done = portal.call("shell", "--no-imports", "-c", code, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture(scope="module")
def pool(tmp_path_factory, database_url):
    portal = ServedPortal(tmp_path_factory.mktemp("pool"), database_url, WEB_CONCURRENCY="1").prepare(
        demo="0"
    )
    shell(portal, FILL)
    yield portal
    portal.end()


@pytest.fixture(scope="module")
def worker(pool):
    """The web server's process, warm: every address was asked for once, with little to tell."""
    server = Process.child_of(pool.serve().pid)
    for path in (
        "/",
        "/flaechenpool/liste.csv?q=nichts",
        "/flaechenpool/liste.xlsx?q=nichts",
        "/sitemap.xml",
    ):
        assert pool.status(path) == 200
    return server


@pytest.fixture(scope="module")
def on_offer(pool):
    """(how many there are, the first numbers)"""
    count, *numbers = map(int, shell(pool, ON_OFFER))
    return count, numbers


def read(portal, path):
    status, _headers, body = portal.ask("GET", path, timeout=PATIENCE)
    assert status == 200
    return body


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_of_all_objects(pool, worker, on_offer, kind):
    with worker.measured(f"liste.{kind} of {on_offer[0]} objects"):
        table = read(pool, f"/flaechenpool/liste.{kind}")
    if kind == "csv":
        assert table.decode().count("\r\n") == on_offer[0] + 1


def test_the_whole_sitemap(pool, worker, on_offer):
    with worker.measured("all parts of the sitemap"):
        parts = places_in(read(pool, "/sitemap.xml"))
        places = [place for part in parts for place in places_in(read(pool, urlsplit(part).path))]
    assert len(places) > on_offer[0]
    assert len(places) == len(set(places))


def places_in(sitemap):
    return re.findall(r"<loc>([^<]+)</loc>", sitemap.decode())


def test_a_search_alert_that_matches_everything(pool):
    above, spent, length = map(float, shell(pool, ALERT))
    print(
        f"\nsearch alert: {above:.0f} MB above idle, {spent:.1f} s of processor time, a mail of {length:.0f} signs"
    )
    assert above < MOST_MEMORY
    assert length < 20_000


def test_home_while_four_watch_lists_are_printed(pool, worker, on_offer):
    alone = home_times(pool, lambda: time.sleep(5))
    lists = [on_offer[1][start : start + 20] for start in range(0, 20 * PDFS_AT_ONCE, 20)]

    def print_all():
        with ThreadPoolExecutor(PDFS_AT_ONCE) as readers:
            list(readers.map(print_one, lists))

    def print_one(numbers):
        """As often as a patient reader asks: on a busy machine a document may wait, or be given up."""
        path = f"/merkliste.pdf?ids={','.join(map(str, numbers))}"
        until, status = time.monotonic() + PATIENCE, 503
        while status == 503 and time.monotonic() < until:
            status = pool.ask("GET", path, timeout=PATIENCE)[0]
            statuses.append(status)
            time.sleep(1)

    statuses = []
    with worker.measured(f"{PDFS_AT_ONCE} watch lists of 20 objects as PDF"):
        beside = home_times(pool, print_all)
    print(f"answers: {sorted(statuses)}; home alone {told(alone)}, meanwhile {told(beside)}")
    assert statuses.count(200) == PDFS_AT_ONCE


def home_times(portal, deed):
    """Seconds of each home page asked for, one after another, while a deed is done."""
    times, deed = [], threading.Thread(target=deed)
    deed.start()
    while deed.is_alive():
        begun = time.monotonic()
        read(portal, "/")
        times.append(time.monotonic() - begun)
        time.sleep(0.05)
    deed.join()
    return times


def told(times):
    return (
        f"{median(times) * 1000:.0f} ms (p95 {quantiles(times, n=20)[-1] * 1000:.0f} ms, {len(times)} pages)"
    )
