"""The start page of the administration: what needs the user, the pool at a glance, what changed last."""

from django.utils.translation import gettext as _

from accounts.rights import rights_of
from portal import notices  # noqa: F401  (they register themselves)
from portal.last_changes import last_changes
from publishing.noticing import notices_for
from sites.admin.at_a_glance import at_a_glance


def start_page(request, site):
    return {
        "title": _("Start page"),
        "notices": notices_for(request.user),
        "pool": at_a_glance(request.user),
        "last_changes": last_changes(request.user, site),
        "is_start_page": True,
        "may_answer_requests": rights_of(request.user).is_administrator,
    }
