"""What all of a space costs: a sum for a sale, a year's rent else; worked out of area and price, or stated."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from sites.choices import Disposal

MONTHS = 12
TOLERATED = Decimal("0.1")
"""Of a stated sum, by which area times price may differ: sums are rounded, and a corner may cost less."""


class Total(NamedTuple):
    """Whole euros: of the smallest part that may be had, and of all; by the year unless it is a sale."""

    part: Decimal
    whole: Decimal
    is_stated: bool = False
    """Typed by an editor, not computed."""


def total_of(offer, area, smallest=None):
    """The Total of an offer for `area` m², divisible down to `smallest` m²; None where price or area is unknown."""
    price = by_square_metre(offer)
    stated = offer.price_total
    if stated is None and (price is None or not area):
        return None
    whole = euros(price * area) if stated is None else stated
    is_divisible = bool(smallest) and (not area or smallest < area)
    part = euros(price * smallest) if price is not None and is_divisible else whole
    return Total(min(part, whole), whole, is_stated=stated is not None)


def contradicted(offer, area):
    """What area (m²) times price comes to, where the sum that an offer states differs from it by more than TOLERATED;
    None else.
    """
    if offer.price_total is None or offer.price_m2 is None or not area:
        return None
    computed = euros(offer.price_m2 * area)
    return computed if abs(computed - offer.price_total) > TOLERATED * offer.price_total else None


def by_square_metre(offer):
    """EUR/m², of rents for a year; None where it is not stated by the square metre."""
    if offer.disposal == Disposal.LEASE:
        return None if offer.rent_m2 is None else offer.rent_m2 * MONTHS
    return offer.ground_rent_m2 if offer.disposal == Disposal.GROUND_LEASE else offer.price_m2


def price_m2(offer, area):
    """EUR/m² of a sale, worked out where only the sum is stated; None where neither is known."""
    if offer.price_m2 is None and offer.price_total is not None and area:
        return round(offer.price_total / area, 2)
    return offer.price_m2


def euros(value):
    return Decimal(value).quantize(Decimal(1), ROUND_HALF_UP)
