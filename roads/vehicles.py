"""The vehicles that driving times are computed for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Vehicle(TextChoices):
    LORRY = "lorry", _("lorry")
    CAR = "car", _("car")

    @property
    def fastest(self):
        """Top speed in m/s."""
        return OPTIONS[COSTING[self]]["top_speed"] / 3.6


COSTING = {Vehicle.LORRY: "truck", Vehicle.CAR: "auto"}
"""Names of the engine."""

OPTIONS = {
    "truck": {"height": 4.0, "width": 2.55, "length": 16.5, "weight": 40, "axle_load": 11.5, "top_speed": 80},
    "auto": {"top_speed": 130},
}
"""Metres, tonnes, km/h. The largest legal articulated lorry (StVZO §§ 32, 34) at its limit on motorways (StVO § 18); a
car at the advisory speed.
"""
COUNTRY_ROAD_KMH = 60
"""Limit of lorries over 7.5 t outside towns, except motorways (StVO § 3 (3)); written by roads/limits.py."""
