"""Who may release what somebody hands in: people, and the same in words for the person who did."""

from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.rights import read_rights
from publishing import reach

NAMED = 4
"""So many people are named; more are hinted at."""


def releasers(obj, author):
    """Who may release it: of the organisation that answers for it, else of the region, else the administrators."""
    return asked(obj, author)[1]


def asked(obj, author):
    """(function of the group that is asked, its people without the author); (None, []) where there is nobody."""
    for group in (members_who_release, region_who_releases, administrators):
        if people := [user for user in group(obj) if user.is_active and user != author]:
            return group, people
    return None, []


def in_words(obj, author):
    """To whom it went when `author` handed it in, as a sentence."""
    group, people = asked(obj, author)
    names = ", ".join(str(user) for user in people[:NAMED]) + (" …" if len(people) > NAMED else "")
    organisation = organisation_of(obj)
    if group is None:
        return _("At present nobody else may release it: ask an administrator to give somebody that role.")
    if group is administrators:
        return _("Nobody else may release it, so the administrators are asked: %(names)s.") % {"names": names}
    if organisation is None:
        return _("The region’s office is asked to release it: %(names)s.") % {"names": names}
    named = {"organisation": organisation, "names": names}
    if group is region_who_releases:
        words = _(
            "Nobody else of %(organisation)s may release it, so the region’s office is asked: %(names)s."
        )
        return words % named
    return _("%(organisation)s is asked to release it: %(names)s.") % named


def organisation_of(obj):
    """The one that answers for it; None for what belongs to the region itself."""
    steward = getattr(obj, "steward_field", None)
    return getattr(obj, steward) if steward else None


def members_who_release(obj):
    if getattr(obj, "steward_field", None) is None:
        return region_who_releases(obj)
    organisation = organisation_of(obj)
    members = User.objects.filter(memberships__organisation=organisation)
    return who_release(obj, members) if organisation else []


def region_who_releases(obj):
    return who_release(obj, User.objects.filter(memberships__organisation__kind=Organisation.Kind.REGION))


def administrators(obj):
    return User.objects.filter(is_superuser=True)


def who_release(obj, users):
    people = read_rights(users.distinct().order_by("pk"))
    return [user for user in people if reach.may(user, "release", type(obj), obj)]
