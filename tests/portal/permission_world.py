"""One thing of each kind, nothing of it public, with a word in it that tells whose eyes saw it.

The organisation A answers for all that an organisation can answer for; B has nothing.
"""

from datetime import timedelta
from functools import cached_property

import reversion
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from reversion.models import Version

from accounts import unlocking
from accounts.models import LoginEvent, Organisation, SecondFactorRule
from editing.models import PreviewLink
from editing.previewing import preview as previewing
from editing.releasing import steps
from editing.releasing.states import current_state
from investors import enquiring, subscribing
from mailing import outbox
from publishing.models import Publishable
from regions.models import Postcode
from sites.freshness.links import sign_request
from sites.models import CheckInterval, Hall, Plot, ReportedChange, SpaceCheck, SpacePhoto
from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.checking import CheckRequestFactory
from tests.factories.importing import ImportRunFactory
from tests.factories.investors import (
    EnquiryFactory,
    ProposalFactory,
    ProposalSpaceFactory,
    SavedSearchFactory,
)
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.portal import FeedbackFactory, PageFactory, SiteProfileFactory
from tests.factories.projects import ProjectFactory
from tests.factories.publishing import PictureFactory, RedirectFactory
from tests.factories.quotes import PartnerFactory, QuoteFactory
from tests.factories.regions import LandmarkFactory
from tests.factories.sites import (
    BusinessParkFactory,
    MunicipalityFactory,
    SpaceDocumentFactory,
    SpaceFactory,
)

WORD = "Zobelstern"
"""All words that tell begin like this; the label of the model follows."""

UNTOLD = {
    "accounts.SecondFactorRule",
    "regions.Area",
    "regions.Landmark",
    "regions.Postcode",
    "sites.CheckInterval",
    "portal.SiteProfile",
    "news.Category",
    "django_tasks_database.DBTaskResult",
    "sites.Space",
}
"""What is no secret, what every page tells, what bears no words, and what is another's double."""

ROLES = [
    "anonymous",
    "reader",
    "editor",
    "reviewer",
    "elsewhere",
    "newsroom",
    "region staff",
    "administrator",
]
IN_THE_REGION = {"newsroom": "newsroom", "region staff": "reviewer"}


def word_for(label):
    return WORD + label.replace(".", "").lower()


