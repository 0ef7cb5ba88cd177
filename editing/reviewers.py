"""Users who may release an entry, and the text that names them."""

from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.rights import prefetch_rights
from publishing import permissions_filter

MAX_NAMES = 4
"""Further names are replaced by “…”."""


def find_reviewers(obj, author):
    """Return who may release it: in the responsible organisation, else in the region, else the administrators."""
    for group in (organisation_reviewers, region_reviewers, administrators):
        if people := [user for user in group(obj) if user.is_active and user != author]:
            return people
    return []


def reviewers_text(obj, author):
    """Return the sentence that names the reviewers of what `author` hands in."""
    people = find_reviewers(obj, author)
    if not people:
        return _("At present nobody else may release it: ask an administrator to give somebody that role.")
    names = ", ".join(str(user) for user in people[:MAX_NAMES]) + (" …" if len(people) > MAX_NAMES else "")
    return _("Asked to release it: %(names)s.") % {"names": names}


def organisation_reviewers(obj):
    """Return reviewers in the responsible organisation; models without one belong to the region."""
    steward = getattr(obj, "steward_field", None)
    if steward is None:
        return region_reviewers(obj)
    organisation = getattr(obj, steward)
    members = User.objects.filter(memberships__organisation=organisation)
    return filter_reviewers(obj, members) if organisation else []


def region_reviewers(obj):
    return filter_reviewers(
        obj, User.objects.filter(memberships__organisation__kind=Organisation.Kind.REGION)
    )


def administrators(obj):
    return User.objects.filter(is_superuser=True)


def filter_reviewers(obj, users):
    people = prefetch_rights(users.distinct().order_by("pk"))
    return [user for user in people if permissions_filter.has_permission(user, "release", type(obj), obj)]
