"""Figures of a listing, as full of gaps as real ones are. Keys are field names of sites.models."""

STREETS = ("Am Bahndamm", "Werkstraße", "Zum Umspannwerk", "Gewerbering", "Feldscheunenweg", "Alte Poststraße", "Lindenbreite",
           "Mühlgrabenweg", "Am Wasserturm", "Industriestraße", "Kiesgrubenweg", "Kastanienring", "Zur Ladestraße")  # fmt: skip
PLANS = (
    "Ost",
    "Süd",
    "An der Landesstraße",
    "Am Bahnhof",
    "Mittelfeld",
    "Lange Hufe",
    "Vorwerk",
    "Kiesweg",
    "Am Graben",
)
JUST_TRANSITION = ("14713", "14729", "14730", "15002", "15088", "15084", "15082")
STRUCTURAL_CHANGE = (*JUST_TRANSITION, "16077")
MASS = {"GE": ("0.8", "2.4", "10"), "GI": ("0.8", "2.4", "10"), "SO": ("0.8", "2.4", "10"), "MI": ("0.6", "1.2", None),
        "MU": ("0.8", "3", None), "MK": ("1", "3", None)}  # fmt: skip


def sometimes(dice, share, value):
    return value if dice.random() < share else None


def rounded(value, step):
    return int(round(value / step) * step)


def shared(dice, key):
    funding = ["grw_c"]
    if key.startswith(JUST_TRANSITION):
        funding.append("jtf")
    if key.startswith(STRUCTURAL_CHANGE):
        funding.append("invkg")
    return {
        "round_the_clock": sometimes(dice, 0.65, dice.choice(("yes", "limited", "limited", "no"))),
        "funding_area": sometimes(dice, 0.7, dice.choice(funding)),
        "heavy_haul": sometimes(dice, 0.35, dice.random() < 0.7),
        "bypasses_towns": sometimes(dice, 0.4, dice.random() < 0.75),
    }


def plot(dice, key, place, area, zoning, trait):
    coverage, floor, mass = MASS[zoning]
    planned = trait == "plan"
    inner_town = zoning in {"MI", "MU"} or (trait == "brownfield" and dice.random() < 0.5)
    facts = {
        "zoning": zoning,
        "zoning_restricted": trait in {"town", "corner"} and zoning == "GE" and dice.random() < 0.4,
        "building_basis": "section_34" if inner_town else "expected" if planned else "b_plan",
        "plan_status": None if inner_town else "draft" if planned else "in_force",
        "plan_name": None if inner_town else f"Nr. {dice.randint(4, 240)} „{dice.choice(PLANS)}“",
        "site_coverage_ratio": sometimes(dice, 0.8, coverage),
        "floor_area_ratio": sometimes(dice, 0.35, floor),
        "building_mass_ratio": sometimes(dice, 0.55, mass),
        "building_height_max": sometimes(dice, 0.5, dice.choice((10, 12, 14, 15, 18, 20, 24))),
        "divisible_from": sometimes(dice, 0.6, max(1000, rounded(area * dice.choice((0.15, 0.25, 0.4)), 500))),
        "ownership": sometimes(dice, 0.85, "private" if trait == "brownfield" else dice.choice(
            ("municipal", "municipal", "municipal", "development_company", "private", "mixed"))),
        "servicing": sometimes(dice, 0.85, "partial" if trait in {"plan", "crops"} else "full"),
        "servicing_charge": sometimes(dice, 0.6, "due" if planned else "free"),
        "previous_use": "brownfield" if trait in {"brownfield", "mining"} else sometimes(dice, 0.7, "greenfield"),
        "contamination": "remediated" if trait == "brownfield" else sometimes(dice, 0.6, "none_known"),
        "ordnance": sometimes(dice, 0.45, dice.choice(("none_known", "cleared"))),
        "mining": "present" if trait == "mining" else sometimes(dice, 0.3, "none_known"),
        "archaeology": "suspected" if trait == "crops" else sometimes(dice, 0.25, "none_known"),
        "flood_risk": "extreme" if trait == "port" else sometimes(dice, 0.5, "none"),
        "hazardous_sites_allowed": True if trait in {"chemistry", "hydrogen"} else sometimes(dice, 0.2, False),
        "rail_siding": "at_plot" if trait in {"rail", "chemistry"} else sometimes(
            dice, 0.5, dice.choice(("none", "none", "possible", "in_area"))),
        "train_length_max": dice.choice((350, 480, 600, 740)) if trait == "rail" else None,
        "net_area": sometimes(dice, 0.3, rounded(area * dice.uniform(0.8, 0.93), 100)),
        "gross_area": sometimes(dice, 0.25, rounded(area * dice.uniform(1.06, 1.16), 100)),
        "contiguous_area": sometimes(dice, 0.2, area),
        "expansion_area": sometimes(dice, 0.15, rounded(area * dice.uniform(0.3, 1.2), 1000)),
        "cadastral_district": sometimes(dice, 0.35, place),
        "cadastral_section": sometimes(dice, 0.3, str(dice.randint(1, 14))),
        "parcels": sometimes(dice, 0.3, ", ".join(f"{dice.randint(20, 480)}/{dice.randint(1, 9)}" for _ in range(dice.randint(1, 4)))),
        **shared(dice, key),
    }  # fmt: skip
    if not inner_town and dice.random() < 0.45:
        facts["noise_day"], facts["noise_night"] = dice.choice(((65, 50), (63, 48), (60, 45), (68, 55)))
    return facts


