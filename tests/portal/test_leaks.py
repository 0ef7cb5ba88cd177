"""No public address tells what the public may not know: neither what is unpublished nor where an undisclosed place is.

Every address that the URLs know is visited in both languages, with the parameters that reach furthest. A new address
whose arguments nobody has named here fails the test.
"""

import io
import re
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone, translation

from investors.alerting import send_alerts
from mailing import spam_guard
from mailing.models import OutgoingMail
from sites.models import Space
from sites.papers.expose import pdf
from sites.pool.routes import space_url
from sites.search.filters import SpaceFilterSet
from sites.search.gazetteer import find_place_tokens
from sites.search.places import find_place, suggest_places
from tests.factories.investors import (
    SavedSearchFactory,
)
from tests.portal.leak_world import IN_METRES, LATITUDE, LONGITUDE, World
from tests.routes import public_routes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PLACE = re.compile(
    r"(?<![\d.,])(?:12[.,]97[456]\d|50[.,]86[345]\d|"
    rf"{int(IN_METRES.x) // 1000}\d{{3}}\.|{int(IN_METRES.y) // 1000}\d{{3}}\.)"
)
"""Its coordinates in degrees or metres, to some 200 m."""

MARKER = re.compile(r"Zobelstern\w*", re.IGNORECASE)
"""All secret words begin like this; what follows tells which leaked."""

LOADED = re.compile(
    r"""<(?:script|img|link|iframe|source|video|audio)\b[^>]*?\s(?:src|srcset|href)=["']([^"']+)"""
)
"""What a page has the browser load; a link that names a page's other addresses (rel) loads nothing."""

WITH_A_FORM = {
    "portal:feedback",
    "sites:check_new_link",
    "portal:theme",  # forgets the cookie
    "investors:enquiry",
    "investors:saved_search",
    "investors:saved_search_confirm",
    "investors:saved_search_manage",
}

ROOMS_WITHOUT_SPACES = {"news", "projects", "publishing"}


@pytest.fixture(autouse=True)
def quick_pdf(monkeypatch):
    """The HTML a PDF is made of, for its words are packed."""
    monkeypatch.setattr(pdf, "render_pdf", lambda html, other_language="": html.encode())


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, made once for all, and where its files are."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=media):
            world = World()
        yield world, media
        transaction.set_rollback(True)


@pytest.fixture
def world(made, db, settings):
    """As it was made, whatever the test before has done."""
    world, settings.MEDIA_ROOT = made
    return deepcopy(world)


def public_addresses(world, language, queries):
    for name, arguments in sorted(public_routes()):
        room = name.partition(":")[0]
        if arguments and room in ROOMS_WITHOUT_SPACES:
            continue
        takes_queries = room in ("sites", "investors") or name == "portal:search"
        for kwargs in world.arguments(name) if arguments else [{}]:
            with translation.override(language):
                path = reverse(name, kwargs=kwargs)
            for query in queries if takes_queries and not kwargs else [""]:
                yield name, path + query


