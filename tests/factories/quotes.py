from datetime import date

import factory
from factory.django import DjangoModelFactory

from quotes.models import Partner, Quote
from tests.factories.publishing import PublishableFactory


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    name = "Dr. Katrin Lorenz"
    role_de = "Geschäftsführerin"
    organisation = "Muster GmbH"


class QuoteFactory(PublishableFactory):
    class Meta:
        model = Quote

    text_de = factory.Sequence(lambda n: f"Das ist gut so, zum {n}. Mal.")
    partner = factory.SubFactory(PartnerFactory)
    consent_on = date(2026, 3, 1)
