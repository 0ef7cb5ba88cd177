"""Vocabularies of real estate. Values follow OpenImmo and XPlanung where possible; see docs/glossary.md.

Their codes in those standards: sites/facts/codes.py.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PLOT = "plot", _("development site")
    HALL = "hall", _("industrial building")


class MarketingStatus(models.TextChoices):
    FREE = "free", _("available")
    RESERVED = "reserved", _("reserved")
    TAKEN = "taken", _("sold or let")


class Zoning(models.TextChoices):
    """BauNVO §§ 6 to 9 and 11."""

    GE = "GE", _("GE – commercial zone")
    GI = "GI", _("GI – industrial zone")
    SO = "SO", _("SO – special zone")
    MI = "MI", _("MI – mixed zone")
    MU = "MU", _("MU – urban zone")
    MK = "MK", _("MK – core zone")


class BuildingBasis(models.TextChoices):
    B_PLAN = "b_plan", _("binding development plan")
    SECTION_34 = "section_34", _("within a built-up area (§ 34 BauGB)")
    SECTION_35 = "section_35", _("outlying area (§ 35 BauGB)")
    EXPECTED = "expected", _("land expected to become building land")
    NO_PLAN = "no_plan", _("building land without a plan")
    NONE = "none", _("no building land")


class PlanStatus(models.TextChoices):
    NONE = "none", _("no plan")
    LAND_USE_PLAN = "land_use_plan", _("land-use plan only")
    RESOLVED = "resolved", _("resolution to draw up a plan")
    CONSULTATION = "consultation", _("early consultation")
    DRAFT = "draft", _("draft on display")
    ADOPTED = "adopted", _("adopted as by-law")
    IN_FORCE = "in_force", _("in force")


class CoverageType(models.TextChoices):
    OPEN = "open", _("detached (o)")
    CLOSED = "closed", _("closed (g)")
    DEVIATING = "deviating", _("deviating (a)")


class Ownership(models.TextChoices):
    MUNICIPAL = "municipal", _("municipality")
    STATE = "state", _("federal state")
    FEDERAL = "federal", _("federal government")
    DEVELOPMENT_COMPANY = "development_company", _("state development company")
    PRIVATE = "private", _("private")
    MIXED = "mixed", _("mixed")
    INSOLVENCY = "insolvency", _("in insolvency")


class Servicing(models.TextChoices):
    NONE = "none", _("not serviced")
    PARTIAL = "partial", _("partly serviced")
    FULL = "full", _("fully serviced")
    CUSTOMARY = "customary", _("serviced as is usual in the place")


class ServicingCharge(models.TextChoices):
    FREE = "free", _("free of servicing charges (ebf)")
    DUE = "due", _("servicing charges due")


class Contamination(models.TextChoices):
    NONE_KNOWN = "none_known", _("none known")
    SUSPECTED = "suspected", _("suspected")
    CONTAMINATED = "contaminated", _("contaminated")
    REMEDIATED = "remediated", _("remediated")


class GroundRisk(models.TextChoices):
    NONE_KNOWN = "none_known", _("none known")
    CLEARED = "cleared", _("examined and cleared")
    SUSPECTED = "suspected", _("suspected")
    PRESENT = "present", _("present")


class FloodRisk(models.TextChoices):
    NONE = "none", _("outside flood areas")
    EXTREME = "extreme", _("only at an extreme flood")
    HQ100 = "hq100", _("within the 100-year flood area")


class RoundTheClock(models.TextChoices):
    YES = "yes", _("permitted")
    LIMITED = "limited", _("limited at night")
    NO = "no", _("not permitted")


class RailSiding(models.TextChoices):
    AT_PLOT = "at_plot", _("at the plot")
    IN_AREA = "in_area", _("in the business park")
    POSSIBLE = "possible", _("can be built")
    NONE = "none", _("none")


class FundingArea(models.TextChoices):
    GRW_C = "grw_c", _("GRW area C")
    GRW_D = "grw_d", _("GRW area D")
    JTF = "jtf", _("Just Transition Fund")
    INVKG = "invkg", _("structural change (InvKG)")
    NONE = "none", _("none")


class PreviousUse(models.TextChoices):
    GREENFIELD = "greenfield", _("greenfield")
    BROWNFIELD = "brownfield", _("brownfield")
    BUILT = "built", _("in use")


class HallType(models.TextChoices):
    HALL = "hall", _("building")
    INDUSTRIAL = "industrial", _("industrial building")
    PRODUCTION = "production", _("production building")
    WAREHOUSE = "warehouse", _("warehouse")
    LOGISTICS = "logistics", _("logistics building")
    HIGH_BAY = "high_bay", _("high-bay warehouse")
    WORKSHOP = "workshop", _("workshop")
    COLD_STORE = "cold_store", _("cold store")
    SERVICE = "service", _("service building")


class Heating(models.TextChoices):
    NONE = "none", _("unheated")
    RADIANT = "radiant", _("radiant ceiling heaters")
    WARM_AIR = "warm_air", _("warm air")
    FLOOR = "floor", _("underfloor heating")
    DISTRICT = "district", _("district heating")
    OTHER = "other", _("other")


class Sprinkler(models.TextChoices):
    NONE = "none", _("none")
    PARTIAL = "partial", _("part of the building")
    FULL = "full", _("whole building")
    ESFR = "esfr", _("ESFR system")


class TemperatureControl(models.TextChoices):
    NONE = "none", _("none")
    FROST_FREE = "frost_free", _("frost-free")
    TEMPERED = "tempered", _("tempered")
    CHILLED = "chilled", _("chilled")
    FROZEN = "frozen", _("deep-frozen")


class Condition(models.TextChoices):
    NEW = "new", _("as new")
    REFURBISHED = "refurbished", _("refurbished")
    MAINTAINED = "maintained", _("well kept")
    NEEDS_REPAIR = "needs_repair", _("in need of repair")
    PLANNED = "planned", _("planned")


class EnergyCertificate(models.TextChoices):
    """§ 87 GEG: an advertisement states the figures of the certificate, for heat and electricity."""

    DEMAND = "demand", _("demand certificate")
    CONSUMPTION = "consumption", _("consumption certificate")
    PENDING = "pending", _("not available yet")
    NOT_REQUIRED = "not_required", _("not required")


class Disposal(models.TextChoices):
    SALE = "sale", _("sale")
    LEASE = "lease", _("lease")
    GROUND_LEASE = "ground_lease", _("ground lease")


class PriceType(models.TextChoices):
    FIXED = "fixed", _("fixed price")
    NEGOTIABLE = "negotiable", _("negotiable")
    BIDDING = "bidding", _("against bids")
    ON_REQUEST = "on_request", _("on request")


class Medium(models.TextChoices):
    POWER = "power", _("electricity")
    GAS = "gas", _("gas")
    WATER = "water", _("drinking water")
    PROCESS_WATER = "process_water", _("process water")
    WASTE_WATER = "waste_water", _("waste water")
    DISTRICT_HEAT = "district_heat", _("district heat")
    STEAM = "steam", _("steam")
    HYDROGEN = "hydrogen", _("hydrogen")
    COOLING = "cooling", _("cooling")
    COMPRESSED_AIR = "compressed_air", _("compressed air")
    FIBRE = "fibre", _("fibre")
    BROADBAND = "broadband", _("other broadband")


class Unit(models.TextChoices):
    KW = "kW", "kW"
    KVA = "kVA", "kVA"
    MVA = "MVA", "MVA"
    M3_H = "m3/h", "m³/h"
    M3_D = "m3/d", "m³/d"
    MBIT_S = "Mbit/s", "Mbit/s"
    MW = "MW", "MW"
    T_H = "t/h", "t/h"


class GridLevel(models.TextChoices):
    LOW = "low", _("low voltage")
    MEDIUM = "medium", _("medium voltage")
    HIGH = "high", _("high voltage")
    EXTRA_HIGH = "extra_high", _("extra-high voltage")


class DocumentKind(models.TextChoices):
    PLAN = "plan", _("development plan")
    SITE_PLAN = "site_plan", _("site plan")
    SURVEY = "survey", _("expert report")
    EXPOSE = "expose", _("brochure")
    OTHER = "other", _("other")


class RoadAccess(models.TextChoices):
    """Roads near a place; empty without a road graph or before it was queried."""

    KNOWN = "known", _("roads known")
    CAR_ONLY = "car_only", _("no road for lorries known")
    NO_ROAD = "no_road", _("no road known")
    OUTSIDE = "outside", _("outside the area whose roads are known")
