"""Times 30 searches of the pool: results, facets and whole pages.

    DATABASE_URL=… VAR_DIR=… .venv/bin/python -m benchmarks.pool_search 1000 [10000 …]

Works in the database that DATABASE_URL names, which must be empty, and fills it up to each number of objects in turn.
Each search runs five times after one to warm up. "results" is the count and the first page of objects, "facets" the
counts beside the filters without their cache, "page" the whole list page with an empty cache, "again" the same page
with its facets cached. "work" is the processor time of this process: on SpatiaLite, which works inside it, what a
machine without other work would take by the clock.
"""

import functools
import gc
import os
import statistics
import sys
import time

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.asking import forget  # noqa: E402
from benchmarks.filling import pool  # noqa: E402
from benchmarks.pool_search.searches import SEARCHES  # noqa: E402
from sites.models import Space  # noqa: E402
from sites.search.filter_page.facets import count_facets  # noqa: E402
from sites.search.filters import SpaceFilterSet  # noqa: E402

RUNS = 5
PAGE = 24
MEASURES = ("results", "facets", "page", "again")


@functools.cache
def client():
    """One for all: a server loads its middleware once, not for every page."""
    return Client(SERVER_NAME="localhost")


def filterset(search):
    return SpaceFilterSet(QueryDict(search), Space.objects.published().on_offer())


def results(search):
    asked = filterset(search)
    return asked.matches.count(), [card.thing for card in asked.matches[:PAGE].as_cards()]


def facets(search):
    return count_facets(filterset(search))


def page(search):
    forget()
    return again(search)


def again(search):
    response = client().get(f"{reverse('sites:list')}?{search}")
    if response.status_code != 200:
        raise SystemExit(f"{search}: the page answered {response.status_code}")
    return response


def measure(deed, search):
    """Milliseconds of each run but the first: (by the clock, of this process's own work)."""
    took = []
    for _run in range(RUNS + 1):
        start, start_of_work = time.perf_counter(), time.process_time()
        deed(search)
        took.append(((time.perf_counter() - start) * 1000, (time.process_time() - start_of_work) * 1000))
    return took[1:]


def spread(times):
    """Median and 95th percentile."""
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def table(objects):
    deeds = {"results": results, "facets": facets, "page": page, "again": again}
    times = {name: [] for name in MEASURES}
    slowest = dict.fromkeys(MEASURES, (0, ""))
    for search in SEARCHES:
        if not filterset(search).is_valid():
            raise SystemExit(f"This search is invalid: {search}")
        for name in MEASURES:
            took = measure(deeds[name], search)
            times[name] += took
            slowest[name] = max(slowest[name], (statistics.median(clock for clock, _work in took), search))
    for name in MEASURES:
        (median, p95), (work, work_p95) = (spread(column) for column in zip(*times[name], strict=True))
        worst, search = slowest[name]
        print(
            f"| {connection.vendor} | {objects:,} | {name} | {median:.1f} | {p95:.1f} | {work:.1f} | {work_p95:.1f} |"
            f" {worst:.1f} `{search}` |",
            flush=True,
        )


def progress(done, total):
    print(f"\r  {done:,} of {total:,} objects", end="" if done < total else "\n", file=sys.stderr, flush=True)


def main(sizes):
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    print(
        "| database | objects | what | median ms | p95 ms | median work | p95 work | slowest search, its median |"
    )
    print("| --- | ---: | --- | ---: | ---: | ---: | ---: | --- |")
    for objects in sizes:
        if Space.objects.exists():
            call_command("flush", interactive=False, verbosity=0)
        pool.fill(objects, progress)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
        gc.collect()
        gc.freeze()  # as in scripts/gunicorn.conf.py
        gc.set_threshold(50_000)
        table(objects)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1000])
