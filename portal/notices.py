"""What of the portal as a whole needs somebody: visitors' messages, background work and imports that failed."""

from django.tasks import TaskResultStatus
from django.urls import reverse
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from importing.models import ImportRun
from portal.models import Feedback
from publishing import reach
from publishing.noticing import Notice, Urgency, desk_notices


@desk_notices
def feedback_open(user, at):
    count = reach.editable(Feedback.objects.all(), user).filter(is_done=False).count()
    words = ngettext(
        "%(count)s message of a visitor is open.", "%(count)s messages of visitors are open.", count
    )
    url = f"{reverse('admin:portal_feedback_changelist')}?is_done__exact=0"
    yield Notice(count, words, url, Urgency.ASKED)


@desk_notices
def tasks_failed(user, at):
    count = reach.editable(DBTaskResult.objects.all(), user).failed().count()
    words = ngettext("%(count)s background task failed.", "%(count)s background tasks failed.", count)
    query = f"?status__exact={TaskResultStatus.FAILED}"
    url = reverse("admin:django_tasks_database_dbtaskresult_changelist")
    yield Notice(count, words, url + query, Urgency.BROKEN)


@desk_notices
def imports_failed(user, at):
    """Told here, for the room of imports lies below the one where rooms say what needs somebody."""
    count = ImportRun.objects.visible_to(user).unsettled(at).count()
    words = ngettext(
        "%(count)s import failed or was not finished.",
        "%(count)s imports failed or were not finished.",
        count,
    )
    url = f"{reverse('admin:importing_importrun_changelist')}?outcome=unsettled"
    yield Notice(count, words, url, Urgency.BROKEN)
