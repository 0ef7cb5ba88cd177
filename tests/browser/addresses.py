"""Every type of public page, as addresses to visit."""

import re
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.urls import resolve
from django.utils import translation

BESIDE_THE_SITEMAP = {
    "search results": "/suche/?q=halle",
    "search without a hit": "/suche/?q=zzzqqq",
    "news archive": "/aktuelles/archiv/{year}/",
    "filtered list": "/flaechenpool/liste/?area_min=20000&status=free",
    "list with a wrong filter": "/flaechenpool/liste/?area_min=viel",
    "list without a hit": "/flaechenpool/liste/?q=zzzqqq",
    "page 9999 of a list": "/flaechenpool/liste/?page=9999",
    "filtered map": "/flaechenpool/karte/?area_min=20000&status=free",
    "feedback": "/kontakt/rueckmeldung/?page=/",
    "enquiry to the region": "/anfrage/",
    "thanks": "/kontakt/rueckmeldung/danke/",
    "missing page": "/gibt-es-nicht/",
    "missing article": "/aktuelles/gibt-es-nicht/",
}


def public_pages(address, language="de"):
    """{name: path}: one page of each type the sitemap knows, in one language, and what no sitemap lists."""
    pages = {}
    parts = paths_in(f"{address}/sitemap.xml")
    for path in (path for part in parts for path in paths_in(f"{address}{part}")):
        if (path == "/en/" or path.startswith("/en/")) == (language == "en"):
            pages.setdefault(view_name(path, language), path)
    year = archive_year()
    if language == "de":
        pages |= {name: path.format(year=year) for name, path in BESIDE_THE_SITEMAP.items()}
    return pages


def paths_in(sitemap):
    """What an index, or a part of it, names."""
    with urlopen(sitemap) as answer:
        return [urlsplit(place).path for place in re.findall(r"<loc>([^<]+)</loc>", answer.read().decode())]


def visit(page, path):
    """Open a page, and where it shows a map wait until it is drawn."""
    answer = page.goto(path)
    if page.locator(".map").count():
        page.wait_for_load_state("networkidle")
    return answer


def view_name(path, language):
    with translation.override(language):
        return resolve(path).view_name


def archive_year():
    from news.models import Article

    return Article.objects.published().newest_first().first().date.year
