"""The figures of a listing, in groups. Nearly all may be missing: an empty field never hides an object.

Units are SI as the trade writes them: areas m², lengths m, loads t, prices EUR. Source of the vocabulary: OpenImmo,
BauNVO, XPlanung and GEG (docs/glossary.md).
"""

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sites import choices
from sites.facts import units
from sites.validators import not_negative, positive, ratio


def measured(field_class, label, unit, **options):
    """A figure in `unit`, which stands behind its label; without it the field keeps the label as `bare_label`."""
    field = field_class(unit.label(label) if unit else label, null=True, blank=True, **options)
    if unit:
        field.unit, field.bare_label = unit, label
    return field


def figure(label, digits=8, places=2, unit=None, **options):
    options = {"validators": [not_negative]} | options
    return measured(models.DecimalField, label, unit, max_digits=digits, decimal_places=places, **options)


def square_metres(label, unit=units.SQUARE_METRES, **options):
    return figure(label, 12, 2, unit, validators=[positive], **options)


def whole(label, unit=None, **options):
    return measured(models.PositiveIntegerField, label, unit, **options)


def choice(label, choices_class, **options):
    return models.CharField(label, max_length=20, choices=choices_class, blank=True, **options)


def text(label, **options):
    return models.CharField(label, max_length=300, blank=True, **options)


def in_two_languages(make, label, **options):
    """A field of words, and one for the same in English, which readers of German never see."""
    english = options | {"help_text": ""}
    return make(label, **options), make(format_lazy("{} [en]", label), **english)


def long_text(label, **options):
    return models.TextField(label, blank=True, **options)


class PlotFacts(models.Model):
    """What only a plot states: plan law, cadastre, ground, servicing."""

    zoning = choice(
        _("zoning"),
        choices.Zoning,
        help_text=_("Type of use under the Federal Land Utilisation Ordinance (BauNVO)."),
    )
    zoning_restricted = models.BooleanField(
        _("restricted zone (GEe, GIe)"),
        default=False,
        help_text=_("The plan sets limits, for example on noise."),
    )
    zoning_note, zoning_note_en = in_two_languages(text, _("restrictions"))
    building_basis = choice(_("legal basis for building"), choices.BuildingBasis)
    plan_status = choice(_("plan status"), choices.PlanStatus)
    plan_status_on = models.DateField(_("plan status as of"), null=True, blank=True)
    plan_name = text(_("development plan"), help_text=_("Number and name, for example No. 178 “Saalebogen”."))
    plan_url = models.URLField(_("link to the plan"), blank=True)
    site_coverage_ratio = figure(_("site coverage ratio (GRZ)"), 3, 2, units.RATIO, validators=ratio)
    floor_area_ratio = figure(_("floor area ratio (GFZ)"), 4, 2, units.RATIO)
    building_mass_ratio = figure(_("building mass ratio (BMZ)"), 5, 2, units.RATIO, help_text=_("m³ per m²"))
    building_height_max = figure(_("maximum building height"), 5, 1, units.METRES)
    storeys_max = whole(_("maximum storeys"))
    coverage_type = choice(_("building pattern"), choices.CoverageType)
    gross_area = square_metres(_("gross area"))
    net_area = square_metres(_("net building land"))
    contiguous_area = square_metres(_("largest contiguous area"))
    expansion_area = square_metres(_("expansion area"))
    cadastral_district = text(_("cadastral district (Gemarkung)"))
    cadastral_section = text(_("cadastral section (Flur)"))
    parcels = text(_("parcel numbers (Flurstücke)"))
    servicing = choice(_("servicing"), choices.Servicing)
    servicing_charge = choice(_("servicing charges"), choices.ServicingCharge)
    land_value = figure(_("standard land value"), 8, 2, units.EUR_M2)
    land_value_on = models.DateField(_("standard land value as of"), null=True, blank=True)
    previous_use = choice(_("previous use"), choices.PreviousUse)
    contamination = choice(_("contamination"), choices.Contamination)
    contamination_note, contamination_note_en = in_two_languages(text, _("note on contamination"))
    ordnance = choice(_("explosive ordnance"), choices.GroundRisk)
    mining = choice(_("mining subsidence"), choices.GroundRisk)
    archaeology = choice(_("archaeology"), choices.GroundRisk)
    soil_note, soil_note_en = in_two_languages(text, _("ground conditions"))
    flood_risk = choice(_("flood risk"), choices.FloodRisk)
    protection_note, protection_note_en = in_two_languages(text, _("water and nature protection"))
    hazardous_sites_allowed = models.BooleanField(
        _("sites under the Major Accidents Ordinance allowed"), null=True, blank=True
    )
    award_criteria, award_criteria_en = in_two_languages(long_text, _("award criteria"))
    sectors_wanted, sectors_wanted_en = in_two_languages(text, _("sectors wanted"))
    sectors_excluded, sectors_excluded_en = in_two_languages(text, _("sectors excluded"))

    class Meta:
        abstract = True


