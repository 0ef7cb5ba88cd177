"""Fills an empty database with spaces, parks, photos, articles and a history, the same at every run.

    DATABASE_URL=… VAR_DIR=… .venv/bin/python -m benchmarks.filling 100000 [100000]

The first number is that of spaces, the second of articles. Up to 10,000 of each are made one by one as an editor's
would be; on PostgreSQL the others are copies of these, at other places, from the hundred thousandth space on in other
regions beside the first. Numbers are rounded to whole copies.
"""

import os
import sys
import time

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.db import connection  # noqa: E402

from benchmarks.filling import articles, copying, history, pool  # noqa: E402
from caching.triggers import reset_versions  # noqa: E402
from sites.models import Space  # noqa: E402

MADE = 10_000


def bar(what):
    started = time.monotonic()

    def progress(done, total):
        end = "\n" if done >= total else ""
        seconds = time.monotonic() - started
        print(f"\r  {what}: {done:,} of {total:,}, {seconds:.0f} s", end=end, file=sys.stderr, flush=True)

    return progress


def fill(made, tables, wanted, what):
    """`made` makes the first of them, copies of `tables` do the rest."""
    made(min(wanted, MADE), bar(what))
    times = round(wanted / MADE)
    if times > 1:
        copying.copy(tables, times, bar(f"copies of {what}"))


def main(spaces, articles_wanted):
    call_command("migrate", verbosity=0)
    if Space.objects.exists():
        raise SystemExit("This database holds objects already.")
    if connection.vendor != "postgresql" and max(spaces, articles_wanted) > MADE:
        raise SystemExit(f"More than {MADE:,} need PostgreSQL.")
    fill(pool.fill, copying.POOL, spaces, "spaces")
    if articles_wanted:
        fill(articles.fill, copying.NEWS, articles_wanted, "articles")
    history.fill()
    reset_versions()
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    print(f"{connection.vendor}: {Space.objects.count():,} spaces")


if __name__ == "__main__":
    main(*(int(number) for number in [*sys.argv[1:], 0][:2]))
