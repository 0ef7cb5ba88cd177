"""Who may release what somebody hands in: people, and the same in words for the person who did."""

from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.rights import read_rights
from publishing import permissions_filter

NAMED = 4
"""So many people are named; more are hinted at."""


def releasers(obj, author):
    """Who may release it: of the organisation that answers for it, else of the region, else the administrators."""
    for group in (members_who_release, region_who_releases, administrators):
        if people := [user for user in group(obj) if user.is_active and user != author]:
            return people
    return []


def in_words(obj, author):
    """To whom it went when `author` handed it in, as a sentence."""
    people = releasers(obj, author)
    if not people:
        return _("At present nobody else may release it: ask an administrator to give somebody that role.")
    names = ", ".join(str(user) for user in people[:NAMED]) + (" …" if len(people) > NAMED else "")
    return _("Asked to release it: %(names)s.") % {"names": names}


def members_who_release(obj):
    """Of the organisation that answers for it; what has none by its kind is the region’s."""
    steward = getattr(obj, "steward_field", None)
    if steward is None:
        return region_who_releases(obj)
    organisation = getattr(obj, steward)
    members = User.objects.filter(memberships__organisation=organisation)
    return who_release(obj, members) if organisation else []


def region_who_releases(obj):
    return who_release(obj, User.objects.filter(memberships__organisation__kind=Organisation.Kind.REGION))


def administrators(obj):
    return User.objects.filter(is_superuser=True)


def who_release(obj, users):
    people = read_rights(users.distinct().order_by("pk"))
    return [user for user in people if permissions_filter.may(user, "release", type(obj), obj)]
