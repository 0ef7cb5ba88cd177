"""Fields of a listing, in groups. Nearly all are optional: an empty field never hides an object.

Areas m², lengths m, loads t, prices EUR. Vocabulary: OpenImmo, BauNVO, XPlanung and GEG (docs/glossary.md).
"""

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sites import choices
from sites.facts import units
from sites.validators import not_negative, positive, ratio


def measured_field(field_class, label, unit, **options):
    """Return an optional field with `unit` in its label; `bare_label` is the label without it."""
    field = field_class(unit.label(label) if unit else label, null=True, blank=True, **options)
    if unit:
        field.unit, field.bare_label = unit, label
    return field


def decimal_field(label, digits=8, places=2, unit=None, **options):
    options = {"validators": [not_negative]} | options
    return measured_field(
        models.DecimalField, label, unit, max_digits=digits, decimal_places=places, **options
    )


def area_field(label, unit=units.SQUARE_METRES, **options):
    return decimal_field(label, 12, 2, unit, validators=[positive], **options)


def integer_field(label, unit=None, **options):
    return measured_field(models.PositiveIntegerField, label, unit, **options)


def choice_field(label, choices_class, **options):
    return models.CharField(label, max_length=20, choices=choices_class, blank=True, **options)


def char_field(label, **options):
    return models.CharField(label, max_length=300, blank=True, **options)


def bilingual_fields(make, label, **options):
    """Return a text field and its English counterpart."""
    english = options | {"help_text": ""}
    return make(label, **options), make(format_lazy("{} [en]", label), **english)


def text_field(label, **options):
    return models.TextField(label, blank=True, **options)


class PlotFacts(models.Model):
    """Fields of plots: planning law, cadastre, ground, servicing."""

    zoning = choice_field(
        _("zoning"),
        choices.Zoning,
        help_text=_("Type of use under the Federal Land Utilisation Ordinance (BauNVO)."),
    )
    zoning_restricted = models.BooleanField(
        _("restricted zone (GEe, GIe)"),
        default=False,
        help_text=_("The plan sets limits, for example on noise."),
    )
    zoning_note, zoning_note_en = bilingual_fields(char_field, _("restrictions"))
    building_basis = choice_field(_("legal basis for building"), choices.BuildingBasis)
    plan_status = choice_field(_("plan status"), choices.PlanStatus)
    plan_status_on = models.DateField(_("plan status as of"), null=True, blank=True)
    plan_name = char_field(
        _("development plan"), help_text=_("Number and name, for example No. 178 “Saalebogen”.")
    )
    plan_url = models.URLField(_("link to the plan"), blank=True)
    site_coverage_ratio = decimal_field(_("site coverage ratio (GRZ)"), 3, 2, units.RATIO, validators=ratio)
    floor_area_ratio = decimal_field(_("floor area ratio (GFZ)"), 4, 2, units.RATIO)
    building_mass_ratio = decimal_field(
        _("building mass ratio (BMZ)"), 5, 2, units.RATIO, help_text=_("m³ per m²")
    )
    building_height_max = decimal_field(_("maximum building height"), 5, 1, units.METRES)
    storeys_max = integer_field(_("maximum storeys"))
    coverage_type = choice_field(_("building pattern"), choices.CoverageType)
    gross_area = area_field(_("gross area"))
    net_area = area_field(_("net building land"))
    contiguous_area = area_field(_("largest contiguous area"))
    expansion_area = area_field(_("expansion area"))
    cadastral_district = char_field(_("cadastral district (Gemarkung)"))
    cadastral_section = char_field(_("cadastral section (Flur)"))
    parcels = char_field(_("parcel numbers (Flurstücke)"))
    servicing = choice_field(_("servicing"), choices.Servicing)
    servicing_charge = choice_field(_("servicing charges"), choices.ServicingCharge)
    land_value = decimal_field(_("standard land value"), 8, 2, units.EUR_M2)
    land_value_on = models.DateField(_("standard land value as of"), null=True, blank=True)
    previous_use = choice_field(_("previous use"), choices.PreviousUse)
    contamination = choice_field(_("contamination"), choices.Contamination)
    contamination_note, contamination_note_en = bilingual_fields(char_field, _("note on contamination"))
    ordnance = choice_field(_("explosive ordnance"), choices.GroundRisk)
    mining = choice_field(_("mining subsidence"), choices.GroundRisk)
    archaeology = choice_field(_("archaeology"), choices.GroundRisk)
    soil_note, soil_note_en = bilingual_fields(char_field, _("ground conditions"))
    flood_risk = choice_field(_("flood risk"), choices.FloodRisk)
    protection_note, protection_note_en = bilingual_fields(char_field, _("water and nature protection"))
    hazardous_sites_allowed = models.BooleanField(
        _("sites under the Major Accidents Ordinance allowed"), null=True, blank=True
    )
    award_criteria, award_criteria_en = bilingual_fields(text_field, _("award criteria"))
    sectors_wanted, sectors_wanted_en = bilingual_fields(char_field, _("sectors wanted"))
    sectors_excluded, sectors_excluded_en = bilingual_fields(char_field, _("sectors excluded"))

    class Meta:
        abstract = True


