"""What editors and contacts get: few pages of the administration, and the pages behind links of mails."""

from django.contrib.contenttypes.models import ContentType

from editing.history import recorded_revision
from editing.models import PreviewLink
from editing.previewing import preview
from editing.releasing import steps
from editing.releasing.states import current_state
from sites.freshness.links import sign_request
from sites.models import Plot, Space, SpaceCheck
from tests.approved.answers import Reader
from tests.approved.clock import NOW
from tests.factories.checking import CheckRequestFactory
from tests.factories.investors import EnquiryFactory
from tests.factories.portal import FeedbackFactory


def change_of_the_plot(world):
    """A change that waits for release."""
    plot = Space.objects.get(pk=world.plot.pk)
    wanted = current_state(plot)
    wanted["fields"] |= {"name_de": "Nordfeld <neu> & „B“", "area": "41000.00"}
    return steps.hand_in(
        plot, current_state(plot), wanted, world.editor, version=plot.version, note="Neu & größer", at=NOW
    )


def desk(world):
    change_of_the_plot(world)
    EnquiryFactory(pk=9001, reference="A-7K3F9Q2H", about=[world.plot], received_at=NOW)
    FeedbackFactory(pk=9001)
    reader = Reader(world, world.editor)
    reader.get("start_of_an_editor", "admin:index")
    reader = copy_of(reader, world, world.reviewer)
    reader.get("start_of_a_reviewer", "admin:index")
    reader.get("review", "admin:sites_plot_review", world.plot.pk)
    reader.get("planned", "admin:planned")
    reader.get("in_review", "admin:in_review")
    plot = Plot.objects.get(pk=world.plot.pk)
    with recorded_revision(plot, "Angelegt & <geprüft>"):
        plot.save()
    reader.get("history", "admin:sites_plot_history", world.plot.pk)
    reader.get("no_right", "admin:accounts_user_changelist")
    reader.get(
        "preview_of_article", "preview:link", preview.link_token(link_to(world.planned, world.reviewer))
    )
    return reader.outputs


def link_to(thing, user):
    """A link that shows the thing to everybody, and a change to it that waits."""
    kind = ContentType.objects.get_for_model(
        Plot if isinstance(thing, Space) else thing, for_concrete_model=False
    )
    return PreviewLink.objects.create(
        content_type=kind,
        object_id=thing.pk,
        created_by=user,
        expires_at=NOW.replace(month=12),
        shows_change=True,
    )


def copy_of(reader, world, user):
    another = Reader(world, user)
    another.outputs = reader.outputs
    return another


def forms(world):
    left_out = {"empty-form", "photos-group", "related-widget-wrapper-link", "geometry-field"}
    reader = Reader(world, world.reviewer, left_out)
    reader.get("plot", "admin:sites_plot_change", world.plot.pk, query="?topic=all")
    return reader.outputs


def logins(world):
    reader = Reader(world)
    reader.get("login", "admin:login", is_whole=True)
    reader.post("refused", "admin:login", {"username": "erika@example.org", "password": "falsch"})
    reader.get("sent_to_login", "admin:index")
    reader.get("password_reset", "admin_password_reset")
    reader.get("password_reset_done", "password_reset_done")
    reader.get("password_link_used", "password_reset_confirm", "x", "y")
    return reader.outputs


def checks(world):
    spaces = [world.due, world.hall, world.stale]
    Space.objects.filter(pk=world.stale.pk).update(contact=world.contact)
    asked = CheckRequestFactory(pk=9001, recipient=world.contact, spaces=spaces, posted_at=NOW)
    token = sign_request(asked)
    reader = Reader(world)
    reader.get("check", "sites:check", token)
    reader.get("changes", "sites:check_changes", token, 4717)
    reader.post("changes_refused", "sites:check_changes", {"area": "x", "available_from": "x"}, token, 4717)
    reader.post("answered", "sites:check", {"number": "4717", "answer": SpaceCheck.Answer.CORRECT}, token)
    reader.get("new_link", "sites:check_new_link")
    reader.post("new_link_refused", "sites:check_new_link", {"email": "x"})
    reader.get("new_link_sent", "sites:check_new_link_sent")
    reader.get("unknown", "sites:check", "x")
    CheckRequestFactory._meta.model.objects.update(posted_at=NOW.replace(year=2025), posted_on="2025-11-18")
    asked.refresh_from_db()
    token = sign_request(asked)
    reader.get("expired", "sites:check", token)
    reader.post("renewed", "sites:check", {"answer": "new_link"}, token)
    return reader.outputs
