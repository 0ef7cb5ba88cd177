"""Kept pages by HTTP, against a view of Django that does nothing, on the same web server.

    VAR_DIR=/tmp/demo .venv/bin/python -m benchmarks.throughput

Serves the bare view and the portal of VAR_DIR in turn, on loopback, by gunicorn with the settings of production. One
connection asks for one page for SECONDS, since more are dealt to the processes by chance. Printed are answers a second,
by the clock and of the workers' processor time, and what share of the bare view's that is. Bare view and pages take
turns ROUNDS times, and medians count.
"""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.urls import reverse  # noqa: E402

from benchmarks.connections import ask  # noqa: E402
from news.models import Article  # noqa: E402
from sites.models import Space  # noqa: E402

CONNECTIONS, SECONDS, ROUNDS = 1, 3, 3
HOST = "127.0.0.1"


def free_port():
    with socket.socket() as place:
        place.bind((HOST, 0))
        return place.getsockname()[1]


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
        raise SystemExit(f"{application} does not answer.")

    def rate(self, path):
        """(answers a second by the clock, answers a second of the workers' processor time)"""
        worked = self.work()
        answers = asyncio.run(self.asked(path))
        return answers / SECONDS, answers / (self.work() - worked)

    def work(self):
        """Seconds of processor time of all workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        stats = [Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children]
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")

    async def asked(self, path):
        end = time.perf_counter() + SECONDS
        return sum(await asyncio.gather(*(self.ask_on(path, end) for _connection in range(CONNECTIONS))))

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

    def end(self):
        self.process.terminate()
        self.process.wait(30)


def main():
    article = Article.objects.published().newest_first().first()
    space = Space.objects.published().on_offer().first()
    pages = {
        "home": reverse("portal:home"),
        "news list": reverse("news:list"),
        "article": article.get_absolute_url(),
        "list": reverse("sites:list"),
        "detail": space.get_absolute_url(),
    }
    bare, portal = Server("benchmarks.throughput.bare"), Server("portal.wsgi")
    try:
        rates = {name: [] for name in ("bare view", *pages)}
        for _round in range(ROUNDS):
            rates["bare view"].append(bare.rate("/"))
            for name, path in pages.items():
                rates[name].append(portal.rate(path))
    finally:
        bare.end()
        portal.end()
    print("| page | answers a second | of the bare view | per second of work | of the bare view |")
    print("| --- | ---: | ---: | ---: | ---: |")
    bare_clock, bare_work = medians(rates["bare view"])
    for name, found in rates.items():
        clock, work = medians(found)
        print(f"| {name} | {clock:,.0f} | {clock / bare_clock:.0%} | {work:,.0f} | {work / bare_work:.0%} |")


def medians(pairs):
    return [statistics.median(column) for column in zip(*pairs, strict=True)]


if __name__ == "__main__":
    main()