class World:
    def __init__(self):
        self.a = OrganisationFactory(name=word_for("accounts.Organisation"))
        self.b = OrganisationFactory(name="Stadt B")
        self.region = OrganisationFactory(name="Region", kind=Organisation.Kind.REGION)
        self.municipality = MunicipalityFactory()
        self.things = {}
        self.make_pool()
        self.make_pages()
        self.make_people_and_addresses()
        self.things["django_tasks_database.DBTaskResult"] = DBTaskResult.objects.first()
        self.plan()
        self.keep_history()

    def user(self, role):
        if role == "anonymous":
            return None
        if role == "administrator":
            return UserFactory(name="Administration", administrator=True)
        organisation = self.region if role in IN_THE_REGION else self.b if role == "elsewhere" else self.a
        held = IN_THE_REGION.get(role) or ("editor" if role == "elsewhere" else role)
        return MembershipFactory(user__name=f"Person {role}", organisation=organisation, role=held).user

    def add(self, label, factory, field="name", **fields):
        thing = factory(**{field: word_for(label)}, **fields)
        self.things[label] = thing
        return thing

    def make_pool(self):
        of_a = {"steward": self.a, "municipality": self.municipality}
        contact = self.add("accounts.Contact", ContactFactory, organisation=self.a)
        park = self.add(
            "sites.BusinessPark", BusinessParkFactory, workflow_state="draft", slug="geheim", **of_a
        )
        plot = self.add("sites.Plot", SpaceFactory, draft=True, contact=contact, park=park, **of_a)
        hall = self.add("sites.Hall", SpaceFactory, draft=True, hall=True, **of_a)
        picture = self.add("publishing.Picture", PictureFactory, "credit")
        SpacePhoto.objects.create(space=plot, picture=picture, alt_de="Bild")
        self.document = SpaceDocumentFactory(space=plot)
        self.things |= {
            "sites.Space": plot,
            "sites.Plot": Plot.objects.get(pk=plot.pk),
            "sites.Hall": Hall.objects.get(pk=hall.pk),
        }
        self.hand_in(self.things["sites.Hall"])
        self.add("investors.Enquiry", EnquiryFactory, about=[plot])
        self.make_checks(plot, contact)
        proposal = self.add("investors.Proposal", ProposalFactory, "title")
        ProposalSpaceFactory(proposal=proposal, space=plot)
        self.things["investors.SavedSearch"] = SavedSearchFactory(
            email=f"{word_for('investors.SavedSearch')}@example.org"
        )
        self.unconfirmed = SavedSearchFactory(unconfirmed=True)

    def hand_in(self, hall):
        """A change that waits for release."""
        wanted = current_state(hall)
        wanted["fields"]["name_de"] += "neu"
        steps.hand_in(
            hall, current_state(hall), wanted, UserFactory(name="Verfasserin"), version=hall.version
        )

    def make_checks(self, plot, contact):
        self.check_request = CheckRequestFactory(recipient=contact, spaces=[plot])
        answered = {"space": plot, "answered_at": timezone.now(), "answer": SpaceCheck.Answer.CHANGED}
        check = self.add("sites.SpaceCheck", SpaceCheck.objects.create, **answered)
        self.add("sites.ReportedChange", ReportedChange.objects.create, "remark", space=plot, answer=check)
        self.things["sites.CheckInterval"] = CheckInterval.objects.create(area=self.municipality, days=90)

    def make_pages(self):
        self.add("news.Article", ArticleFactory, "title_de", draft=True)
        self.add("projects.Project", ProjectFactory, "title_de", draft=True)
        partner = self.add("quotes.Partner", PartnerFactory)
        self.add("quotes.Quote", QuoteFactory, "text_de", draft=True, partner=partner)
        self.add("portal.Page", PageFactory, "title_de", draft=True)
        self.add("portal.Feedback", FeedbackFactory, "message")
        self.things |= {
            "news.Category": CategoryFactory(),
            "portal.SiteProfile": SiteProfileFactory(),
        }

    def make_people_and_addresses(self):
        self.add("accounts.User", UserFactory)
        self.add("auth.Group", Group.objects.create)
        self.add("importing.ImportRun", ImportRunFactory, "file_name")
        self.things |= {
            "publishing.Redirect": RedirectFactory(new_path=f"/{word_for('publishing.Redirect')}/"),
            "accounts.Organisation": self.a,
            "mailing.OutgoingMail": outbox.post(
                to="anna@example.org", subject=word_for("mailing.OutgoingMail"), body="Guten Tag"
            ),
            "accounts.LoginEvent": LoginEvent.objects.create(
                kind=LoginEvent.Kind.FAILED,
                user=UserFactory(name=word_for("accounts.LoginEvent")),
            ),
            "accounts.SecondFactorRule": SecondFactorRule.objects.create(role="reader"),
            "regions.Area": self.municipality,
            "regions.Landmark": LandmarkFactory(name="Halle-Ost"),
            "regions.Postcode": Postcode.objects.create(code="04103", location="POINT(4486333 3139219)"),
        }

    def plan(self):
        """Everything is to appear in a week, once it is released."""
        for thing in self.things.values():
            if isinstance(thing, Publishable):
                thing.published_from = timezone.now() + timedelta(days=7)
                type(thing)._base_manager.filter(pk=thing.pk).update(published_from=thing.published_from)

    def keep_history(self):
        """A version of each thing that has a history, and one of a thing like it that was deleted."""
        self.versions, self.deleted = {}, {}
        for label, thing in self.things.items():
            if not reversion.is_registered(type(thing)) or label == "sites.Space":
                continue
            self.versions[label] = self.version_of(thing)
            if label == "portal.SiteProfile":
                self.deleted[label] = self.versions[label]
                continue
            twin = self.twin(label, thing)
            self.deleted[label] = self.version_of(twin)
            twin.delete()

    def version_of(self, thing):
        with reversion.create_revision():
            reversion.add_to_revision(thing)
        return Version.objects.get_for_object(thing).first()

    def twin(self, label, thing):
        twin = type(thing)._base_manager.get(pk=thing.pk)
        twin.pk, twin._state.adding = None, True
        unlike = {"slug": "zwilling", "number": None, "key": "press", "name": f"{word_for(label)} 2"}
        for name, value in unlike.items():
            if name in {field.name for field in thing._meta.fields}:
                setattr(twin, name, value)
        twin.save()
        return twin

    # --- Addresses

    def address(self, route, label=None, kind=None):
        """Where to go for a route; of a model's one, `kind` is what it ends with."""
        if kind:
            return (
                reverse(route, args=self.arguments_of_model(label, kind))
                if kind != "short"
                else self.short(label)
            )
        kwargs = self.arguments.get(route, {})
        query = self.queries().get(route, "")
        if route == "admin/(?P<url>.*)$":
            return "/admin/nirgends/"
        return reverse(route, kwargs=kwargs) + query

    def short(self, label):
        return f"/admin/{label.replace('.', '/').lower()}/{self.things[label].pk}/"

    def arguments_of_model(self, label, kind):
        if kind in {"changelist", "add", "recoverlist", "import", "report", "upload"}:
            return []
        if kind == "recover":
            return [self.deleted[label].pk]
        more = {"revision": lambda: self.versions[label].pk, "previewpage": lambda: "de"}
        more["previewchangepage"] = more["previewpage"]
        return [self.things[label].pk, *([more[kind]()] if kind in more else [])]

    @cached_property
    def arguments(self):
        plot, hall = self.things["sites.Plot"], self.things["sites.Hall"]
        picture, proposal = self.things["publishing.Picture"], self.things["investors.Proposal"]
        folder = picture.sha256[:16]
        arguments = {
            "admin:app_list": {"app_label": "sites"},
            "admin:handbook_chapter": {"chapter": "anmelden"},
            "admin:unsaved": {"tab": "a1"},
            "admin:handbook_picture": {"name": "anmelden"},
            "admin:view_on_site": {
                "content_type_id": ContentType.objects.get_for_model(Plot, for_concrete_model=False).pk,
                "object_id": plot.pk,
            },
            "password_reset_confirm": {"uidb64": "x", "token": "y"},
            "account_unlock": {"token": unlocking.make_token(UserFactory())},
            "admin:access_remove": {"device_id": "accounts.authenticatorapp/1"},
            "sitemap_part": {"section": "entries", "part": 1},
            "publishing:picture": {"folder": folder, "name": "bild.jpg"},
            "sites:document": {"pk": self.document.pk, "name": "plan.pdf"},
            "investors:proposal": {"token": proposal.token},
            "investors:proposal_pdf": {"token": proposal.token},
            "investors:proposal_picture": {"token": proposal.token, "folder": folder, "name": "bild.jpg"},
            "preview:link": {"token": self.preview()},
            "preview:page": {"token": self.preview(), "inner": "en/"},
            "sites:check": {"token": sign_request(self.check_request)},
            "sites:check_changes": {"token": sign_request(self.check_request), "number": plot.number},
            "investors:enquiry_thanks": {"token": enquiring.thanks_token(self.things["investors.Enquiry"])},
            "investors:saved_search_confirm": {
                "token": subscribing.sign_search(self.unconfirmed, subscribing.CONFIRM)
            },
            "investors:saved_search_manage": {"token": self.subscription(subscribing.MANAGE)},
            "investors:saved_search_end": {"token": self.subscription(subscribing.END)},
            "news:detail": {"slug": self.things["news.Article"].slug},
            "news:category": {"slug": "standort"},
            "news:archive": {"year": (timezone.localdate() - timedelta(days=30)).year},
            "projects:detail": {"slug": self.things["projects.Project"].slug},
            "sites:park": {"slug": "geheim"},
            "sites:area": {"slug": self.municipality.slug},
            "sites:number": {"number": plot.number},
            "sites:plot_number": {"number": plot.number},
            "sites:hall_number": {"number": hall.number},
            "tile": {"version": "any", "zoom": 5, "x": 17, "y": 10},
        }
        for space in (plot, hall):
            papers = ("_expose", "_print", "_data_sheet", "_data_sheet_pdf")
            pages = ("", *papers, "_ground", "_link_picture", "_reach")
            for page in pages:
                # A page that is not there must not repeat an address that says the name.
                arguments[f"sites:{space.kind}{page}"] = {"number": space.number, "slug": "x"}
        return arguments

    def preview(self):
        return previewing.link_token(PreviewLink.make(self.things["sites.Plot"], UserFactory(), 14))

    def subscription(self, purpose):
        return subscribing.sign_search(self.things["investors.SavedSearch"], purpose)

    def queries(self):
        plot, hall = self.things["sites.Plot"], self.things["sites.Hall"]
        ids = f"?ids={plot.number},{hall.number}"
        asked = "?app_label=sites&model_name=plot&field_name=contact"
        rooms = (
            "watch_list",
            "watch_list_csv",
            "watch_list_xlsx",
            "comparison",
            "comparison_csv",
            "comparison_pdf",
            "enquiry",
        )
        return {
            "admin:autocomplete": asked,
            "portal:search": f"?q={WORD}",
            "admin:search": f"?q={WORD}",
            "admin:locate": f"?q={WORD}",
            "sites:places": f"?q={WORD}",
        } | {f"investors:{room}": ids for room in rooms}
