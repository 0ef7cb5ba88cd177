import factory
from factory.django import DjangoModelFactory

from portal.models import Feedback, Figure, Page, SiteProfile
from tests.factories.publishing import PublishableFactory


class SiteProfileFactory(DjangoModelFactory):
    class Meta:
        model = SiteProfile
        django_get_or_create = ["id"]

    id = 1
    name_de = "Metropolregion Musterland"
    short_name = "Musterland"
    city = "Musterhausen"
    email = "kontakt@example.org"


class FigureFactory(DjangoModelFactory):
    class Meta:
        model = Figure

    profile = factory.SubFactory(SiteProfileFactory)
    value_de = "3"
    label_de = "Länder"


class PageFactory(PublishableFactory):
    class Meta:
        model = Page

    key = Page.Key.IMPRINT
    title_de = factory.LazyAttribute(lambda p: str(Page.Key(p.key).label))


class FeedbackFactory(DjangoModelFactory):
    class Meta:
        model = Feedback

    message = "Die Telefonnummer stimmt nicht mehr."
