from decimal import Decimal

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from regions.crs import to_storage
from sites.choices import Disposal
from sites.models import Hall, Plot, Space
from sites.models.numbers import IssuedNumber
from sites.models.stored import narrowest_spacing, normalise_road_code
from tests.factories.sites import LEIPZIG, BusinessParkFactory, MunicipalityFactory, SpaceFactory, square

pytestmark = pytest.mark.django_db

BOW_TIE = MultiPolygon(
    Polygon(
        ((4486000, 3139000), (4486100, 3139100), (4486100, 3139000), (4486000, 3139100), (4486000, 3139000))
    ),
    srid=3035,
)


def refuses(space):
    with pytest.raises(IntegrityError), transaction.atomic():
        space.save()
    return True


def test_space_without_geometry_passes_full_clean():
    Hall(name_de="Halle", number=1).full_clean()


def test_self_crossing_boundary_is_named_beside_its_field():
    with pytest.raises(ValidationError) as error:
        Plot(name_de="Fläche", boundary=BOW_TIE).full_clean()
    assert "boundary" in error.value.message_dict


def test_point_outside_the_boundary_is_named_beside_its_field():
    with pytest.raises(ValidationError) as error:
        Plot(name_de="Fläche", boundary=square(12.37, 51.34), location=Point(0, 0, srid=3035)).clean()
    assert "location" in error.value.message_dict


@pytest.mark.parametrize(
    "wrong",
    [
        {"area": -1},
        {"area": 100, "divisible_from": 200},
        {"divisible_from": 0},
        {"site_coverage_ratio": 2},
        {"clear_height": 10},
        {"boundary": BOW_TIE, "location": Point(4486050, 3139050, srid=3035)},
        {"boundary": square(12.37, 51.34), "location": Point(4486050, 3139050, srid=3035)},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_schema_refuses_a_plot_with(wrong):
    assert refuses(Plot(name_de="Fläche", **wrong))


def test_schema_refuses_a_hall_with_plan_law():
    assert refuses(Hall(name_de="Halle", zoning="GE"))


def test_point_is_taken_from_the_boundary_when_none_is_set():
    plot = Plot.objects.create(name_de="Fläche", boundary=square(12.37, 51.34))
    assert plot.boundary.contains(plot.location)


def test_hiding_the_place_takes_effect_although_only_that_field_is_saved():
    plot = Plot.objects.create(name_de="Fläche", boundary=square(12.37, 51.34))
    plot.discloses_address = False
    plot.save(update_fields=["discloses_address"])
    assert Plot.objects.get().public_location is None


def test_number_is_never_given_twice():
    plot = Plot.objects.create(name_de="Fläche")
    number = plot.number
    plot.delete()
    assert Plot.objects.create(name_de="Andere").number == number + 1


def test_numbers_begin_with_four_digits():
    assert IssuedNumber.objects.issue() == 1001


def test_changing_the_name_keeps_the_number():
    hall = Hall.objects.create(name_de="Halle Süd")
    hall.name_de = "Halle Nord"
    hall.save()
    assert Space.objects.get().get_absolute_url() == f"/flaechenpool/hallen/{hall.number}-halle-nord/"


def test_area_drawn_five_percent_off_is_noticed():
    plot = Plot(name_de="Fläche", boundary=square(12.37, 51.34, metres=100), area=9500)
    assert plot.area_differs
    plot.area = 9600
    assert not plot.area_differs


def test_an_area_drawn_too_small_is_noticed_like_one_too_large():
    plot = Plot(name_de="Fläche", boundary=square(12.37, 51.34, metres=100), area=10_600)
    assert plot.area_differs
    plot.area = 10_500
    assert not plot.area_differs


def test_spaces_are_found_by_the_new_name_of_their_park():
    park = BusinessParkFactory(name_de="Alter Park")
    plot = SpaceFactory(park=park)
    version = plot.version
    park.name_de = "Mühlenbogen"
    park.save()
    assert Space.objects.matching("muehlenbogen").get().version == version


def test_refreshing_follows_a_moved_municipality():
    town = MunicipalityFactory()
    hidden = SpaceFactory(municipality=town, municipality_is_fixed=True, discloses_address=False)
    town.center = Point(4486000, 3139000, srid=3035)
    town.save()
    Space.objects.refresh()
    hidden.refresh_from_db()
    assert hidden.public_location.equals_exact(town.center, 0.01)


@pytest.mark.parametrize("language", ["de", "en"])
def test_names_sort_alike_on_every_database(language):
    for name in ("Zeitz", "Ölmühle", "Ahornweg", "Äußere Aue", "ahorn-Hof", "2. Bauabschnitt"):
        SpaceFactory(name_de=name, name_en="")
    with translation.override(language):
        names = [space.name_de for space in Space.objects.sorted_by("name")]
    assert names == ["2. Bauabschnitt", "Äußere Aue", "ahorn-Hof", "Ahornweg", "Ölmühle", "Zeitz"]


def test_a_row_that_goes_alone_has_the_figures_counted_again():
    space = SpaceFactory()
    offer = space.offers.create(disposal=Disposal.SALE, price_m2=35)
    space.refresh_from_db()
    assert space.is_for_sale
    offer.delete()
    space.refresh_from_db()
    assert not space.is_for_sale


@pytest.mark.parametrize(
    ("typed", "metres"),
    [
        ("12 × 24 m", "12"),
        ("24 x 6,5", "6.5"),
        ("7.25/12", "7.25"),
        ("0 x 999", "999"),
        ("1000 × 1200", None),
        ("stützenfrei", None),
        ("", None),
        (None, None),
    ],
)
def test_the_narrowest_spacing_of_columns_is_read_from_what_was_typed(typed, metres):
    assert narrowest_spacing(typed) == (metres and Decimal(metres))


@pytest.mark.parametrize(
    ("typed", "road"), [(" a14 ", "A 14"), ("B6N", "B 6n"), ("b 87", "B 87"), (" Autobahn ", "Autobahn")]
)
def test_a_road_is_written_as_on_its_signs(typed, road):
    assert normalise_road_code(typed) == road


def test_a_park_is_found_by_its_municipality_which_comes_from_its_place_unless_chosen():
    town = MunicipalityFactory(name="Musterhausen", boundary=square(12.37, 51.34, 9_000))
    place = to_storage(Point(12.37, 51.34, srid=4326))
    park = BusinessParkFactory(municipality=None, location=place)
    assert park.municipality == town
    assert "musterhausen" in park.search_text
    chosen = MunicipalityFactory(key="14730230", name="Torgau")
    assert BusinessParkFactory(municipality=chosen, location=place).municipality == chosen


BOUNDARY, POINT = square(*LEIPZIG), Point(4_486_000, 3_139_000, srid=3035)


@pytest.mark.parametrize(
    ("discloses", "boundary", "shown"),
    [(True, BOUNDARY, BOUNDARY), (True, None, POINT), (False, BOUNDARY, POINT), (False, None, POINT)],
)
def test_a_boundary_is_public_only_where_the_place_is(discloses, boundary, shown):
    space = Space(discloses_address=discloses, boundary=boundary, public_location=POINT)
    assert space.public_geometry is shown
