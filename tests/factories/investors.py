"""What investors keep. By default a saved search of everything, confirmed now."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from investors.models import Enquiry, Proposal, ProposalSpace, SavedSearch
from investors.models.proposal import new_token
from tests.factories.sites import SpaceFactory


class SavedSearchFactory(DjangoModelFactory):
    class Meta:
        model = SavedSearch

    class Params:
        unconfirmed = factory.Trait(confirmed_at=None, last_run_at=None)

    email = factory.Sequence(lambda number: f"investor{number}@example.org")
    language = "de"
    frequency = SavedSearch.Frequency.DAILY
    consent_text = "Ich möchte per E-Mail erfahren, was in dieser Suche neu ist."
    consent_version = "2026-11"
    requested_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=5))
    confirmed_at = factory.LazyFunction(timezone.now)
    last_run_at = factory.SelfAttribute("confirmed_at")


class EnquiryFactory(DjangoModelFactory):
    """A new enquiry, received now. `EnquiryFactory(about=[space])` names objects as they are now."""

    class Meta:
        model = Enquiry
        skip_postgeneration_save = True

    language = "de"
    name = "Jana Kern"
    email = "jana@example.org"
    message = "Wann können wir die Halle ansehen?"
    copy_to = "region@example.org"
    consent_version = "2026-11"
    received_at = factory.LazyFunction(timezone.now)
    state_changed_at = factory.SelfAttribute("received_at")

    @factory.post_generation
    def about(self, create, spaces, **kwargs):
        for space in spaces or []:
            self.spaces.create(space=space, number=space.number, name=space.name, steward=space.steward)

    @factory.post_generation
    def to(self, create, addresses, **kwargs):
        for address in addresses or []:
            self.recipients.create(name="Anna Berg", organisation="Stadt Musterhausen", email=address)


class ProposalFactory(DjangoModelFactory):
    """With a link, as one that was sent."""

    class Meta:
        model = Proposal

    token = factory.LazyFunction(new_token)
    title = "Drei Flächen für Ihr Werk"


class ProposalSpaceFactory(DjangoModelFactory):
    class Meta:
        model = ProposalSpace

    proposal = factory.SubFactory(ProposalFactory)
    space = factory.SubFactory(SpaceFactory)