def text_of(answer):
    """All that an answer says, headers included; a spreadsheet unpacked."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            body = b"".join(file.read(name) for name in file.namelist())
    return f"{answer.headers}\n{body.decode(errors='replace')}"


def leaks_in(text):
    return {*MARKER.findall(text), *PLACE.findall(text)}


@dataclass(frozen=True)
class Visit:
    """What was seen at an address. name: of its route. hosts: of others, whose files the page has the browser load."""

    name: str
    address: str
    status: int
    leaks: frozenset
    sets_cookie: bool
    hosts: frozenset
    names_host: bool


HOSTS = {"de": "127.0.0.1", "en": "localhost"}
"""By which host the pages of each language are asked for."""
_seen = {}


@pytest.fixture(params=[pytest.param("de", marks=pytest.mark.once), "en"])
def visits(request, made, client, settings):
    """A Visit of each public address in one language. Made once: three questions are asked of them.

    On a server with few parameters: what filters find is asked below.
    """
    language = request.param
    if language not in _seen:
        settings.SITE_URL = "https://pool.example"
        world = request.getfixturevalue("world")
        queries = world.queries() if language == "de" else world.queries()[:3]
        _seen[language] = [
            visit(client, name, address, HOSTS[language])
            for name, address in public_addresses(world, language, queries)
        ]
    return _seen[language]


def visit(client, name, address, host):
    client.cookies.clear()
    answer = client.get(address, headers={"host": host})
    text = text_of(answer)
    is_page = "text/html" in answer.headers["Content-Type"]
    loaded = {urlsplit(url).netloc for url in LOADED.findall(text)} if is_page else set()
    return Visit(
        name,
        address,
        answer.status_code,
        frozenset(leaks_in(text)),
        bool(answer.cookies),
        frozenset(loaded - {"", urlsplit(settings.SITE_URL).netloc}),
        f"//{host}" in text,
    )


def test_no_public_address_tells_what_is_unpublished_or_undisclosed(visits):
    assert {visit.address: visit.leaks for visit in visits if visit.leaks} == {}
    statuses = {visit.status for visit in visits}
    assert {200, 404, 410} <= statuses <= {200, 301, 302, 400, 404, 410}


def test_pages_without_a_form_set_no_cookie_and_ask_nobody_else(visits):
    assert {visit.name for visit in visits if visit.sets_cookie} == WITH_A_FORM
    assert {visit.address: visit.hosts for visit in visits if visit.hosts} == {}


def test_pages_name_themselves_by_the_site_s_address_whatever_host_they_were_asked_by(visits):
    assert [visit.address for visit in visits if visit.names_host] == []
    assert len(visits) > 100


@pytest.mark.once
def test_what_is_published_and_disclosed_would_be_seen(client, world):
    """Else the test above could not fail."""
    world.hidden.discloses_address = True
    world.hidden.save()
    world.secret[0].workflow_state = "published"
    world.secret[0].save()
    for name in ("list", "map", "map_objects", "csv", "xlsx", "geojson", "feed", "list_pdf"):
        address = reverse(f"sites:{name}") + world.queries()[2]
        assert any(MARKER.match(word) for word in leaks_in(text_of(client.get(address)))), name
    for address in (reverse("sites:csv"), space_url(world.hidden, "expose")):
        assert any(PLACE.match(word) for word in leaks_in(text_of(client.get(address)))), address


@pytest.mark.parametrize(
    "query",
    [
        f"place=point:{LATITUDE},{LONGITUDE}&radius=2",
        "place=park:offenpark",
        "place=park:offenpark&radius=5",
        "place=postcode:09661&radius=2",
        f"bbox={LONGITUDE - 0.01},{LATITUDE - 0.01},{LONGITUDE + 0.01},{LATITUDE + 0.01}",
        f"polygon={LATITUDE - 0.01},{LONGITUDE};"
        f"{LATITUDE + 0.01},{LONGITUDE - 0.01};{LATITUDE + 0.01},{LONGITUDE + 0.01}",
        "airport_km_max=20",
        "q=Zobelsternstraße",
        "q=09661",
        "q=Offenpark",
        "q=Zobelstern",
    ],
)
def test_no_filter_finds_a_space_by_what_the_public_may_not_know(world, query):
    filters = SpaceFilterSet(QueryDict(query), Space.objects.published().on_offer())
    assert filters.is_valid(), filters.errors
    assert world.hidden not in filters.matches
    assert not {*world.secret} & {*filters.matches}
    if "Zobelstern" in query:
        assert not filters.matches


def test_no_map_section_finds_an_undisclosed_space_where_it_is(client, world):
    view = f"{LONGITUDE - 0.01},{LATITUDE - 0.01},{LONGITUDE + 0.01},{LATITUDE + 0.01}"
    answer = client.get(reverse("sites:geojson"), {"view": view, "zoom": 15}).json()
    assert answer["numberInView"] == 0
    assert answer["boundaries"] == []


def test_no_suggestion_and_no_phrase_names_an_unpublished_park(world):
    assert suggest_places("Zobelstern") == []
    assert find_place_tokens({"zobelsternpark"}) == {}
    assert find_place(f"park:{world.secret_park.slug}") is None


def test_distances_are_those_of_the_public_point(world):
    [distance] = world.hidden.distances.all()
    [other] = world.public.distances.all()
    assert distance.km == other.km > 50


def test_no_mail_to_a_visitor_tells_more_than_the_pages(client, world, monkeypatch):
    monkeypatch.setattr(spam_guard, "MIN_FORM_SECONDS", 0)
    now = timezone.now()
    known = {str(space.number): {"name": f"Objekt {space.number}"} for space in world.secret}
    saved = SavedSearchFactory(
        snapshot=known, confirmed_at=now - timedelta(days=2), requested_at=now - timedelta(days=3)
    )
    send_alerts(now)
    address = f"{reverse('investors:enquiry')}?ids={world.numbers}"
    form = client.get(address).context["form"]
    client.post(
        address,
        {
            "name": "Jana Kern",
            "email": "jana@example.org",
            "message": "Was ist noch frei?",
            "consent": "on",
            "opened": form["opened"].value(),
            "told": form["told"].value(),
        },
    )
    mails = OutgoingMail.objects.filter(to__in=[saved.email, "jana@example.org"])
    assert mails.count() == 2
    assert {mail.to: leaks_in(f"{mail.subject} {mail.body}") for mail in mails} == {
        saved.email: set(),
        "jana@example.org": set(),
    }
