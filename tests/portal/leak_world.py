"""A pool of which the public may see something, but nothing that bears the marker, nor where one space really is."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.gis.geos import Point
from django.utils import timezone
from django.utils.functional import cached_property

from editing.models import PreviewLink
from editing.previewing import preview as previewing
from investors import enquiring, subscribing
from regions.crs import to_storage
from regions.models import Postcode
from sites.freshness.links import sign_request
from sites.models import Offer, SpacePhoto, Utility
from sites.pool.routes import SPACE_PAGES
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

LONGITUDE, LATITUDE = 12.97531, 50.86421
"""Where the undisclosed space really is, some 80 km from what the public is told."""

IN_METRES = to_storage(Point(LONGITUDE, LATITUDE, srid=4326))


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
        return {"token": sign_request(CheckRequestFactory(spaces=[self.public, self.hidden]))}

    @cached_property
    def preview_link(self):
        return {"token": previewing.link_token(PreviewLink.make(self.hidden, UserFactory(), 14))}

    @property
    def numbers(self):
        return ",".join(str(space.number) for space in self.spaces)

    def arguments(self, name):
        """The arguments to visit a named address with. Raises KeyError for an address that nobody has thought of."""
        pages = {
            f"sites:{kind}{page}"
            for kind in ("plot", "hall")
            for page in ("", *(f"_{p}" for p in SPACE_PAGES))
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
            "investors:saved_search_confirm": [
                {"token": subscribing.sign_search(asked, subscribing.CONFIRM)}
            ],
            "investors:saved_search_manage": [{"token": subscribing.sign_search(saved, subscribing.MANAGE)}],
            "investors:saved_search_end": [{"token": subscribing.sign_search(saved, subscribing.END)}],
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
