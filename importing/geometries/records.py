"""Format-independent content of a geometry file."""

from dataclasses import dataclass, field

from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import gettext as _

from importing.geometries.references import Reference
from importing.reports import ImportFault
from importing.texts import storable_text

MAX_FEATURES = 20_000
MAX_VERTICES = 1_000_000
"""Of all features together: fifty each."""


@dataclass
class Record:
    """One line or feature. `fields` by lower-case name; `shape` in WGS84; `fault`: why it has no shape."""

    number: int
    fields: dict[str, str] = field(default_factory=dict)
    shape: GEOSGeometry | None = None
    fault: str = ""


@dataclass
class GeometryFile:
    """The records of a file and the reference system of its coordinates."""

    kind: str
    reference: Reference
    records: list[Record]


def normalise_properties(properties):
    return {str(name).strip().lower(): storable_text(value) for name, value in properties.items()}


def check_limits(records):
    """Yield the records. Raises ImportFault above MAX_FEATURES or MAX_VERTICES."""
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
