"""What other standards call the values of our choices, for reading and writing their formats.

A value without a counterpart is left out: to be told in words, not by a code that means something else.

OpenImmo 1.2.7, elements and attributes as named; XPlanung 5 and 6, enumerations; INSPIRE Planned Land Use,
code lists at inspire.ec.europa.eu/codelist; BauNVO, the section of the zone.
"""

from sites.choices import (
    BuildingBasis,
    Condition,
    CoverageType,
    Disposal,
    EnergyCertificate,
    HallType,
    Heating,
    MarketingStatus,
    PlanStatus,
    Servicing,
    Zoning,
)

# fmt: off
OPENIMMO = {
    HallType: {  # hallen_lager_prod/@hallen_typ
        HallType.HALL: "HALLE", HallType.INDUSTRIAL: "INDUSTRIEHALLE", HallType.PRODUCTION: "PRODUKTION",
        HallType.WAREHOUSE: "LAGER", HallType.HIGH_BAY: "HOCHREGALLAGER", HallType.WORKSHOP: "WERKSTATT",
        HallType.COLD_STORE: "KUEHLHAUS", HallType.SERVICE: "SERVICE",
    },
    BuildingBasis: {  # zustand_angaben/bebaubar_nach
        BuildingBasis.B_PLAN: "B_PLAN", BuildingBasis.SECTION_34: "34_NACHBARSCHAFT",
        BuildingBasis.SECTION_35: "35_AUSSENGEBIET", BuildingBasis.EXPECTED: "BAUERWARTUNGSLAND",
        BuildingBasis.NO_PLAN: "BAULAND_OHNE_B_PLAN", BuildingBasis.NONE: "KEIN BAULAND",
    },
    Servicing: {  # zustand_angaben/erschliessung
        Servicing.NONE: "UNERSCHLOSSEN", Servicing.PARTIAL: "TEILERSCHLOSSEN", Servicing.FULL: "VOLLERSCHLOSSEN",
        Servicing.CUSTOMARY: "ORTSUEBLICHERSCHLOSSEN",
    },
    Condition: {  # zustand_angaben/zustand/@zustand_art
        Condition.NEW: "NEUWERTIG", Condition.REFURBISHED: "MODERNISIERT", Condition.MAINTAINED: "GEPFLEGT",
        Condition.NEEDS_REPAIR: "SANIERUNGSBEDUERFTIG", Condition.PLANNED: "PROJEKTIERT",
    },
    EnergyCertificate: {  # zustand_angaben/energiepass/epart
        EnergyCertificate.DEMAND: "BEDARF", EnergyCertificate.CONSUMPTION: "VERBRAUCH",
    },
    Heating: {  # ausstattung/heizungsart, an attribute
        Heating.FLOOR: "FUSSBODEN", Heating.DISTRICT: "FERN",
    },
    Disposal: {  # objektkategorie/vermarktungsart, an attribute
        Disposal.SALE: "KAUF", Disposal.LEASE: "MIETE_PACHT", Disposal.GROUND_LEASE: "ERBPACHT",
    },
    MarketingStatus: {  # zustand_angaben/verkaufstatus; it has no word of its own for what is let
        MarketingStatus.FREE: "OFFEN", MarketingStatus.RESERVED: "RESERVIERT", MarketingStatus.TAKEN: "VERKAUFT",
    },
}
XPLANUNG = {
    Zoning: {  # XP_BesondereArtDerBaulNutzung
        Zoning.MI: "1500", Zoning.MU: "1550", Zoning.MK: "1600", Zoning.GE: "1700", Zoning.GI: "1800",
        Zoning.SO: "2100",
    },
    CoverageType: {  # BP_Bauweise
        CoverageType.OPEN: "1000", CoverageType.CLOSED: "2000", CoverageType.DEVIATING: "3000",
    },
    PlanStatus: {  # BP_Rechtsstand
        PlanStatus.RESOLVED: "1000", PlanStatus.DRAFT: "2400", PlanStatus.ADOPTED: "3000",
        PlanStatus.IN_FORCE: "4000",
    },
}
BAUNVO = {
    Zoning: {
        Zoning.MI: "§ 6", Zoning.MU: "§ 6a", Zoning.MK: "§ 7", Zoning.GE: "§ 8", Zoning.GI: "§ 9", Zoning.SO: "§ 11",
    },
}
INSPIRE = {
    PlanStatus: {  # ProcessStepGeneralValue
        PlanStatus.RESOLVED: "elaboration", PlanStatus.CONSULTATION: "elaboration", PlanStatus.DRAFT: "elaboration",
        PlanStatus.ADOPTED: "adoption", PlanStatus.IN_FORCE: "legalForce",
    },
}
# fmt: on
STANDARDS = {"OpenImmo": OPENIMMO, "XPlanung": XPLANUNG, "BauNVO": BAUNVO, "INSPIRE": INSPIRE}
