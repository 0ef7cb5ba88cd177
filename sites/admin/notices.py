"""Dashboard notices: due checks and changes reported by contacts."""

from django.urls import reverse
from django.utils.translation import ngettext

from publishing import permissions_filter
from publishing.dashboard_notices import Notice, Urgency, register_notices
from sites.models import Hall, Plot, ReportedChange


@register_notices
def checks_due(user, at):
    plots, halls = (
        permissions_filter.editable(model.objects.all(), user).order_by() for model in (Plot, Hall)
    )
    count = plots.due(at).count()
    words = ngettext("%(count)s plot is due to be checked.", "%(count)s plots are due to be checked.", count)
    yield due_notice(count, words, "plot", "due")
    count = halls.due(at).count()
    words = ngettext(
        "%(count)s building is due to be checked.", "%(count)s buildings are due to be checked.", count
    )
    yield due_notice(count, words, "hall", "due")
    count = plots.to_be_checked(at).stale(at).count()
    words = ngettext(
        "%(count)s plot has left the public pages, because nobody confirmed it.",
        "%(count)s plots have left the public pages, because nobody confirmed them.",
        count,
    )
    yield due_notice(count, words, "plot", "overdue")
    count = halls.to_be_checked(at).stale(at).count()
    words = ngettext(
        "%(count)s building has left the public pages, because nobody confirmed it.",
        "%(count)s buildings have left the public pages, because nobody confirmed them.",
        count,
    )
    yield due_notice(count, words, "hall", "overdue")


def due_notice(count, words, kind, freshness):
    url = f"{reverse(f'admin:sites_{kind}_changelist')}?freshness={freshness}"
    return Notice(count, words, url, Urgency.DUE)


@register_notices
def changes_reported(user, at):
    state = ReportedChange.State.OPEN
    count = permissions_filter.editable(ReportedChange.objects.all(), user).filter(state=state).count()
    words = ngettext(
        "%(count)s change reported by a contact is open.",
        "%(count)s changes reported by contacts are open.",
        count,
    )
    url = f"{reverse('admin:sites_reportedchange_changelist')}?state__exact={state}"
    yield Notice(count, words, url, Urgency.ASKED)
