"""Rank values of a fact from an investor's view.

More area, smaller parts or a later year are not better in themselves: such rows have no best value (docs/adr/0036).
Facts define which direction is better (sites/facts).
"""

from sites.choices import Unit

# Lower is better, but prices of plots and halls are not comparable.
PRICE_FIELDS = {"price_m2", "rent_m2", "service_charge_m2", "ground_rent_m2", "ground_rent_percent"}
# The quantity that a unit measures, and its factor to the base unit. kW and kVA are taken as equal.
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
    """Return `min` for prices of spaces of one kind; else None."""
    return min if name in PRICE_FIELDS and len(set(kinds)) < 2 else None


def fact_preference(fact):
    """Return `max`, `min`, or None if no value is better than another."""
    return min if isinstance(fact.better, tuple) else fact.better


def rank_value(fact, value):
    """Return the sort key of a stated value; None if it cannot be ranked."""
    if isinstance(fact.better, tuple):
        return fact.better.index(value) if value in fact.better else None
    return value if fact.better else None


def utility_ranks(utilities_of_each):
    """Return each space's largest capacity of one medium; all None if they measure different quantities."""
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
