"""Runs of imports: one of old addresses that went well, or with a trait `failed`, `unfinished`."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from importing.models import ImportRun


class ImportRunFactory(DjangoModelFactory):
    class Meta:
        model = ImportRun

    class Params:
        minutes_ago = 2
        failed = factory.Trait(outcome=ImportRun.Outcome.FAILED, fault="Die Datei enthält keine Zeilen.")
        unfinished = factory.Trait(outcome=ImportRun.Outcome.STARTED, ended_at=None, minutes_ago=61)

    kind = "publishing.redirect"
    file_name = "alte-adressen.csv"
    started_at = factory.LazyAttribute(lambda run: timezone.now() - timedelta(minutes=run.minutes_ago))
    ended_at = factory.LazyAttribute(lambda run: run.started_at + timedelta(seconds=5))
    outcome = ImportRun.Outcome.DONE
