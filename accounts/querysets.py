from datetime import timedelta

from django.db import models
from django.utils import timezone

from accounts.rights import READER, rights_of

THROTTLE_RETENTION = timedelta(days=1)
LOGIN_RETENTION = timedelta(days=90)


class StewardedQuerySet(models.QuerySet):
    """Rows that belong to organisations, by the model's `steward_field`."""

    def visible_to(self, user):
        return self.permitted_for(user, "view")

    def editable_by(self, user):
        return self.permitted_for(user, "change")

    def releasable_by(self, user):
        return self.permitted_for(user, "release")

    def permitted_for(self, user, action):
        organisations = rights_of(user).organisations_in_scope(action, self.model)
        return self if organisations is None else self.stewarded_by_any(organisations)

    def stewarded_by_any(self, organisations):
        return (
            self.filter(**{f"{self.model.steward_field}__in": organisations})
            if organisations
            else self.none()
        )


class OrganisationQuerySet(StewardedQuerySet):
    def choosable_by(self, user):
        """Organisations that the user may choose as steward: those for which they may write."""
        rights = rights_of(user)
        written = {organisation for organisation, role in rights.roles.items() if role != READER}
        return self if rights.everywhere("change", self.model) else self.filter(pk__in=written)


class BrakeQuerySet(models.QuerySet):
    def outdated(self, at=None):
        """Without an attempt for a day."""
        return self.filter(tried_at__lte=(at or timezone.now()) - THROTTLE_RETENTION)

    def count_attempt(self, key, waits, at=None):
        """Count an attempt before it is verified: returns (count, None), or (None, when the next is allowed).

        `waits`: seconds to wait after the n-th attempt. A single UPDATE that matches only if an attempt is allowed, so
        concurrent attempts gain nothing.
        """
        at = at or timezone.now()
        mine = self.filter(key=key)
        mine.outdated(at).update(count=0)
        later = [
            models.When(count=number - 1, then=models.Value(at + timedelta(seconds=seconds)))
            for number, seconds in enumerate(waits, start=1)
        ]
        longest = models.Value(at + timedelta(seconds=waits[-1]))
        counted = {
            "open_at": models.Case(*later, default=longest, output_field=models.DateTimeField()),
            "count": models.F("count") + 1,
            "tried_at": at,
        }
        is_open = mine.filter(open_at__lte=at)
        if not is_open.update(**counted):
            self.get_or_create(key=key, defaults={"open_at": at, "tried_at": at})
            if not is_open.update(**counted):
                return None, mine.values_list("open_at", flat=True).first() or at
        return mine.values_list("count", flat=True).first() or 1, None

    def uncount(self, key, at=None):
        """Undo the count of the last attempt and its delay."""
        mine = self.filter(key=key, count__gt=0)
        mine.update(count=models.F("count") - 1, open_at=at or timezone.now())


class LoginEventQuerySet(models.QuerySet):
    def outdated(self, at=None):
        return self.filter(at__lte=(at or timezone.now()) - LOGIN_RETENTION)

    def in_last_day(self, at=None):
        """In the 24 hours before `at`."""
        at = at or timezone.now()
        return self.filter(at__gt=at - THROTTLE_RETENTION, at__lte=at)

    def locked(self):
        return self.filter(kind="locked")
