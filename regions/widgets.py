import json

from django import forms
from django.contrib.gis.db.models.fields import BaseSpatialField
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext as _

from importing.geometries.references import CRS_CHOICES
from regions.boundary_files import ACCEPTED_SUFFIXES, MAX_MEGABYTES, BoundaryText, text_from_upload
from regions.crs import geojson_geometry
from regions.maps import map_config

FORM_DECIMALS = 8
"""About 1 mm, so that saving an unchanged form does not move the geometry."""


class MapWidget(forms.Textarea):
    """A textarea of GeoJSON (WGS84) or UTM, with a map to draw on.

    Works without script as a textarea; invalid input is shown again unchanged. A boundary can be read from a file too:
    immediately with script, else when the form is sent. Needs Leaflet and Leaflet.draw of django-leaflet's static
    files; other hosts are contacted only for layers the user has chosen.
    """

    template_name = "regions/widgets/map.html"
    geom_type = "GEOMETRY"

    class Media:
        css = {
            "all": [
                "css/map.css",
                "css/components/map.css",
                "css/components/map-panel.css",
                "css/components/map-drawn.css",
                "leaflet/draw/leaflet.draw.css",
                "css/geometry-field.css",
            ]
        }
        js = [
            "leaflet/leaflet.js",
            "leaflet/draw/leaflet.draw.js",
            Script("js/elements/geometry-field.js", type="module"),
            Script("js/elements/place-finder.js", type="module"),
            Script("js/elements/boundary-file.js", type="module"),
        ]

    def __init__(self, attrs=None, user=None):
        """An empty map starts at the `own_extent` of the `user`."""
        self.user, self.instance = user, None
        super().__init__(
            {"rows": 6, "cols": 80, "spellcheck": "false", "autocomplete": "off", **(attrs or {})}
        )

    def use_required_attribute(self, initial):
        return False  # the textarea may be collapsed, which hides the browser's message

    @property
    def accepts_files(self):
        return self.attrs.get("geom_type", self.geom_type).endswith("POLYGON")

    @property
    def needs_multipart_form(self):
        return self.accepts_files

    def value_from_datadict(self, data, files, name):
        """Return the typed text, or the BoundaryText of an uploaded file, which is read once."""
        text = super().value_from_datadict(data, files, name)
        upload = files.get(f"{name}-file") if self.accepts_files else None
        if upload is None:
            return text
        if not hasattr(upload, "read_text"):
            sent = (data.get(f"{name}-file-{part}") for part in ("srid", "object"))
            upload.read_text = text_from_upload(text or "", upload, *sent)
        return upload.read_text

    def value_omitted_from_data(self, data, files, name):
        return super().value_omitted_from_data(data, files, name) and f"{name}-file" not in files

    def format_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return json.dumps(geojson_geometry(value, decimals=FORM_DECIMALS))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if self.accepts_files:
            context["widget"] |= {
                "file_url": reverse("admin:read_boundary"),
                "accepted": ACCEPTED_SUFFIXES,
                "systems": list(CRS_CHOICES.items()),
                "file_megabytes": MAX_MEGABYTES,
                "file_is_open": isinstance(value, BoundaryText),
                "file_srid": value.srid if isinstance(value, BoundaryText) else None,
            }
        context["widget"]["geometry_type"] = context["widget"]["attrs"].pop("geom_type", self.geom_type)
        context["widget"]["finder_url"] = reverse("admin:locate")
        context["widget"]["config"] = json.dumps(
            {
                **map_config(account=reverse("map_layers")),
                "draw": draw_texts(),
                "neighbours": reverse("admin:neighbours"),
                "but": self.instance
                and f"{self.instance._meta.concrete_model._meta.label_lower}:{self.instance.pk or ''}",
                "start": None if value or self.has_geometry() else getattr(self.user, "own_extent", None),
            }
        )
        return context

    def has_geometry(self):
        """Return whether the instance has any geometry."""
        fields = self.instance._meta.get_fields() if self.instance else ()
        return any(getattr(self.instance, f.attname, None) for f in fields if isinstance(f, BaseSpatialField))


def draw_texts():
    """Return Leaflet.draw's texts, by their keys in static/js/elements/geometry-field.js."""
    return {
        "drawPoint": _("Set the point"),
        "drawPolygon": _("Draw the boundary"),
        "cancel": _("Cancel"),
        "cancelTitle": _("Cancel and keep the map as it was"),
        "finish": _("Finish"),
        "finishTitle": _("Finish the boundary"),
        "undo": _("Delete last corner"),
        "save": _("Apply"),
        "saveTitle": _("Apply the changes"),
        "clear": _("Delete everything"),
        "edit": _("Move corners"),
        "editDisabled": _("Nothing to move"),
        "remove": _("Delete shapes"),
        "removeDisabled": _("Nothing to delete"),
        "pointHint": _("Click the map to set the point."),
        "polygonStart": _("Click the map to set the first corner."),
        "polygonNext": _("Click to set the next corner."),
        "polygonEnd": _("Click the first corner to close the boundary."),
        "editHint": _("Drag the corners or the point; “Cancel” gives them back."),
        "removeHint": _("Click a shape to delete it; “Cancel” gives it back."),
        "unfinished": _(
            "The boundary you began has fewer than three corners, so nothing was sent. Set more corners or "
            "cancel the drawing, then save again."
        ),
        "crossing": _("The lines of a boundary must not cross."),
        "unreadable": _("The text is no GeoJSON; the map shows nothing."),
        "fewCorners": _("A boundary has at least three corners."),
        "corner": _("Corner {number}"),
        "cornerBetween": _("Between two corners"),
        "cornersSet": _("Corners set: {count}"),
        "side": _("last side {length}"),
        "toPointer": _("to the pointer {length}"),
        "closed": _("closed {area}"),
        "measures": _("Drawn: {area}, all sides {length}, {count} corners"),
        "readWhenSaved": _("The map shows UTM coordinates when you have saved."),
    }
