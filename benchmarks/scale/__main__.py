"""What a large region costs: every kind of public page and answer, and the lists of the administration.

    DATABASE_URL=… VAR_DIR=… .venv/bin/python -m benchmarks.filling 100000 100000
    DATABASE_URL=… VAR_DIR=… .venv/bin/python -m benchmarks.scale

Works on the database that DATABASE_URL names. Each address is asked for as if it were the first time: nothing of it
is kept, no card is remembered, only the counts of the pool and the unfiltered form, as on a site that is in use.
Milliseconds by the clock, one user, in this process; median, 95th percentile and slowest of all addresses of a kind,
each asked ROUNDS times.
"""

import os
import resource
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks.asking import ask, forget  # noqa: E402
from benchmarks.scale.addresses import readers, staff  # noqa: E402
from sites.models import Space  # noqa: E402

ROUNDS = 3
visitors = (f"10.0.{number // 256}.{number % 256}" for number in range(65_536))
"""Each asks once: of tables nobody gets more than a share."""


def warm(portal):
    forget()
    for name in ("portal:home", "sites:list", "sites:map"):
        ask(portal, reverse(name))


def session():
    """The cookie of an administrator."""
    user, _made = User.objects.get_or_create(
        email="scale@example.org", defaults={"name": "Scale", "is_staff": True, "is_superuser": True}
    )
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def measure(portal, addresses, cookie):
    """{address: milliseconds of each round}, and the longest answer in bytes."""
    took, longest = {address: [] for address in addresses}, 0
    for _round in range(ROUNDS):
        if not cookie:
            warm(portal)
        for address in addresses:
            start = time.perf_counter()
            longest = max(longest, ask(portal, address, cookie, REMOTE_ADDR=next(visitors)))
            took[address].append((time.perf_counter() - start) * 1000)
    return took, longest


def line(name, took, longest):
    times = [milliseconds for each in took.values() for milliseconds in each]
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    slowest = max(took, key=lambda address: statistics.median(took[address]))
    worst = statistics.median(took[slowest])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"| {name} | {statistics.median(times):.0f} | {p95:.0f} | {worst:.0f} `{slowest}` "
        f"| {longest / 1000:.0f} | {memory} |"
    )


def main(only):
    call_command("collectstatic", interactive=False, verbosity=0)
    portal, cookie = WSGIHandler(), session()
    print(f"{connection.vendor}, {Space.objects.count():,} spaces\n")
    print("| page | median ms | p95 ms | slowest, its median | kB at most | MB of the process |")
    print("| --- | ---: | ---: | --- | ---: | ---: |")
    for who, kinds in {"": readers(), cookie: staff()}.items():
        for name, addresses in kinds.items():
            if addresses and (not only or name in only):
                with override_settings(CACHES_PAGES=False):
                    print(line(name, *measure(portal, addresses, who)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