class HallFacts(models.Model):
    """Fields of halls: building, equipment, energy."""

    hall_type = choice_field(_("type of building"), choices.HallType)
    office_area = area_field(_("office and staff area"), units.FLOOR_SPACE)
    ancillary_area = area_field(_("ancillary area"), units.FLOOR_SPACE)
    total_area = area_field(_("total area"), units.FLOOR_SPACE)
    plot_area = area_field(_("plot"))
    yard_area = area_field(_("open yard"))
    clear_height = decimal_field(
        _("clear height"),
        5,
        2,
        units.METRES,
        help_text=_("Under the lowest obstruction (UKB): the first question of logistics."),
    )
    eaves_height = decimal_field(_("eaves height"), 5, 2, units.METRES)
    column_grid = char_field(_("column grid"), help_text=_("For example 12 × 24 m."))
    floor_load = decimal_field(_("floor load"), 5, 2, units.TONNES_M2)
    flooring, flooring_en = bilingual_fields(char_field, _("flooring"))
    sealed_floor = models.BooleanField(_("sealed floor (WHG)"), null=True, blank=True)
    crane_capacity = decimal_field(_("crane capacity"), 6, 2, units.TONNES)
    hook_height = decimal_field(_("hook height"), 5, 2, units.METRES)
    docks = integer_field(_("docks with levellers"))
    drive_in_doors = integer_field(_("drive-in doors"))
    goods_lift_capacity = integer_field(_("goods lift"), units.KILOGRAMS)
    power_kva = decimal_field(_("electrical connection"), 9, 1, units.KILOVOLTAMPERES)
    heating = choice_field(_("heating"), choices.Heating)
    sprinkler = choice_field(_("sprinklers"), choices.Sprinkler)
    smoke_vents = models.BooleanField(_("smoke and heat vents"), null=True, blank=True)
    temperature_control = choice_field(_("temperature control"), choices.TemperatureControl)
    permitted_use, permitted_use_en = bilingual_fields(char_field, _("permitted use"))
    year_built = integer_field(_("year built"), units.CALENDAR_YEAR)
    year_refurbished = integer_field(_("last refurbished"), units.CALENDAR_YEAR)
    condition = choice_field(_("condition"), choices.Condition)
    listed_building = models.BooleanField(_("listed building"), null=True, blank=True)
    car_spaces = integer_field(_("car parking spaces"))
    lorry_spaces = integer_field(_("lorry parking spaces"))
    energy_certificate = choice_field(_("energy certificate"), choices.EnergyCertificate)
    energy_heat = decimal_field(_("final energy, heat"), 7, 1, units.KILOWATT_HOURS)
    energy_electricity = decimal_field(_("final energy, electricity"), 7, 1, units.KILOWATT_HOURS)
    energy_carrier, energy_carrier_en = bilingual_fields(char_field, _("energy carrier"))
    energy_class = char_field(_("energy class"))
    energy_valid_until = models.DateField(_("certificate valid until"), null=True, blank=True)
    min_term_months = integer_field(_("minimum term"), units.MONTHS)
    interim_use = models.BooleanField(_("interim use possible"), null=True, blank=True)
    is_expandable = models.BooleanField(_("can be extended"), null=True, blank=True)

    class Meta:
        abstract = True


class SharedFacts(models.Model):
    """Fields of plots and halls."""

    area = area_field(
        pgettext_lazy("size", "area"),
        help_text=_("Site: the area available. Building: the lettable floor area. Lists and filters use it."),
    )
    divisible_from = area_field(_("divisible from"), help_text=_("The smallest part available."))
    ownership = choice_field(_("ownership"), choices.Ownership)
    round_the_clock = choice_field(_("24-hour operation"), choices.RoundTheClock)
    noise_day = decimal_field(_("noise quota, day"), 4, 1, units.DECIBELS)
    noise_night = decimal_field(_("noise quota, night"), 4, 1, units.DECIBELS)
    rail_siding = choice_field(_("rail siding"), choices.RailSiding)
    train_length_max = integer_field(_("maximum train length"), units.METRES)
    heavy_haul = models.BooleanField(_("access for heavy haulage"), null=True, blank=True)
    bypasses_towns = models.BooleanField(_("access without driving through a town"), null=True, blank=True)
    funding_area = choice_field(_("funding area"), choices.FundingArea)
    funding_note, funding_note_en = bilingual_fields(char_field, _("note on funding"))
    trade_tax_rate = integer_field(_("trade tax multiplier"), units.PERCENT)
    property_tax_rate = integer_field(_("property tax B multiplier"), units.PERCENT)
    tax_year = integer_field(_("multipliers as of year"), units.CALENDAR_YEAR)
    renewable_energy, renewable_energy_en = bilingual_fields(char_field, _("renewable energy on site"))
    anchor_tenants = char_field(_("neighbouring companies"))

    class Meta:
        abstract = True


def empty_unless_kind(other_kind, fields):
    """Return the condition that all `fields` are empty unless the row is of `other_kind`."""
    condition = models.Q()
    for field in fields:
        empty = (
            models.Q(**{field.name: ""}) if isinstance(field, models.CharField | models.TextField) else None
        )
        if isinstance(field, models.BooleanField) and not field.null:
            empty = models.Q(**{field.name: False})
        condition &= empty or models.Q(**{f"{field.name}__isnull": True})
    return models.Q(kind=other_kind) | condition
