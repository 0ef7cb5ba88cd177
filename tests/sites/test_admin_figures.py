"""Figures in the forms of plots and halls: in the language of the interface, with the units of the trade."""

from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from editing.models import PendingChange
from formats.figure_fields import DecimalFigureField
from sites.facts import units
from sites.models import Offer, SpaceDistance, Utility
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered, whole
from tests.working import page_of, save

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]
BOTH = pytest.mark.parametrize("language", ["de", "en"])


def plot(**fields):
    space = SpaceFactory(**{"area": Decimal("46200.00"), "noise_day": Decimal("62.5")} | fields)
    Offer.objects.create(space=space, disposal="sale", price_m2=Decimal("35.50"), price_total=1_640_100)
    Utility.objects.create(space=space, medium="power", capacity=Decimal("12500.00"), unit="kVA")
    SpaceDistance.objects.create(
        space=space, kind="airport", name="Leipzig/Halle", km=Decimal("12.5"), is_manual=True
    )
    return space


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(region_staff=True))


def form_of(answer):
    return answer.context["adminform"].form


@pytest.mark.parametrize(
    ("language", "area", "noise", "price"),
    [("de", "46.200", "62,5", "1.640.100"), ("en", "46,200", "62.5", "1,640,100")],
)
def test_a_form_shows_figures_as_its_language_writes_them(client, staff, language, area, noise, price):
    space = plot()
    with translation.override(language):
        page = client.get(whole(page_of(space))).content.decode()
    for shown in (area, noise, price):
        assert f'value="{shown}"' in page
    assert "46200.00" not in page


@BOTH
def test_a_form_that_is_sent_as_it_came_changes_nothing(client, language):
    town = OrganisationFactory()
    space = plot(steward=town)
    client.force_login(MembershipFactory(organisation=town, role="editor").user)
    with translation.override(language):
        answer = client.get(page_of(space))
        sent = client.post(page_of(space), filled(answer), follow=True)
    assert not PendingChange.objects.exists()
    assert sent.status_code == 200
    client.force_login(UserFactory(region_staff=True))
    with translation.override(language):
        client.post(page_of(space), filled(unrendered(client, page_of(space))), follow=True)
    space.refresh_from_db()
    assert (space.area, space.noise_day, space.offers.get().price_m2) == (
        46_200,
        Decimal("62.5"),
        Decimal("35.50"),
    )
    assert LogEntry.objects.order_by("-pk").first().change_message in ("[]", "")


@pytest.mark.parametrize(
    ("language", "typed", "area"),
    [
        ("de", "46.300", 46_300),
        ("de", "46300.00", 46_300),
        ("de", "4,63 ha", 46_300),
        ("de", "4,625 ha", 46_250),
        ("de", "46.300 m²", 46_300),
        ("de", "\u00a046\u202f300", 46_300),
        ("en", "46,300", 46_300),
        ("en", "4.63 ha", 46_300),
        ("en", "4.625 ha", 46_250),
        ("en", "46300", 46_300),
    ],
)
def test_an_area_is_read_as_it_is_typed_or_pasted(client, staff, language, typed, area):
    space = plot()
    with translation.override(language):
        save(client, space, area=typed)
    space.refresh_from_db()
    assert space.area == area


@pytest.mark.parametrize(("typed", "area"), [("2 acres", "8093.71"), ("43560 sq ft", "4046.86")])
@BOTH
def test_an_area_in_anglo_american_measure_is_rounded_to_what_can_be_stored(
    client, staff, language, typed, area
):
    space = plot()
    with translation.override(language):
        save(client, space, area=typed)
    space.refresh_from_db()
    assert space.area == Decimal(area)


@pytest.mark.parametrize("typed", ["46300.1234", "46300.1234 m²"])
def test_a_figure_in_the_fields_own_measure_is_never_rounded(client, staff, typed):
    space = plot()
    with translation.override("en"):
        assert list(form_of(save(client, space, area=typed)).errors) == ["area"]
    space.refresh_from_db()
    assert space.area == 46_200


