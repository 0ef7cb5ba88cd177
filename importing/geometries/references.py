"""Coordinate reference systems of files: declared by the file, or chosen by the user."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from importing.reports import ImportFault

WGS84_SRID = 4326
"""Of the reader's output: longitude, latitude in degrees."""

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
"""Systems common in German administration. DHDN uses seven parameters, because PROJ's grids are not installed."""


@dataclass(frozen=True)
class Reference:
    """`srid`: EPSG code, None if the file defines a system without one; `is_stated`: declared by the file."""

    srid: int | None = WGS84_SRID
    title: str = ""
    is_stated: bool = True

    @property
    def name(self):
        if self.srid in CRS_CHOICES:
            return str(CRS_CHOICES[self.srid])
        return f"{self.title} (EPSG:{self.srid})" if self.srid else self.title


class ReferenceMissing(ImportFault):
    """The file declares no reference system, and none was given."""

    def __init__(self):
        super().__init__(
            _("The file does not say its coordinate reference system. Please give its EPSG code.")
        )
