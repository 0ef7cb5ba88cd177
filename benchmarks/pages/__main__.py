"""What a reader's page costs, against a view of Django that does nothing.

    DATABASE_URL=… VAR_DIR=… .venv/bin/python -m benchmarks.pages

Works on the database that DATABASE_URL names as it is, such as the demo's. Each address is asked for through the
whole WSGI application, in this process. "kept" comes from the page cache; "missed" is made again while its parts
(counts, quote, unfiltered form, cards) are kept; "cold" is made with an empty cache. Milliseconds of processor time,
medians, and how many bare views that is: the same request, without middleware and database.
"""

import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import override_settings  # noqa: E402
from django.urls import path, reverse  # noqa: E402

from benchmarks.asking import ask, forget  # noqa: E402
from news.models import Article  # noqa: E402
from sites.models import Space  # noqa: E402

BARE = "/bare/"
BODY = b"x" * 7_000
RUNS = {"kept": 300, "missed": 15, "cold": 7}

urlpatterns = [path("bare/", lambda request: HttpResponse(BODY))]


def bare_application():
    with override_settings(MIDDLEWARE=[]):
        return WSGIHandler()


def cost(application, address, runs, before=lambda: None):
    """Median of milliseconds of this process's work."""
    took = []
    for _run in range(runs):
        before()
        start = time.process_time()
        ask(application, address)
        took.append((time.process_time() - start) * 1000)
    return statistics.median(took)


def addresses():
    article = Article.objects.published().newest_first().first()
    space = Space.objects.published().on_offer().first()
    return {
        "home": reverse("portal:home"),
        "news list": reverse("news:list"),
        "article": article and article.get_absolute_url(),
        "pool": reverse("sites:pool"),
        "list": reverse("sites:list"),
        "map page": reverse("sites:map"),
        "map answer, city": reverse("sites:geojson") + "?zoom=11&view=12.2,51.2,12.6,51.5",
        "detail": space and space.get_absolute_url(),
        "search": reverse("portal:search") + "?q=bahn",
    }


def main():
    call_command("collectstatic", interactive=False, verbosity=0)
    portal = WSGIHandler()
    with override_settings(ROOT_URLCONF=__name__):
        bare_views = bare_application()
        ask(bare_views, BARE)
        bare = cost(bare_views, BARE, 2000)
    print(f"{connection.vendor}, {Space.objects.count():,} spaces; a bare view costs {bare:.3f} ms\n")
    print("| page | kept | missed | cold | bare views: kept | missed | cold |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, address in addresses().items():
        if not address:
            continue
        cold = cost(portal, address, RUNS["cold"], forget)
        with override_settings(CACHES_PAGES=False):
            missed = cost(portal, address, RUNS["missed"])
        ask(portal, address)
        kept = cost(portal, address, RUNS["kept"])
        figures = [kept, missed, cold]
        cells = [f"{figure:.2f}" for figure in figures] + [f"{figure / bare:.0f}" for figure in figures]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
