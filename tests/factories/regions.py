"""Areas as squares or L-shapes around a place (WGS84 longitude, latitude), and landmarks."""

import factory
from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from regions.crs import STORAGE_SRID, to_storage
from regions.models import Area, Landmark

LEIPZIG = (12.3731, 51.3397)


def square(place, km):
    """A square of that side around the place, as MultiPolygon in EPSG:3035."""
    middle, half = to_storage(Point(*place, srid=4326)), km * 500
    box = (middle.x - half, middle.y - half, middle.x + half, middle.y + half)
    return MultiPolygon(Polygon.from_bbox(box), srid=STORAGE_SRID)


def l_shape(place, km):
    """The same square without its north-eastern quarter: a box around it is not the area."""
    middle, half = to_storage(Point(*place, srid=4326)), km * 500
    corners = [(-half, -half), (half, -half), (half, 0), (0, 0), (0, half), (-half, half), (-half, -half)]
    return MultiPolygon(Polygon([(middle.x + x, middle.y + y) for x, y in corners]), srid=STORAGE_SRID)


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area

    class Params:
        place = LEIPZIG
        km = 10
        l_shaped = factory.Trait(boundary=factory.LazyAttribute(lambda area: l_shape(area.place, area.km)))
        state = factory.Trait(kind=Area.Kind.STATE, key="14", name="Sachsen", designation="Freistaat", km=200)
        district = factory.Trait(
            kind=Area.Kind.DISTRICT, key="14713", name="Leipzig", designation="Kreisfreie Stadt"
        )

    kind = Area.Kind.MUNICIPALITY
    key = factory.Sequence(lambda number: f"14{number:06d}")
    name = "Leipzig"
    designation = "Stadt"
    boundary = factory.LazyAttribute(lambda area: square(area.place, area.km))
    outline = factory.SelfAttribute("boundary")
    center = factory.LazyAttribute(lambda area: to_storage(Point(*area.place, srid=4326)))


class LandmarkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Landmark

    class Params:
        place = LEIPZIG

    kind = Landmark.Kind.AIRPORT
    name = "Leipzig/Halle"
    location = factory.LazyAttribute(lambda landmark: to_storage(Point(*landmark.place, srid=4326)))
