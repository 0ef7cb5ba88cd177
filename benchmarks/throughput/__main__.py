"""Pages by HTTP, against a view of Django that does nothing, on the same web server.

    VAR_DIR=/tmp/demo .venv/bin/python -m benchmarks.throughput

Serves the bare view and the portal of VAR_DIR, on loopback, by gunicorn with the settings of production. One connection
asks for one page for SECONDS, since more are dealt to the processes by chance. Printed are answers a second, by the
clock and of the workers' processor time, and what share of the bare view's that is. The portal is served a second time
without kept pages: there each page is made again while its parts are kept ("missed"), and its work is given in bare
views. The third time all is forgotten before each answer ("cold"); what that takes, and the web server, is not counted.
Bare view and pages take turns ROUNDS times, and medians count.
"""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.connections import ask  # noqa: E402
from benchmarks.throughput.addresses import WORK  # noqa: E402
from news.models import Article  # noqa: E402
from sites.models import Space  # noqa: E402

CONNECTIONS, MANY_CONNECTIONS, SECONDS, ROUNDS = 1, 8, 3, 3
HOST = "127.0.0.1"


def free_port():
    with socket.socket() as place:
        place.bind((HOST, 0))
        return place.getsockname()[1]


class Rates(NamedTuple):
    """Answers a second."""

    clock: float  # by the clock
    work: float  # of the workers' processor time


class Server:
    def __init__(self, application):
        self.port = free_port()
        command = [sys.executable, "-m", "gunicorn", "--config", "scripts/gunicorn.conf.py", application]
        self.process = subprocess.Popen(command, env=os.environ | {"PORT": str(self.port), "DEBUG": "0"})  # noqa: S603
        for _attempt in range(300):
            try:
                socket.create_connection((HOST, self.port)).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.1)
        self.close()
        raise SystemExit(f"{application} does not answer.")

    def rate(self, path):
        worked = self.work()
        answers = asyncio.run(self.asked(path, CONNECTIONS, SECONDS))
        return Rates(answers / SECONDS, answers / (self.work() - worked))

    def work(self):
        """Seconds of processor time of all workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        stats = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children]
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")

    def warm(self, path):
        """Lets each process and thread work out what it does once, such as templates and SQL."""
        asyncio.run(self.asked(path, MANY_CONNECTIONS, 1))

    async def asked(self, path, connections, seconds):
        end = time.perf_counter() + seconds
        return sum(await asyncio.gather(*(self.ask_on(path, end) for _connection in range(connections))))

    async def ask_on(self, path, end):
        reader, writer = await asyncio.open_connection(HOST, self.port)
        answers = 0
        while time.perf_counter() < end:
            status = await ask(reader, writer, HOST, path)
            if status != 200:
                raise SystemExit(f"{path}: {status}")
            answers += 1
        writer.close()
        return answers

    def close(self):
        self.process.terminate()
        self.process.wait(30)


class ColdServer(Server):
    def work(self):
        with urlopen(f"http://{HOST}:{self.port}{WORK}") as told:  # noqa: S310
            return float(told.read())


SERVERS = (
    partial(Server, "benchmarks.throughput.bare"),
    partial(Server, "benchmarks.throughput.missed"),
    partial(ColdServer, "benchmarks.throughput.cold"),
    partial(Server, "portal.wsgi"),
)


def main():
    call_command("collectstatic", interactive=False, verbosity=0)
    article = Article.objects.published().newest_first().first()
    space = Space.objects.published().on_offer().first()
    pages = {
        "home": reverse("portal:home"),
        "news list": reverse("news:list"),
        "article": article.get_absolute_url(),
        "list": reverse("sites:list"),
        "map page": reverse("sites:map"),
        "detail": space.get_absolute_url(),
        "site search": reverse("portal:search") + "?q=bahn",
    }
    with ExitStack() as running:
        bare, missed, cold, kept = (running.enter_context(closing(serve())) for serve in SERVERS)
        rates = {(bare, "bare view"): []} | {
            (server, name): [] for server in (missed, cold, kept) for name in pages
        }
        for server, name in rates:
            server.warm(pages.get(name, "/"))
        for _round in range(ROUNDS):
            for (server, name), found in rates.items():
                found.append(server.rate(pages.get(name, "/")))
    medians = {key: Rates(*map(statistics.median, zip(*found, strict=True))) for key, found in rates.items()}
    one = medians[bare, "bare view"]
    print(f"A bare view: {one.clock:,.0f} answers a second, {one.work:,.0f} per second of work\n")
    print(
        "| page | kept, a second | of the bare view | per second of work | of the bare view "
        "| missed, bare views | cold, bare views |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name in pages:
        clock, work = medians[kept, name]
        shares = f"{clock:,.0f} | {clock / one.clock:.0%} | {work:,.0f} | {work / one.work:.0%}"
        made = " | ".join(f"{one.work / medians[server, name].work:.0f}" for server in (missed, cold))
        print(f"| {name} | {shares} | {made} |")


if __name__ == "__main__":
    main()
