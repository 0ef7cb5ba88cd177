"""Times the administration's lists of plots and halls, as an administrator and as an editor of one organisation.

    DATABASE_URL=… VAR_DIR=… .venv/bin/python -m benchmarks.admin_lists [10000]

Works in the database that DATABASE_URL names, which must be empty, and fills it with so many objects. Each page is
asked for eleven times, the first to warm up; printed are its queries, the milliseconds by the clock until its first
byte (the page is written as a whole, so its first byte comes when it is done), median and slowest, and "work", the
processor time of this process of the median run.
"""

import os
import statistics
import sys
import time

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import Membership, Organisation, User  # noqa: E402
from benchmarks.filling import pool  # noqa: E402
from sites.models import Space  # noqa: E402

RUNS = 10
EVERY = 20  # so many objects, one of them the town's
PAGES = [
    ("plots", "admin:sites_plot_changelist", ""),
    ("halls", "admin:sites_hall_changelist", ""),
    ("plots, fourth page", "admin:sites_plot_changelist", "?p=4"),
    ("plots, searched for", "admin:sites_plot_changelist", "?q=Gewerbe"),
    ("plots, drafts", "admin:sites_plot_changelist", "?workflow_state__exact=draft"),
]


def logged_in(user):
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def clients():
    town = Organisation.objects.create(name="Stadt Musterhausen", kind=Organisation.Kind.MUNICIPALITY)
    Space.objects.filter(number__in=range(1001, 1001 + Space.objects.count(), EVERY)).update(steward=town)
    chief = User.objects.create(email="chief@example.org", name="Chief", is_staff=True, is_superuser=True)
    editor = User.objects.create(email="editor@example.org", name="Editor", is_staff=True)
    Membership.objects.create(user=editor, organisation=town, role="editor")
    return {"administrator": logged_in(chief), "editor": logged_in(editor)}


def measure(client, address):
    """(queries, milliseconds of each run, milliseconds of work of each run)"""
    asked = []

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    times, work = [], []
    for _run in range(RUNS):
        started, worked = time.perf_counter(), time.process_time()
        client.get(address)
        times.append((time.perf_counter() - started) * 1000)
        work.append((time.process_time() - worked) * 1000)
    return len(asked), times, work


def main(objects):
    call_command("migrate", verbosity=0)
    if Space.objects.exists():
        raise SystemExit("This database holds objects already.")
    pool.fill(objects, lambda done, of: None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor}, {objects} objects")
    for who, client in clients().items():
        for name, route, query in PAGES:
            queries, times, work = measure(client, reverse(route) + query)
            print(
                f"{who:14} {name:20} {queries:3} queries  median {statistics.median(times):5.0f} ms  "
                f"slowest {max(times):5.0f} ms  work {statistics.median(work):5.0f} ms"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
