from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef

from importing.kinds import kinds_for

MAX_DURATION = timedelta(hours=1)
"""A run without an end after this was interrupted: the largest files take minutes."""

NOTICE_PERIOD = timedelta(days=30)
"""How long a failure is reported, unless a later run of the same kind succeeds."""


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Runs of what the user may import."""
        return self.filter(kind__in=kinds_for(user))

    def done(self):
        return self.filter(outcome=self.model.Outcome.DONE)

    def failed(self):
        return self.filter(outcome=self.model.Outcome.FAILED)

    def running(self, at):
        return self.filter(outcome=self.model.Outcome.STARTED, started_at__gt=at - MAX_DURATION)

    def broken_off(self, at):
        """Runs that never ended: the process was killed, or the machine went down."""
        return self.filter(outcome=self.model.Outcome.STARTED, started_at__lte=at - MAX_DURATION)

    def unsettled(self, at):
        """Recent failed or interrupted runs without a later success of the same kind."""
        later = self.model._default_manager.done().filter(
            kind=OuterRef("kind"), started_at__gt=OuterRef("started_at")
        )
        went_wrong = self.failed() | self.broken_off(at)
        return went_wrong.filter(~Exists(later), started_at__gt=at - NOTICE_PERIOD)
