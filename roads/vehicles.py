"""Who drives: a lorry and a car, as times by road are computed for them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Vehicle(TextChoices):
    LORRY = "lorry", _("lorry")
    CAR = "car", _("car")

    @property
    def fastest(self):
        """m/s, which it is never faster than."""
        return OPTIONS[COSTING[self]]["top_speed"] / 3.6


COSTING = {Vehicle.LORRY: "truck", Vehicle.CAR: "auto"}
"""What the engine calls them."""

OPTIONS = {
    "truck": {
        "height": 4.0,
        "width": 2.55,
        "length": 16.5,
        "weight": 40,
        "axle_load": 11.5,
        "top_speed": 80,
    },
    "auto": {"top_speed": 130},
}
"""Metres, tonnes, km/h. An articulated lorry as large as German law lets it be (StVZO §§ 32, 34), at the speed that a
lorry may drive on a motorway (StVO § 18); a car at the speed advised there.
"""
COUNTRY_ROAD_KMH = 60
"""Of a lorry over 7.5 t outside towns, motorways left out (StVO § 3 (3)). The graph knows it (roads/limits.py)."""
