"""The lists and forms of the administration, of each kind of thing, as an administrator gets them."""

from django.contrib import admin

from accounts.models import LoginEvent, SecondFactorRule
from mailing.models import OutgoingMail
from tests.approved.answers import Reader
from tests.approved.clock import NOW
from tests.factories.accounts import UserFactory
from tests.factories.checking import CheckIntervalFactory, ReportedChangeFactory, SpaceCheckFactory
from tests.factories.importing import ImportRunFactory
from tests.factories.investors import (
    EnquiryFactory,
    ProposalFactory,
    ProposalSpaceFactory,
    SavedSearchFactory,
)
from tests.factories.portal import FeedbackFactory

AROUND = {"template", "breadcrumbs", "related-widget-wrapper-link", "empty-form", "geometry-field"}
AROUND |= {"actions", "action-select", "action-toggle", "sortoptions", "toggle", "changelist-search"}
"""What stands around each list and form alike, or is told by its own page."""
TOLD_ELSEWHERE = {
    "sites.plot",
    "sites.hall",
    "sites.space",
    "sites.businesspark",
    "news.article",
    "projects.project",
}
"""Long forms of the same fields as the form of a plot."""
NOT_OURS = {"auth.group", "django_tasks_database.dbtaskresult"}
LIKE_OTHERS = {"news.category", "regions.area", "regions.postcode", "accounts.secondfactorrule"}


def kinds(left_out):
    """The models that have pages of ours, by their names."""
    models = {model._meta.label_lower: model for model in admin.site._registry}
    return {name: models[name] for name in sorted(models.keys() - left_out)}


def administrator():
    return UserFactory(
        pk=9003, name="Ada Leitner", email="ada@example.org", administrator=True, date_joined=NOW
    )


def office(world):
    """One thing of each kind that the region has none of; its key is 9001."""
    EnquiryFactory(
        pk=9001, reference="A-7K3F9Q2H", about=[world.plot], to=["berg@example.org"], received_at=NOW
    )
    proposal = ProposalFactory(
        pk=9001, token="offen", addressee="Werk & Söhne", created_by=world.reviewer, created_at=NOW
    )
    ProposalSpaceFactory(pk=9001, proposal=proposal, space=world.plot, note="Gleis")
    ProposalSpaceFactory(pk=9002, proposal=proposal, space=None, number=4801)
    SavedSearchFactory(
        pk=9001, email="suche@example.org", query="area_min=1000", requested_at=NOW, confirmed_at=NOW
    )
    OutgoingMail.objects.create(
        pk=9001, message_id="<a@b>", to="jana@example.org", subject="Hallo & Tag", body="…", attempts=2
    )
    LoginEvent.objects.create(pk=9001, kind="locked", user=world.editor, network="203.0.113.0/24", at=NOW)
    SecondFactorRule.objects.create(pk=9001, role="reviewer", is_needed=False)
    FeedbackFactory(pk=9001)
    ImportRunFactory(pk=9001, user=world.editor)
    CheckIntervalFactory(pk=9001)
    check = SpaceCheckFactory(pk=9001, space=world.due, answered_at=NOW)
    ReportedChangeFactory(pk=9001, answer=check)


def lists(world):
    reader = Reader(world, administrator(), leaves_out=AROUND)
    office(world)
    for name in kinds(NOT_OURS | LIKE_OTHERS | {"sites.hall", "sites.space"}):
        query = "?q=jetzt" if name == "news.article" else ""
        reader.get(name, f"admin:{name.replace('.', '_')}_changelist", query=query)
    return reader.outputs


def things(world):
    """The form of one of each kind; of what can only be looked at, that."""
    reader = Reader(world, administrator(), leaves_out=AROUND)
    office(world)
    for name, model in kinds(NOT_OURS | LIKE_OTHERS | TOLD_ELSEWHERE).items():
        ordered = model._default_manager.order_by("pk")
        if thing := ordered.filter(pk__gte=9001).first() or ordered.first():
            is_whole = name == "quotes.quote"
            reader.get(name, f"admin:{name.replace('.', '_')}_change", thing.pk, is_whole=is_whole)
    return reader.outputs