class HallFacts(models.Model):
    """What only a hall states: the building, its equipment, its energy."""

    hall_type = choice(_("type of building"), choices.HallType)
    office_area = square_metres(_("office and staff area"), units.FLOOR_SPACE)
    ancillary_area = square_metres(_("ancillary area"), units.FLOOR_SPACE)
    total_area = square_metres(_("total area"), units.FLOOR_SPACE)
    plot_area = square_metres(_("plot"))
    yard_area = square_metres(_("open yard"))
    clear_height = figure(
        _("clear height"),
        5,
        2,
        units.METRES,
        help_text=_("Under the lowest obstruction (UKB): the first question of logistics."),
    )
    eaves_height = figure(_("eaves height"), 5, 2, units.METRES)
    column_grid = text(_("column grid"), help_text=_("For example 12 × 24 m."))
    floor_load = figure(_("floor load"), 5, 2, units.TONNES_M2)
    flooring, flooring_en = in_two_languages(text, _("flooring"))
    sealed_floor = models.BooleanField(_("sealed floor (WHG)"), null=True, blank=True)
    crane_capacity = figure(_("crane capacity"), 6, 2, units.TONNES)
    hook_height = figure(_("hook height"), 5, 2, units.METRES)
    docks = whole(_("docks with levellers"))
    drive_in_doors = whole(_("drive-in doors"))
    goods_lift_capacity = whole(_("goods lift"), units.KILOGRAMS)
    power_kva = figure(_("electrical connection"), 9, 1, units.KILOVOLTAMPERES)
    heating = choice(_("heating"), choices.Heating)
    sprinkler = choice(_("sprinklers"), choices.Sprinkler)
    smoke_vents = models.BooleanField(_("smoke and heat vents"), null=True, blank=True)
    temperature_control = choice(_("temperature control"), choices.TemperatureControl)
    permitted_use, permitted_use_en = in_two_languages(text, _("permitted use"))
    year_built = whole(_("year built"), units.CALENDAR_YEAR)
    year_refurbished = whole(_("last refurbished"), units.CALENDAR_YEAR)
    condition = choice(_("condition"), choices.Condition)
    listed_building = models.BooleanField(_("listed building"), null=True, blank=True)
    car_spaces = whole(_("car parking spaces"))
    lorry_spaces = whole(_("lorry parking spaces"))
    energy_certificate = choice(_("energy certificate"), choices.EnergyCertificate)
    energy_heat = figure(_("final energy, heat"), 7, 1, units.KILOWATT_HOURS)
    energy_electricity = figure(_("final energy, electricity"), 7, 1, units.KILOWATT_HOURS)
    energy_carrier, energy_carrier_en = in_two_languages(text, _("energy carrier"))
    energy_class = text(_("energy class"))
    energy_valid_until = models.DateField(_("certificate valid until"), null=True, blank=True)
    min_term_months = whole(_("minimum term"), units.MONTHS)
    interim_use = models.BooleanField(_("interim use possible"), null=True, blank=True)
    is_expandable = models.BooleanField(_("can be extended"), null=True, blank=True)

    class Meta:
        abstract = True


class SharedFacts(models.Model):
    """What plots and halls both state."""

    area = square_metres(
        pgettext_lazy("size", "area"),
        help_text=_("Site: the area available. Building: the lettable floor area. Lists and filters use it."),
    )
    divisible_from = square_metres(_("divisible from"), help_text=_("The smallest part available."))
    ownership = choice(_("ownership"), choices.Ownership)
    round_the_clock = choice(_("24-hour operation"), choices.RoundTheClock)
    noise_day = figure(_("noise quota, day"), 4, 1, units.DECIBELS)
    noise_night = figure(_("noise quota, night"), 4, 1, units.DECIBELS)
    rail_siding = choice(_("rail siding"), choices.RailSiding)
    train_length_max = whole(_("maximum train length"), units.METRES)
    heavy_haul = models.BooleanField(_("access for heavy haulage"), null=True, blank=True)
    bypasses_towns = models.BooleanField(_("access without driving through a town"), null=True, blank=True)
    funding_area = choice(_("funding area"), choices.FundingArea)
    funding_note, funding_note_en = in_two_languages(text, _("note on funding"))
    trade_tax_rate = whole(_("trade tax multiplier"), units.PERCENT)
    property_tax_rate = whole(_("property tax B multiplier"), units.PERCENT)
    tax_year = whole(_("multipliers as of year"), units.CALENDAR_YEAR)
    renewable_energy, renewable_energy_en = in_two_languages(text, _("renewable energy on site"))
    anchor_tenants = text(_("neighbouring companies"))

    class Meta:
        abstract = True


def stated_only_by(other_kind, fields):
    """The condition that every one of `fields` is empty unless the row is of the other kind."""
    condition = models.Q()
    for field in fields:
        empty = (
            models.Q(**{field.name: ""}) if isinstance(field, models.CharField | models.TextField) else None
        )
        if isinstance(field, models.BooleanField) and not field.null:
            empty = models.Q(**{field.name: False})
        condition &= empty or models.Q(**{f"{field.name}__isnull": True})
    return models.Q(kind=other_kind) | condition
