"""Dashboard notices of the portal: feedback, legal pages, failed background work and imports."""

from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.tasks import TaskResultStatus
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from accounts.rights import READER, rights_of
from importing.models import ImportRun
from portal.models import Feedback, Page
from portal.operations.background import heartbeat
from publishing import permissions_filter
from publishing.dashboard_notices import Notice, Urgency, register_notices
from roads.engine import current_graph
from roads.installed import installed_graph


@register_notices
def feedback_open(user, at):
    count = permissions_filter.editable(Feedback.objects.all(), user).filter(is_done=False).count()
    words = ngettext(
        "%(count)s message of a visitor is open.", "%(count)s messages of visitors are open.", count
    )
    url = f"{reverse('admin:portal_feedback_changelist')}?is_done__exact=0"
    yield Notice(count, words, url, Urgency.ASKED)


@register_notices
def legal_pages_unpublished(user, at):
    published = Page.objects.published(at).values("key")
    waiting = permissions_filter.editable(Page.objects.all(), user).exclude(key__in=published)
    url = reverse("admin:portal_page_changelist")
    count = waiting.count()
    words = ngettext(
        "%(count)s page that the law asks for is not published: fill its gaps and release it.",
        "%(count)s pages that the law asks for are not published: fill their gaps and release them.",
        count,
    )
    yield Notice(count, words, url, Urgency.ASKED)
    is_closed = waiting.filter(key=Page.Key.PRIVACY).exists()
    words = _(
        "The forms for enquiries, search alerts and feedback are closed until the privacy notice is published."
    )
    yield Notice(int(is_closed), words, url, Urgency.BROKEN)


@register_notices
def statement_due_for_review(user, at):
    """The accessibility statement is reviewed every year."""
    a_year_ago = timezone.localdate(at) - timedelta(days=365)
    pages = permissions_filter.editable(Page.objects.published(at), user).filter(key=Page.Key.ACCESSIBILITY)
    due = pages.filter(Q(reviewed_on__lte=a_year_ago) | Q(reviewed_on=None)).values_list("pk", flat=True)
    for pk in due:
        words = _(
            "The accessibility statement was last reviewed a year ago or more, or it does not say when."
        )
        yield Notice(1, words, reverse("admin:portal_page_change", args=[pk]), Urgency.ASKED)


@register_notices
def tasks_failed(user, at):
    count = permissions_filter.editable(DBTaskResult.objects.all(), user).failed().count()
    words = ngettext("%(count)s background task failed.", "%(count)s background tasks failed.", count)
    query = f"?status__exact={TaskResultStatus.FAILED}"
    url = reverse("admin:django_tasks_database_dbtaskresult_changelist")
    yield Notice(count, words, url + query, Urgency.BROKEN)


@register_notices
def imports_failed(user, at):
    """Here because `importing` is below the app that registers notices."""
    count = ImportRun.objects.visible_to(user).unsettled(at).count()
    words = ngettext(
        "%(count)s import failed or was not finished.",
        "%(count)s imports failed or were not finished.",
        count,
    )
    url = f"{reverse('admin:importing_importrun_changelist')}?outcome=unsettled"
    yield Notice(count, words, url, Urgency.BROKEN)


@register_notices
def background_silent(user, at):
    """For administrators and the region's office."""
    if not is_operations_contact(user):
        return
    words = {
        "worker": _(
            "Background work stands still (last sign of life: %(when)s). Mails go out late; distances and sizes of"
            " pictures wait. Please tell those who run the portal."
        ),
        "clock": _(
            "The clock of the portal stands still (last sign of life: %(when)s). Reminders, alerts and deletions that"
            " are due wait. Please tell those who run the portal."
        ),
    }
    for part, sign in heartbeat.stale_parts(at.timestamp()).items():
        when = _("never") if sign is None else as_local_time(sign)
        yield Notice(1, words[part] % {"when": when}, "", Urgency.BROKEN)


@register_notices
def roads_unreadable(user, at):
    """After an update of the routing package."""
    if is_operations_contact(user) and installed_graph() and current_graph() is None:
        words = _(
            "Driving times are not computed any more: the road graph is of another version than the program that reads "
            "it. Please tell those who run the portal (make roads)."
        )
        yield Notice(1, words, "", Urgency.BROKEN)


def is_operations_contact(user):
    rights = rights_of(user)
    return rights.is_administrator or bool(rights.in_region - {READER})


def as_local_time(seconds):
    return date_format(timezone.localtime(datetime.fromtimestamp(seconds, UTC)), "SHORT_DATETIME_FORMAT")