def test_a_figure_beyond_all_measure_is_refused_beside_its_field(client, staff):
    form = form_of(save(client, plot(), area=f"{'9' * 60} acres"))
    assert list(form.errors) == ["area"]


def test_rows_read_their_figures_too(client, staff):
    space = plot()
    save(
        client,
        space,
        offers__0__price_m2="36,75 €/m²",
        utilities__0__capacity="12.600",
        distances__0__km="1,5 km",
    )
    assert space.offers.get().price_m2 == Decimal("36.75")
    assert space.utilities.get().capacity == 12_600
    assert space.distances.get(is_manual=True).km == Decimal("1.5")


@pytest.mark.parametrize("typed", ["1.2.3", "12,5 kg", "viel"])
def test_a_figure_that_is_not_certain_is_refused_beside_its_field_and_kept_as_typed(client, staff, typed):
    space = plot()
    form = form_of(save(client, space, area=typed))
    assert list(form.errors) == ["area"]
    assert typed in form.errors["area"][0]
    assert form["area"].value() == typed
    space.refresh_from_db()
    assert space.area == 46_200


@pytest.mark.parametrize(
    ("language", "typed", "readings"),
    [
        ("en", "20.000", ("20,000", "20")),
        ("en", "20.000 m²", ("20,000\u00a0m²", "20\u00a0m²")),
        ("de", "231,000", ("231.000", "231")),
    ],
)
def test_thousands_never_become_units_of_an_area(client, staff, language, typed, readings):
    space = plot()
    with translation.override(language):
        form = form_of(save(client, space, area=typed))
        words = _("“%(typed)s” can be read in two ways. Do you mean %(thousands)s or %(fraction)s?")
        asked = words % {"typed": typed, "thousands": readings[0], "fraction": readings[1]}
    assert form.errors == {"area": [asked]}
    space.refresh_from_db()
    assert space.area == 46_200


def test_three_digits_before_a_unit_are_a_fraction_only_where_the_field_has_room_for_it():
    """Three places of a hectare are whole square metres; three of a kilonewton are less than a load is stated in."""
    area, load = DecimalFigureField(decimal_places=2), DecimalFigureField(decimal_places=2)
    area.unit, load.unit = units.SQUARE_METRES, units.TONNES_M2
    with translation.override("en"):
        assert area.clean("4.620 ha") == 46_200
        assert load.clean("50 kN/m²") == 5
        with pytest.raises(ValidationError) as refused:
            load.clean("1.500 kN/m²")
    assert "1,500\u00a0kN/m² or 1.5\u00a0kN/m²?" in refused.value.messages[0]


def test_three_digits_before_feet_are_asked_about_and_each_reading_that_is_offered_can_be_typed():
    height = DecimalFigureField(max_digits=8, decimal_places=2)
    height.unit = units.METRES
    with translation.override("en"):
        with pytest.raises(ValidationError, match=r"mean 40,500.+ft or 40\.5.+ft\?"):
            height.clean("40.500 ft")
        assert (height.clean("40,500 ft"), height.clean("40.5 ft")) == (Decimal("12344.4"), Decimal("12.34"))
        with pytest.raises(ValidationError, match="three decimal places are not possible here"):
            height.clean("40.525 ft")


def test_a_change_that_waits_shows_its_figures_in_the_same_way(client):
    town = OrganisationFactory()
    space = plot(steward=town)
    client.force_login(MembershipFactory(organisation=town, role="editor").user)
    save(
        client,
        space,
        area="46.300",
        offers__TOTAL_FORMS="2",
        offers__1__disposal="lease",
        offers__1__rent_m2="1,25",
    )
    answer = client.get(whole(page_of(space)))
    assert form_of(answer)["area"].value() == "46.300"
    page = answer.content.decode()
    assert 'value="1,25"' in page
    assert PendingChange.objects.get().snapshot
    before = PendingChange.objects.get().snapshot
    client.post(page_of(space), filled(answer))
    assert PendingChange.objects.get().snapshot == before
