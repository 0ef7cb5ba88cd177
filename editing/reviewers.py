"""Who may release what somebody hands in: people, and the same in words for the person who did."""

from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.rights import prefetch_rights
from publishing import permissions_filter

MAX_NAMES = 4
"""So many people are named; more are hinted at."""


def find_reviewers(obj, author):
    """Who may release it: of the organisation that answers for it, else of the region, else the administrators."""
    for group in (organisation_reviewers, region_reviewers, administrators):
        if people := [user for user in group(obj) if user.is_active and user != author]:
            return people
    return []


def reviewers_text(obj, author):
    """To whom it went when `author` handed it in, as a sentence."""
    people = find_reviewers(obj, author)
    if not people:
        return _("At present nobody else may release it: ask an administrator to give somebody that role.")
    names = ", ".join(str(user) for user in people[:MAX_NAMES]) + (" …" if len(people) > MAX_NAMES else "")
    return _("Asked to release it: %(names)s.") % {"names": names}


def organisation_reviewers(obj):
    """Of the organisation that answers for it; what has none by its kind is the region’s."""
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
