"""No public address tells what the public may not know: neither what is unpublished nor where an undisclosed place is.

Every address that the URLs know is visited in both languages, with the parameters that reach furthest. A new address
whose arguments nobody has named here fails the test.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.gis.geos import Point
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property

from editing.models import PreviewLink
from editing.previewing import preview as previewing
from investors import enquiring, subscribing
from investors.alerting import send_alerts
from mailing import spam_guard
from mailing.models import OutgoingMail
from regions.crs import to_storage
from regions.models import Postcode
from sites.checking.links import token_of
from sites.expose import pdf
from sites.filters import SpaceFilterSet
from sites.gazetteer import known_places
from sites.models import Offer, Space, SpacePhoto, Utility
from sites.places import find_place, suggest_places
from sites.routes import PAGES, address_of
from tests.factories.accounts import UserFactory
from tests.factories.checking import CheckRequestFactory
from tests.factories.investors import (
    EnquiryFactory,
    ProposalFactory,
    ProposalSpaceFactory,
    SavedSearchFactory,
)
from tests.factories.publishing import PictureFactory
from tests.factories.regions import LandmarkFactory
from tests.factories.sites import (
    BusinessParkFactory,
    MunicipalityFactory,
    SpaceDocumentFactory,
    SpaceFactory,
    square,
)
from tests.routes import public_routes

pytestmark = pytest.mark.django_db

LONGITUDE, LATITUDE = 12.97531, 50.86421
"""Where the undisclosed space really is, some 80 km from what the public is told."""

IN_METRES = to_storage(Point(LONGITUDE, LATITUDE, srid=4326))
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


@dataclass
class World:
    """What is open to all, and around it whatever is not."""

    spaces: list = field(default_factory=list)

    def __post_init__(self):
        self.municipality = MunicipalityFactory(boundary=square(12.22, 51.39, 5_000))
        self.municipality.parent.boundary = square(12.22, 51.39, 20_000)
        self.municipality.parent.save()
        beside = (LONGITUDE + 0.02, LATITUDE + 0.02)
        self.park = BusinessParkFactory(
            name="Offenpark",
            slug="offenpark",
            location=to_storage(Point(*beside, srid=4326)),
            boundary=square(*beside, 6_000),
            municipality=self.municipality,
        )
        self.secret_park = BusinessParkFactory(
            name="Zobelsternpark",
            workflow_state="draft",
            boundary=square(12.22, 51.39, 1_000),
            municipality=self.municipality,
        )
        Postcode.objects.create(code="09661", name="Nahe", location=IN_METRES)
        LandmarkFactory(name="Nahe", place=beside)
        self.public = self.space(name="Offenfeld", at=(12.22, 51.39), park=self.secret_park)
        self.hall = self.space(name="Offenhalle", hall=True, at=(12.225, 51.39), park=self.park)
        self.hidden = self.space(
            name="Stilles Feld",
            hidden_place=True,
            at=(LONGITUDE, LATITUDE),
            boundary=square(LONGITUDE, LATITUDE),
            address="Zobelsternstraße 7",
            postcode="09661",
            park=self.park,
        )
        now = timezone.now()
        self.secret = [
            self.space(name="Zobelsternentwurf", draft=True),
            self.space(name="Zobelsternprüfung", workflow_state="in_review", hall=True),
            self.space(name="Zobelsternmorgen", published_from=now + timedelta(days=3)),
            self.space(name="Zobelsternende"),
            self.space(name="Zobelsternrückzug", hall=True),
        ]
        for space in self.secret:
            self.furnish(space)
            space.address, space.park = "Zobelsternweg 3", self.park
            space.save()
        gone, withdrawn = self.secret[3:]
        gone.published_until = now + timedelta(seconds=1)
        gone.save()
        type(gone).objects.filter(pk=gone.pk).update(published_until=now - timedelta(minutes=1))
        withdrawn.workflow_state = "withdrawn"
        withdrawn.save()

    def space(self, **fields):
        space = SpaceFactory(municipality=self.municipality, area=20_000, **fields)
        self.spaces.append(space)
        return space

    def furnish(self, space):
        space.description_de = "Zobelsterntext"
        space.situation_de = "Zobelsternlage"
        Offer.objects.create(space=space, disposal="sale", price_m2=77, note="Zobelsternpreis")
        Utility.objects.create(space=space, medium="gas", note="Zobelsterngas")
        SpaceDocumentFactory(space=space, title="Zobelsternplan")
        picture = PictureFactory(credit="Zobelsternfoto")
        SpacePhoto.objects.create(space=space, picture=picture, alt_de="Zobelsternbild")

    @cached_property
    def check_link(self):
        return {"token": token_of(CheckRequestFactory(spaces=[self.public, self.hidden]))}

    @cached_property
    def preview_link(self):
        return {"token": previewing.token_of(PreviewLink.make(self.hidden, UserFactory(), 14))}

    @property
    def numbers(self):
        return ",".join(str(space.number) for space in self.spaces)

    def arguments(self, name):
        """The arguments to visit a named address with. Raises KeyError for an address that nobody has thought of."""
        pages = {
            f"sites:{kind}{page}" for kind in ("plot", "hall") for page in ("", *(f"_{p}" for p in PAGES))
        }
        if name in pages:
            kind = name.removeprefix("sites:").partition("_")[0]
            return [
                # A page that is not there must not complete an address that somebody guesses.
                {"number": space.number, "slug": "x" if space in self.secret else space.slug}
                for space in self.spaces
                if space.kind == kind
            ]
        if name in {"sites:number", "sites:plot_number", "sites:hall_number"}:
            return [{"number": space.number} for space in self.spaces]
        proposal = ProposalFactory()
        for space in (self.public, self.hidden):
            ProposalSpaceFactory(proposal=proposal, space=space)
        saved, asked = SavedSearchFactory(), SavedSearchFactory(unconfirmed=True)
        return {
            "tile": [{"version": "any", "zoom": 5, "x": 17, "y": 10}],
            "sitemap_part": [
                {"section": name, "part": 1} for name in ("entries", "articles", "spaces", "parks")
            ],
            "sites:park": [{"slug": park.slug} for park in (self.park, self.secret_park)],
            "sites:area": [
                {"slug": area.slug}
                for area in (self.municipality, self.municipality.parent, self.municipality.parent.parent)
            ],
            "sites:document": [
                {"pk": document.pk, "name": document.file.name.rpartition("/")[2]}
                for space in self.secret
                for document in space.documents.all()
            ],
            "preview:link": [self.preview_link],
            "preview:page": [self.preview_link | {"inner": "en/"}],
            "sites:check": [self.check_link],
            "sites:check_changes": [self.check_link | {"number": self.public.number}],
            "investors:enquiry_thanks": [{"token": enquiring.thanks_token(EnquiryFactory())}],
            "investors:proposal": [{"token": proposal.token}],
            "investors:proposal_pdf": [{"token": proposal.token}],
            "investors:proposal_picture": [
                {"token": proposal.token, "folder": photo.picture.sha256[:16], "name": "w640.jpg"}
                for space in self.secret
                for photo in space.photos.all()
            ],
            "investors:saved_search_confirm": [{"token": subscribing.token(asked, subscribing.CONFIRM)}],
            "investors:saved_search_manage": [{"token": subscribing.token(saved, subscribing.MANAGE)}],
            "investors:saved_search_end": [{"token": subscribing.token(saved, subscribing.END)}],
        }[name]

    def queries(self):
        """Parameters that reach far: everything that names objects, the whole map, another order, the parks."""
        return [
            "",
            f"?ids={self.numbers}&differences=1",
            "?" + "&".join(f"number={space.number}" for space in self.spaces),
            "?view=5,47,15,55&zoom=3",
            "?view=12,50.5,13.5,51.5&zoom=15",
            "?boundaries=1&unknown=area&nice=area_min&area_min=1",
            f"?place=park:{self.park.slug}&radius=100&sort=distance",
            "?place=area:14730270&sort=airport_km",
            "?q=feld&in=spaces",
        ]


@pytest.fixture(autouse=True)
def quick_pdf(monkeypatch):
    """The HTML a PDF is made of, for its words are packed."""
    monkeypatch.setattr(pdf, "pdf_of", lambda html, other_language="": html.encode())


@pytest.fixture
def world():
    return World()


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


@pytest.fixture(params=["de", pytest.param("en", marks=pytest.mark.once)])
def visits(request, client, settings):
    """A Visit of each public address in one language. Made once: three questions are asked of them."""
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


def test_what_is_published_and_disclosed_would_be_seen(client, world):
    """Else the test above could not fail."""
    world.hidden.discloses_address = True
    world.hidden.save()
    world.secret[0].workflow_state = "published"
    world.secret[0].save()
    for name in ("list", "map", "map_objects", "csv", "xlsx", "geojson", "feed", "list_pdf"):
        address = reverse(f"sites:{name}") + world.queries()[2]
        assert any(MARKER.match(word) for word in leaks_in(text_of(client.get(address)))), name
    for address in (reverse("sites:csv"), address_of(world.hidden, "expose")):
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
    assert known_places({"zobelsternpark"}) == {}
    assert find_place(f"park:{world.secret_park.slug}") is None


def test_distances_are_those_of_the_public_point(world):
    [distance] = world.hidden.distances.all()
    [other] = world.public.distances.all()
    assert distance.km == other.km > 50


def test_no_mail_to_a_visitor_tells_more_than_the_pages(client, world, monkeypatch):
    monkeypatch.setattr(spam_guard, "MINIMUM_SECONDS", 0)
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
