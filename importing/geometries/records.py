"""What a file of geometries holds, whatever it is written in."""

from dataclasses import dataclass, field

from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import gettext as _

from importing.geometries.references import Reference
from importing.reports import ImportFault
from importing.texts import storable_text

MAX_FEATURES = 20_000
MAX_VERTICES = 1_000_000
"""Of all features together: fifty for each."""


@dataclass
class Record:
    """One line or feature. `fields` by lower-case name; `shape` in WGS84; `fault` says why there is none."""

    number: int
    fields: dict[str, str] = field(default_factory=dict)
    shape: GEOSGeometry | None = None
    fault: str = ""


@dataclass
class GeometryFile:
    """A file that was read, and the reference system that its coordinates were in."""

    kind: str
    reference: Reference
    records: list[Record]


def normalise_properties(properties):
    return {str(name).strip().lower(): storable_text(value) for name, value in properties.items()}


def check_limits(records):
    """The records. Raises ImportFault as soon as they, or their corners, are more than are taken."""
    corners = 0
    for count, record in enumerate(records, start=1):
        corners += record.shape.num_coords if record.shape else 0
        if count > MAX_FEATURES:
            raise ImportFault(
                _("The file holds more than %(most)d objects. Please export those that are meant.")
                % {"most": MAX_FEATURES}
            )
        if corners > MAX_VERTICES:
            raise ImportFault(
                _(
                    "The shapes of the file have more than %(most)d corners. Please export those that are meant."
                )
                % {"most": MAX_VERTICES}
            )
        yield record
