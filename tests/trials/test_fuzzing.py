"""20,000 strange requests over all public addresses: no fault of the portal's own, and none that takes long. What is
busy says so in words, and when to come again.

FUZZ_REQUESTS and FUZZ_SEED ask for others.
"""

import os
import re
import socket
import time
from collections import Counter, deque
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.utils import translation

from sites.search.filters import SpaceFilterSet
from tests.routes import all_routes
from tests.trials.fuzzing import Fuzzer

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "20000"))
SEED = int(os.environ.get("FUZZ_SEED", "20261202"))
AT_ONCE = 2
PAGES = 400
"""So many pages are read for real addresses and the names of fields."""

LONGEST, LONGEST_PDF = 5, 20  # s, on a quiet machine
GIVEN_UP = 60  # s


def test_no_strange_request_meets_a_fault_or_waits_long(demo):
    demo.serve()
    addresses, names = read_pages(demo)
    parameters = sorted(
        {*names, *SpaceFilterSet.base_filters, "page", "section", "next", "unknown", "nice", "no_such"}
    )
    fuzzer = Fuzzer(SEED, addresses, public_patterns(), parameters)
    requests = fuzzer.requests(REQUESTS, f"127.0.0.1:{demo.port}")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda request: answer_to(demo.port, request), requests))
    print(report(answers, addresses, parameters))
    faults = [answer for answer in answers if answer.is_fault]
    assert [(answer.status, answer.line) for answer in faults] == []
    assert "Traceback" not in demo.log
    assert [(round(answer.took, 1), answer.line) for answer in answers if answer.is_slow] == []


def public_patterns():
    """Every pattern outside the administration, in both languages; of the administration what strangers meet."""
    patterns = set()
    for language in ("de", "en"):
        with translation.override(language):
            for _name, _arguments, pattern in all_routes():
                if (
                    not re.match(r"(en/)?admin/", pattern)
                    or "password_reset" in pattern
                    or "login" in pattern
                ):
                    patterns.add(re.sub(r"[\^$]|\\Z", "", pattern))
    return sorted(patterns)


def read_pages(portal):
    """(addresses, names of form fields) as the pages themselves have them, breadth first from home."""
    waiting, seen, names = deque(["/", "/en/"]), {"/", "/en/", "/sitemap.xml", "/robots.txt"}, set()
    read = 0
    while waiting and read < PAGES:
        address = waiting.popleft()
        if "." in address.partition("?")[0]:  # a file: an address to try, and no page to read
            continue
        status, headers, body = portal.ask("GET", address)
        read += 1
        if status != 200 or "text/html" not in headers.get("Content-Type", ""):
            continue
        page = body.decode()
        names.update(re.findall(r'\bname="([^"]+)"', page))
        for link in re.findall(r'\b(?:href|src|action|data-src|data-url)="([^"#]+)', page):
            parts = urlsplit(urljoin(f"http://127.0.0.1:{portal.port}{address}", unescape(link)))
            found = parts.path + (f"?{parts.query}" if parts.query else "")
            own = parts.netloc == f"127.0.0.1:{portal.port}" and not parts.path.startswith("/static/")
            if own and found not in seen:
                seen.add(found)
                waiting.append(found)
    return sorted(seen), names


class Answer:
    def __init__(self, request, received, took):
        self.line = request.split(b"\r\n", 1)[0].decode("latin-1")[:300]
        self.head, _blank, self.body = received.partition(b"\r\n\r\n")
        found = re.match(rb"HTTP/1\.1 (\d{3}) ", self.head)
        self.status, self.took = int(found[1]) if found else None, took

    @property
    def is_fault(self):
        if self.status == 503:
            if " /gesundheit/hintergrund/" in self.line:
                return False  # five minutes after the start it is right: no worker runs here
            return not (b"\r\nRetry-After: " in self.head and (self.body or self.line.startswith("HEAD ")))
        return self.status is None or self.status >= 500

    @property
    def is_slow(self):
        return self.took > (LONGEST_PDF if ".pdf" in self.line else LONGEST)


def answer_to(port, request):
    """The Answer, without what comes after 64 kB; its status is None where the server said nothing."""
    began = time.monotonic()
    received = b""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=GIVEN_UP) as connection:
            connection.sendall(request)
            while part := connection.recv(65_536):
                received = received if len(received) > 65_536 else received + part
    except OSError:
        pass  # what came before it counts
    return Answer(request, received, time.monotonic() - began)


def report(answers, addresses, parameters):
    times = sorted(answer.took for answer in answers)
    slowest = sorted(answers, key=lambda answer: -answer.took)[:5]
    statuses = Counter(answer.status for answer in answers)
    return "\n".join(
        [
            f"\n{len(answers)} requests, {len(addresses)} real addresses, {len(parameters)} parameters, seed {SEED}",
            "statuses: "
            + ", ".join(f"{status} {count}" for status, count in sorted(statuses.items(), key=str)),
            f"median {times[len(times) // 2] * 1000:.0f} ms, p99 {times[int(len(times) * 0.99)] * 1000:.0f} ms",
            *(f"{answer.took:.2f} s {answer.status} {answer.line[:140]}" for answer in slowest),
        ]
    )
