"""Plots and halls, published and on offer. Coordinates are WGS84; places go without geometry of their own."""

from decimal import Decimal

import factory
from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from regions.crs import to_storage
from regions.models import Area, Landmark
from sites.models import BusinessPark, Offer, Space, SpaceDistance, SpaceDocument, Utility
from tests.papers import PDF

LEIPZIG = (12.37, 51.34)


def square(longitude, latitude, metres=200):
    """A square boundary (EPSG:3035) around a point."""
    middle = to_storage(Point(longitude, latitude, srid=4326))
    half = metres / 2
    ring = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    return MultiPolygon(Polygon([(middle.x + x, middle.y + y) for x, y in ring]), srid=middle.srid)


class StateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ("key",)

    kind = Area.Kind.STATE
    key = "14"
    name = "Sachsen"


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ("key",)

    kind = Area.Kind.DISTRICT
    key = "14730"
    name = "Nordsachsen"
    designation = "Landkreis"
    parent = factory.SubFactory(StateFactory)


class MunicipalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ("key",)

    kind = Area.Kind.MUNICIPALITY
    key = "14730270"
    name = "Schkeuditz"
    parent = factory.SubFactory(DistrictFactory)
    center = factory.LazyFunction(lambda: to_storage(Point(12.22, 51.39, srid=4326)))


class SpaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Space
        skip_postgeneration_save = True

    kind = Space.Kind.PLOT
    name = factory.Sequence(lambda number: f"Fläche {number}")
    workflow_state = Space.WorkflowState.PUBLISHED
    municipality = factory.SubFactory(MunicipalityFactory)
    municipality_is_fixed = True

    class Params:
        hall = factory.Trait(kind=Space.Kind.HALL)
        draft = factory.Trait(workflow_state=Space.WorkflowState.DRAFT)
        taken = factory.Trait(marketing_status=Space.MarketingStatus.TAKEN)
        hidden_place = factory.Trait(discloses_address=False)
        at = None

    @factory.lazy_attribute
    def location(self):
        return to_storage(Point(*self.at, srid=4326)) if self.at else None

    @factory.post_generation
    def price_m2(self, create, value, **kwargs):
        if value is not None:
            Offer.objects.create(space=self, disposal="sale", price_m2=Decimal(str(value)))

    @factory.post_generation
    def rent_m2(self, create, value, **kwargs):
        if value is not None:
            Offer.objects.create(space=self, disposal="lease", rent_m2=Decimal(str(value)))

    @factory.post_generation
    def motorway_km(self, create, value, **kwargs):
        if value is not None:
            SpaceDistance.objects.create(
                space=self, kind=Landmark.Kind.MOTORWAY_JUNCTION, code="A 14", km=Decimal(str(value))
            )


class OfferFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Offer

    space = factory.SubFactory(SpaceFactory)
    disposal = "sale"


class UtilityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Utility

    space = factory.SubFactory(SpaceFactory)
    medium = "power"


class SpaceDocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SpaceDocument

    space = factory.SubFactory(SpaceFactory)
    title = "Bebauungsplan"
    file = factory.django.FileField(filename="plan.pdf", data=PDF)


class BusinessParkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BusinessPark

    name = factory.Sequence(lambda number: f"Park {number}")
    slug = factory.Sequence(lambda number: f"park-{number}")
    workflow_state = BusinessPark.WorkflowState.PUBLISHED
    municipality = factory.SubFactory(MunicipalityFactory)