def hall(dice, key, area, hall_type, trait):
    old = trait in {"listed", "aged"}
    built = 2026 if trait == "new" else dice.randint(1896, 1936) if trait == "listed" else dice.randint(1968, 1996) if old \
        else dice.randint(1993, 2022)  # fmt: skip
    tall = {
        "high_bay": 16.5,
        "logistics": 11.5,
        "cold_store": 9.8,
        "warehouse": 8.2,
        "production": 7.8,
        "industrial": 8.4,
    }
    clear = tall.get(hall_type, 5.2) + dice.choice((-0.6, 0, 0, 0.7))
    loading = hall_type in {"logistics", "cold_store", "high_bay", "warehouse"}
    facts = {
        "hall_type": hall_type,
        "clear_height": sometimes(dice, 0.6, round(clear, 2)),
        "eaves_height": sometimes(dice, 0.25, round(clear + 1.4, 2)),
        "column_grid": sometimes(dice, 0.4, dice.choice(("12 × 24 m", "6 × 18 m", "11,4 × 22,8 m", "6 × 12 m"))),
        "floor_load": sometimes(dice, 0.55, dice.choice((2, 3, 5, 5, 8, 10))),
        "flooring": sometimes(dice, 0.35, dice.choice(("Industrieestrich (screed)", "Stahlfaserbeton (steel-fibre concrete)", "Beton, beschichtet (coated concrete)"))),
        "sealed_floor": sometimes(dice, 0.25, trait == "media"),
        "crane_capacity": dice.choice((5, 10, 16, 32)) if trait == "crane" else None,
        "hook_height": 6.5 if trait == "crane" and dice.random() < 0.6 else None,
        "docks": max(2, area // 900) if loading and dice.random() < 0.75 else None,
        "drive_in_doors": sometimes(dice, 0.65, dice.randint(1, 6)),
        "power_kva": sometimes(dice, 0.5, dice.choice((63, 100, 160, 250, 400, 630, 1250))),
        "heating": "none" if trait == "cold" else sometimes(dice, 0.6, dice.choice(("radiant", "warm_air", "none", "district"))),
        "sprinkler": sometimes(dice, 0.5, "esfr" if hall_type in {"logistics", "high_bay"} else dice.choice(("none", "none", "full"))),
        "smoke_vents": sometimes(dice, 0.4, True),
        "temperature_control": "chilled" if trait == "cold" else sometimes(dice, 0.3, dice.choice(("none", "frost_free"))),
        "year_built": built if trait != "new" and dice.random() < 0.85 else None,
        "year_refurbished": dice.randint(2012, 2024) if old and dice.random() < 0.7 else None,
        "condition": "planned" if trait == "new" else sometimes(dice, 0.7, "refurbished" if old else "maintained"),
        "listed_building": True if trait == "listed" else None,
        "office_area": sometimes(dice, 0.6, rounded(max(60, area * dice.uniform(0.04, 0.12)), 10)),
        "yard_area": sometimes(dice, 0.35, rounded(area * dice.uniform(0.3, 0.8), 50)),
        "plot_area": rounded(area * dice.uniform(1.7, 2.4) + 600, 50) if dice.random() < 0.75 else None,
        "car_spaces": sometimes(dice, 0.55, dice.randint(6, 90)),
        "lorry_spaces": sometimes(dice, 0.3, dice.randint(2, 24)) if loading else None,
        "min_term_months": sometimes(dice, 0.5, dice.choice((12, 24, 36, 60))),
        "interim_use": sometimes(dice, 0.2, True),
        "is_expandable": sometimes(dice, 0.25, dice.random() < 0.6),
        "divisible_from": rounded(area * dice.choice((0.2, 0.3, 0.5)), 50) if trait == "divisible" or dice.random() < 0.25 else None,
        "ownership": sometimes(dice, 0.4, dice.choice(("private", "private", "municipal", "insolvency"))),
        "rail_siding": "at_plot" if trait == "rail" else sometimes(dice, 0.3, "none"),
        **shared(dice, key),
    }  # fmt: skip
    certificate = sometimes(
        dice, 0.6, "pending" if trait == "new" else dice.choice(("consumption", "consumption", "demand"))
    )
    if trait == "listed":
        certificate = "not_required"
    facts["energy_certificate"] = certificate or "pending"  # an offer has to say (§ 87 GEG)
    if certificate in {"consumption", "demand"}:
        facts["energy_heat"], facts["energy_electricity"] = dice.randint(55, 190), dice.randint(12, 70)
        facts["energy_carrier"] = dice.choice(
            ("Erdgas (natural gas)", "Fernwärme (district heat)", "Strom (electricity)")
        )
    return facts


def plot_offers(dice, area, zoning, trait):
    if dice.random() < 0.1:
        return [{"disposal": "sale"}]
    if dice.random() < 0.15:
        return [{"disposal": "sale", "price_type": "on_request"}]
    base = {"MU": 110, "MI": 95, "SO": 34}.get(zoning, 44) + {
        "town": 26,
        "technology": 42,
        "brownfield": -14,
    }.get(trait, 0)
    price = max(20, min(150, rounded(base * dice.uniform(0.75, 1.3) - min(area / 12000, 10), 1)))
    offers = [
        {"disposal": "sale", "price_type": dice.choice(("fixed", "negotiable", "bidding")), "price_m2": price}
    ]
    if dice.random() < 0.2:
        offers.append(
            {
                "disposal": "ground_lease",
                "ground_rent_percent": dice.choice((3, 4, 4.5)),
                "term_years": dice.choice((60, 75, 99)),
            }
        )
    return offers  # fmt: skip


def hall_offers(dice, area, trait):
    if dice.random() < 0.1:
        return [{"disposal": "lease"}]
    if dice.random() < 0.15:
        return [{"disposal": "lease", "price_type": "on_request"}]
    base = {
        "new": 6.9,
        "cold": 6.6,
        "docks": 5.6,
        "night": 5.7,
        "listed": 5.4,
        "small": 6.2,
        "aged": 4.0,
    }.get(trait, 4.9)
    rent = max(3.5, min(7.8, round(base * dice.uniform(0.88, 1.13) * 20) / 20))
    offers = [{"disposal": "lease", "price_type": dice.choice(("fixed", "negotiable")), "rent_m2": rent}]
    if dice.random() < 0.4:
        offers[0]["service_charge_m2"] = dice.choice((0.9, 1.1, 1.25, 1.4))
    if trait in {"aged", "crane", "media"} and dice.random() < 0.5:
        offers.append(
            {
                "disposal": "sale",
                "price_type": "negotiable",
                "price_total": rounded(area * dice.uniform(320, 620), 5000),
            }
        )
    return offers  # fmt: skip


def utilities(dice, area, trait, kind):
    """A hall states its power as a figure of its own (`power_kva`), a plot here."""
    if dice.random() < 0.12:
        return []
    strong = trait in {"power", "chemistry", "hydrogen"} or area > 80000
    level = "high" if strong else "medium" if area > 4000 else "low"
    power = {"high": dice.choice((20, 30, 40, 60)), "medium": dice.choice((1, 2, 3, 5, 8)), "low": None}[
        level
    ]
    if kind == "hall":
        power = None
    listed = [{"medium": "power", "grid_level": level, "capacity": power, "unit": "MVA" if power else None,
               "distance_m": sometimes(dice, 0.6, dice.choice((0, 80, 250, 600, 900) if strong else (0, 0, 60, 200)))}]  # fmt: skip
    listed.append(
        {"medium": "water", "capacity": sometimes(dice, 0.35, dice.choice((10, 25, 60))), "unit": "m3/h"}
    )
    listed.append({"medium": "waste_water"})
    if dice.random() < 0.6:
        listed.append(
            {"medium": "gas", "capacity": sometimes(dice, 0.3, dice.choice((250, 600, 1200))), "unit": "m3/h"}
        )
    if dice.random() < 0.75:
        listed.append(
            {
                "medium": "fibre",
                "capacity": sometimes(dice, 0.6, dice.choice((1000, 10000))),
                "unit": "Mbit/s",
            }
        )
    for medium, traits in (("steam", {"chemistry"}), ("hydrogen", {"hydrogen"}), ("process_water", {"chemistry", "hydrogen"}),
                           ("compressed_air", {"media"}), ("cooling", {"media", "technology"}), ("district_heat", {"technology", "town"})):  # fmt: skip
        if trait in traits:
            listed.append({"medium": medium, "distance_m": 600 if medium == "hydrogen" else None})
    for row in listed:
        if row.get("capacity") is None:
            row.pop("unit", None)
    return [{name: value for name, value in row.items() if value is not None} for row in listed]
