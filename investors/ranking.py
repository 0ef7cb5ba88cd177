"""Which value of a fact serves an investor better, where that can be said at all.

More area, smaller parts or a later year are no merit in themselves: such rows have no best value (docs/adr/0036).
"""

from sites.choices import RailSiding, RoundTheClock, Unit

HIGHER = {
    "site_coverage_ratio",
    "floor_area_ratio",
    "building_mass_ratio",
    "building_height_max",
    "storeys_max",
    "noise_day",
    "noise_night",
    "train_length_max",
    "clear_height",
    "eaves_height",
    "floor_load",
    "docks",
    "drive_in_doors",
    "crane_capacity",
    "hook_height",
    "goods_lift_capacity",
    "power_kva",
    "car_spaces",
    "lorry_spaces",
}
LOWER = {
    "price_m2",
    "rent_m2",
    "service_charge_m2",
    "ground_rent_m2",
    "ground_rent_percent",
    "energy_heat",
    "energy_electricity",
    "min_term_months",
    "trade_tax_rate",
    "property_tax_rate",
}
# A square metre of land is another thing than one of a hall, and so is what either costs.
OF_ONE_KIND = {"price_m2", "rent_m2", "service_charge_m2", "ground_rent_m2", "ground_rent_percent"}
# Words in their order, the best first.
ORDERED = {
    "rail_siding": [RailSiding.AT_PLOT, RailSiding.IN_AREA, RailSiding.POSSIBLE, RailSiding.NONE],
    "round_the_clock": [RoundTheClock.YES, RoundTheClock.LIMITED, RoundTheClock.NO],
    "energy_class": ["A+", "A", "B", "C", "D", "E", "F", "G", "H"],
}
# What a capacity measures, and how many of the first unit of its kind one is. kW and kVA are taken as equal.
MEASURES = {
    Unit.KW: ("power", 1),
    Unit.KVA: ("power", 1),
    Unit.MVA: ("power", 1000),
    Unit.MW: ("power", 1000),
    Unit.M3_H: ("flow", 24),
    Unit.M3_D: ("flow", 1),
    Unit.MBIT_S: ("data", 1),
    Unit.T_H: ("steam", 1),
}


def better_for(name, kinds=()):
    """`max`, `min`, or None where no value is better than another. `kinds` are those of the spaces that state one."""
    if name in OF_ONE_KIND and len(set(kinds)) > 1:
        return None
    if name in HIGHER:
        return max
    return min if name in LOWER or name in ORDERED else None


def rank_of(name, value):
    """What to compare of a stated value; None where it cannot be ranked."""
    if name in ORDERED:
        order = ORDERED[name]
        return order.index(value) if value in order else None
    return value if name in HIGHER | LOWER else None


def utility_ranks(utilities_of_each):
    """The largest capacity of each space's utilities of one medium; all None when they measure different things."""
    measured = [
        [
            (measure, utility.capacity * factor)
            for utility in utilities
            if utility.capacity is not None
            for measure, factor in [MEASURES[utility.unit]]
        ]
        for utilities in utilities_of_each
    ]
    if len({measure for pairs in measured for measure, _capacity in pairs}) != 1:
        return [None for _pairs in measured]
    return [max((capacity for _measure, capacity in pairs), default=None) for pairs in measured]
