"""Log of denied access by logged-in users, `portal.access` (docs/adr/0040)."""

import logging

from publishing import permissions_filter

logger = logging.getLogger("portal.access")


def log_refusal(request):
    """Log id of the user and path, without names and query: the log outlives accounts, a query may name a person."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        logger.warning("Refused to user %s: %s %s", user.pk, request.method, request.path)


def may_view(request, obj):
    """Whether the user may view something that is not public, such as a draft; logs a refusal."""
    if (preview := getattr(request, "preview", None)) is not None:  # editing.previewing.preview
        return preview.shows(obj)
    if request.user.is_staff and permissions_filter.has_permission(request.user, "view", type(obj), obj):
        return True
    log_refusal(request)
    return False
