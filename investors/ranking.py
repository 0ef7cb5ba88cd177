"""Which value of a fact serves an investor better, where that can be said at all.

More area, smaller parts or a later year are no merit in themselves: such rows have no best value (docs/adr/0036).
Which direction is better of a fact stands with it (sites/facts).
"""

from sites.choices import Unit

# Of an offer all that is paid is the better the lower. A square metre of land is another thing than one of a hall, and
# so is what either costs.
PRICE_FIELDS = {"price_m2", "rent_m2", "service_charge_m2", "ground_rent_m2", "ground_rent_percent"}
# What a capacity measures, and how many of the first unit of its kind one is. kW and kVA are taken as equal.
UNIT_MEASURES = {
    Unit.KW: ("power", 1),
    Unit.KVA: ("power", 1),
    Unit.MVA: ("power", 1000),
    Unit.MW: ("power", 1000),
    Unit.M3_H: ("flow", 24),
    Unit.M3_D: ("flow", 1),
    Unit.MBIT_S: ("data", 1),
    Unit.T_H: ("steam", 1),
}


def price_preference(name, kinds):
    """`min` for what is paid by an offer, unless it is for spaces of several `kinds`; else None."""
    return min if name in PRICE_FIELDS and len(set(kinds)) < 2 else None


def fact_preference(fact):
    """`max`, `min`, or None where no value is better than another."""
    return min if isinstance(fact.better, tuple) else fact.better


def rank_value(fact, value):
    """What to compare of a stated value; None where it cannot be ranked."""
    if isinstance(fact.better, tuple):
        return fact.better.index(value) if value in fact.better else None
    return value if fact.better else None


def utility_ranks(utilities_of_each):
    """The largest capacity of each space's utilities of one medium; all None when they measure different things."""
    measured = [
        [
            (measure, utility.capacity * factor)
            for utility in utilities
            if utility.capacity is not None
            for measure, factor in [UNIT_MEASURES[utility.unit]]
        ]
        for utilities in utilities_of_each
    ]
    if len({measure for pairs in measured for measure, _capacity in pairs}) != 1:
        return [None for _pairs in measured]
    return [max((capacity for _measure, capacity in pairs), default=None) for pairs in measured]
