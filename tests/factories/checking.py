"""Spaces whose check is due, with a contact to ask."""

from datetime import datetime, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from sites.models import CheckInterval, CheckQuestion, CheckRequest, ReportedChange, SpaceCheck
from sites.models.check_rules import Stage
from tests.factories.accounts import ContactFactory
from tests.factories.sites import SpaceFactory


def at_noon(days_ahead=0):
    """Noon so many days from today, Berlin time: a moment at which the portal asks."""
    day = timezone.localdate() + timedelta(days=days_ahead)
    return timezone.make_aware(datetime.combine(day, time(12)))


class DueSpaceFactory(SpaceFactory):
    """Due so many days ago (`overdue`; negative: in so many days). It was checked 180 days before that."""

    class Params:
        overdue = 0

    check_due = factory.LazyAttribute(lambda o: timezone.localdate() - timedelta(days=o.overdue))
    data_as_of = factory.LazyAttribute(lambda o: o.check_due - timedelta(days=180))
    contact = factory.SubFactory(ContactFactory)


class CheckRequestFactory(DjangoModelFactory):
    """A mail to the contact of `spaces`, posted an hour ago."""

    class Meta:
        model = CheckRequest
        skip_postgeneration_save = True

    recipient = factory.SubFactory(ContactFactory)
    posted_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    posted_on = factory.LazyAttribute(lambda o: timezone.localdate(o.posted_at))

    @factory.post_generation
    def spaces(self, create, spaces, **kwargs):
        for space in spaces or ():
            CheckQuestion.objects.create(
                request=self, space=space, check_due=space.check_due, stage=Stage.DUE
            )


class CheckIntervalFactory(DjangoModelFactory):
    class Meta:
        model = CheckInterval

    marketing_status = "free"
    days = 90


class SpaceCheckFactory(DjangoModelFactory):
    class Meta:
        model = SpaceCheck

    space = factory.SubFactory(SpaceFactory)
    answered_at = factory.LazyFunction(timezone.now)
    answer = "changed"
    name = "Anna Berg"


class ReportedChangeFactory(DjangoModelFactory):
    """A remark behind the link of a mail; an editor has to decide."""

    class Meta:
        model = ReportedChange

    answer = factory.SubFactory(SpaceCheckFactory)
    space = factory.SelfAttribute("answer.space")
    remark = "Die Zufahrt ist jetzt im Norden."
