"""Read a boundary from a file uploaded in a form. Nothing is stored here."""

import json
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from importing.geometries.geojson import merge_polygons
from importing.geometries.reading import read_geometry_file
from importing.geometries.references import CRS_CHOICES, ReferenceMissing
from importing.reports import ImportFault
from importing.texts import display_file_name
from regions.change_map import format_hectares
from regions.crs import geojson_geometry, to_storage
from regions.validators import validate_boundary, validate_in_region

MAX_MEGABYTES = 10
MAX_OPTIONS = 50
"""Areas of one file to choose from."""
DECIMALS = 8
"""Of degrees, as the map field writes them: about 1 mm."""
NAME_COLUMNS = (
    "name",
    "bezeichnung",
    "bezeichnun",
    "titel",
    "label",
    "flurstueck",
    "flurstück",
    "gen",
    "flstkennz",
    "id",
)
"""Columns likely to hold an object's name; else the first that is not empty."""
MAX_NAME_LENGTH = 60
ACCEPTED_SUFFIXES = ".geojson,.json,.gpkg,.zip,.kml,.kmz,.gml,.xml"


@dataclass(frozen=True)
class BoundaryOption:
    """An area of the file. `shape` is a MultiPolygon in WGS84."""

    number: int
    name: str
    shape: object

    @cached_property
    def size(self):
        return format_hectares(to_storage(self.shape).area)

    def __str__(self):
        return f"{self.name}, {self.size}"


class InputNeeded(Exception):
    """The user must choose something first. The message is translated."""


class ReferenceSystemNeeded(InputNeeded):
    def __init__(self):
        super().__init__(
            _(
                "The file does not say its coordinate reference system. Please choose it; your surveyors know it."
            )
        )


class SelectionNeeded(InputNeeded):
    def __init__(self, options):
        super().__init__(
            _("The file holds %(count)d areas. Please choose one of them.") % {"count": len(options)}
        )
        self.options = options


@dataclass(frozen=True)
class FoundBoundary:
    """The boundary, and the reference system it was read in."""

    option: BoundaryOption
    reference: object

    @property
    def geometry(self):
        return geojson_geometry(self.option.shape, decimals=DECIMALS)

    @property
    def description(self):
        words = {"name": self.option.name, "size": self.option.size, "reference": self.reference.name}
        if self.reference.is_stated:
            return _("%(name)s: %(size)s, read in %(reference)s, as the file says.") % words
        return _("%(name)s: %(size)s, read in %(reference)s.") % words

    @property
    def warning(self):
        """The validation errors that saving the form would report."""
        try:
            validate_boundary(self.option.shape)
            validate_in_region(self.option.shape)
        except ValidationError as error:
            return " ".join(error.messages)
        return ""


def find_boundary(content, name, srid=None, number=None):
    """Return the FoundBoundary of the file. `srid` (EPSG) and `number` apply where the file is ambiguous.

    Raises ImportFault for an unusable file, InputNeeded where something has to be chosen.
    """
    if len(content) > MAX_MEGABYTES * 1024 * 1024:
        raise ImportFault(
            _("The file is larger than %(most)d MB. Please export only the objects that are meant.")
            % {"most": MAX_MEGABYTES}
        )
    try:
        source = read_geometry_file(content, srid=srid, name=display_file_name(name))
    except ReferenceMissing as missing:
        raise ReferenceSystemNeeded from missing
    options = boundary_options(source)
    if not options:
        raise ImportFault(_no_area_message(source))
    if len(options) > 1:
        options = [option for option in options if option.number == number] or _require_selection(options)
    return FoundBoundary(options[0], source.reference)


def boundary_options(source):
    shapes = [(record, record.shape and merge_polygons([record.shape])) for record in source.records]
    return [BoundaryOption(record.number, option_name(record), shape) for record, shape in shapes if shape]


def _require_selection(options):
    if len(options) > MAX_OPTIONS:
        raise ImportFault(
            _("The file holds %(count)d areas, too many to choose from. Please export the one that is meant.")
            % {"count": len(options)}
        )
    raise SelectionNeeded(options)


def _no_area_message(source):
    if fault := next((record.fault for record in source.records if record.fault), ""):
        return fault
    return _("The file holds no area: its objects are points or lines.")


def option_name(record):
    named = [record.fields[column] for column in NAME_COLUMNS if record.fields.get(column)]
    name = next(iter([*named, *filter(None, record.fields.values())]), "")
    number = _("Object %(number)d") % {"number": record.number}
    return f"{number} ({Truncator(name).chars(MAX_NAME_LENGTH)})" if name else number


def parse_number(text):
    """Return the whole number, else None."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def parse_srid(text):
    """Return the EPSG code if it is one of the choices, else None."""
    srid = parse_number(text)
    return srid if srid in CRS_CHOICES else None


@require_POST
def read_boundary(request):
    """POST `file`, `srid`, `object`. Returns "fault", or "silent" (reference system needed), or "objects" and "text",
    or "geometry", "text" and "warning". Open to all who may enter the admin; nothing is stored.
    """
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"fault": _("Please choose a file.")})
    try:
        found = find_in_upload(upload, request.POST.get("srid"), request.POST.get("object"))
    except ReferenceSystemNeeded as wanted:
        return JsonResponse({"silent": str(wanted)})
    except SelectionNeeded as wanted:
        objects = [{"number": option.number, "label": str(option)} for option in wanted.options]
        return JsonResponse({"objects": objects, "text": str(wanted)})
    except ImportFault as fault:
        return JsonResponse({"fault": str(fault)})
    return JsonResponse({"geometry": found.geometry, "text": found.description, "warning": found.warning})


def find_in_upload(upload, srid, number):
    """Call `find_boundary` with an upload and its form values."""
    upload.seek(0)
    content = upload.read(MAX_MEGABYTES * 1024 * 1024 + 1)
    return find_boundary(content, upload.name, parse_srid(srid), parse_number(number))


class BoundaryText(str):
    """The text of a geometry field sent with a file, without script. `message` is shown beside the field."""

    message = ""
    srid = None


def text_from_upload(text, upload, srid, number):
    """Return the BoundaryText of an upload, or of the typed `text` if it fails. Saved when the form is sent again."""
    try:
        found = find_in_upload(upload, srid, number)
    except SelectionNeeded as wanted:
        listed = "; ".join(str(option) for option in wanted.options)
        words = _("%(why)s Enter its number beside the file, choose the file again and save: %(listed)s")
        message = words % {"why": wanted, "listed": listed}
    except ReferenceSystemNeeded as wanted:
        message = _("%(why)s Then choose the file again and save.") % {"why": wanted}
    except ImportFault as fault:
        message = str(fault)
    else:
        hint = _("It stands in the text below and counts when you save again.")
        message = " ".join(filter(None, [found.description, found.warning, hint]))
        text = json.dumps(found.geometry)
    read = BoundaryText(text)
    read.message, read.srid = message, parse_srid(srid)
    return read
