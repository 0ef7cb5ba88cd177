"""Coordinate reference systems that files are in: said by the file, or asked for where it is silent."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from importing.reports import ImportFault

WGS84_SRID = 4326
"""What the reader answers in: longitude, latitude in degrees."""

CRS_CHOICES = {
    25832: gettext_lazy("ETRS89 / UTM zone 32 (EPSG:25832)"),
    25833: gettext_lazy("ETRS89 / UTM zone 33 (EPSG:25833)"),
    4647: gettext_lazy("ETRS89 / UTM zone 32, zone before the easting (EPSG:4647)"),
    5650: gettext_lazy("ETRS89 / UTM zone 33, zone before the easting (EPSG:5650)"),
    4326: gettext_lazy("WGS84, degrees (EPSG:4326)"),
    31467: gettext_lazy("Gauß-Krüger zone 3, DHDN, right to some 3 m (EPSG:31467)"),
    31468: gettext_lazy("Gauß-Krüger zone 4, DHDN, right to some 3 m (EPSG:31468)"),
    31469: gettext_lazy("Gauß-Krüger zone 5, DHDN, right to some 3 m (EPSG:31469)"),
    3857: gettext_lazy("Web Mercator (EPSG:3857)"),
    3035: gettext_lazy("ETRS89 / LAEA Europe (EPSG:3035)"),
}
"""What German offices give out. The older ones are changed by seven parameters, for PROJ's grids are not at hand."""


@dataclass(frozen=True)
class Reference:
    """`srid` is the EPSG code, None where the file defines a system without one; `is_stated`: by the file itself."""

    srid: int | None = WGS84_SRID
    title: str = ""
    is_stated: bool = True

    @property
    def name(self):
        if self.srid in CRS_CHOICES:
            return str(CRS_CHOICES[self.srid])
        return f"{self.title} (EPSG:{self.srid})" if self.srid else self.title


class ReferenceMissing(ImportFault):
    """The file does not say its reference system, and nobody else did."""

    def __init__(self):
        super().__init__(
            _("The file does not say its coordinate reference system. Please give its EPSG code.")
        )
