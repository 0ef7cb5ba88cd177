"""Import states, districts and municipalities from GeoJSON such as the federal agency's VG250."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from formats.templatetags.typography import percent
from importing.concurrency import concurrent_change_error, lock_table
from importing.geometries.files import read_features
from importing.geometries.geojson import GeoJSONError, merge_polygons, parse_geometry
from importing.reports import ImportFault, Report, build_sections
from importing.texts import storable_text
from regions.crs import to_storage
from regions.importing.rows import RowFault, parse_day
from regions.models import Area
from regions.signals import areas_changed

KIND_BY_DIGITS = {2: Area.Kind.STATE, 5: Area.Kind.DISTRICT, 8: Area.Kind.MUNICIPALITY}
PARENT_DIGITS = {Area.Kind.DISTRICT: 2, Area.Kind.MUNICIPALITY: 5}
LAND_AREA = 4
"""VG250's GF: a second feature of an area holds its waters, which are skipped."""

OUTLINE_TOLERANCE_M = 100
"""For files without outlines."""

DERIVED_FIELDS = ("slug", "outline", "center", "changed_at")
"""Derived from the other fields where the file does not state them."""

MAX_FAULTS_SHOWN = 10

MAX_FOREIGN_SHARE = 0.05
"""Of an area in a state other than that of its key: simplified outlines overlap at borders."""


@dataclass
class AreaReport(Report):
    """Lists hold "name (key)". `left_out`: waters, and areas of other kinds. Faults reject the whole file."""

    repaired: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def sections(self):
        return build_sections({"notes": self.notes})

    @property
    def summary(self):
        words = _(
            "%(created)d new, %(updated)d updated, %(unchanged)d unchanged, %(repaired)d repaired, "
            "%(refused)d left out."
        )
        more = {"updated": len(self.changed), "repaired": len(self.repaired), "refused": len(self.left_out)}
        counts = words % (self.counts | more)
        total = sum(self.counts.values())
        areas = ngettext("%(count)d area", "%(count)d areas", total) % {"count": total}
        if self.dry_run:
            return _("Dry run, nothing written. %(areas)s: %(counts)s") % {"areas": areas, "counts": counts}
        if not self.writes:
            return _("Nothing has changed. %(areas)s: %(counts)s") % {"areas": areas, "counts": counts}
        return f"{areas}: {counts}"


def import_areas(source, *, kind=None, dry_run=False, progress=None):
    """Create or update the areas of a GeoJSON file (path, also gzipped) or of an iterable of features.

    All or nothing: raises ImportFault if any feature is invalid. Idempotent. `kind` restricts the import;
    `progress(done, total)` is called while reading.
    """
    report = AreaReport(dry_run=dry_run)
    features = read_features(source) if isinstance(source, (str, Path)) else list(source)
    default_source = Path(source).name if isinstance(source, (str, Path)) else ""
    rows = _read_rows(features, kind, report, progress)
    areas = Area.objects.filter(kind__in={row["kind"] for row in rows})
    keys = _keys_by_pk(areas)  # read first, to detect concurrent changes when writing
    known = {area.key: area for area in areas.order_by("valid_from")}
    new, changed = _plan(rows, default_source, known, report)
    report.notes += [_("Repaired: %(area)s") % {"area": label} for label in report.repaired]
    report.notes += [_("Left out: %(area)s") % {"area": label} for label in report.left_out]
    if not dry_run:
        _write_areas(new, changed, areas, keys)
    return report


def _read_rows(features, kind, report, progress):
    """Return the fields of each feature, in the order state, district, municipality."""
    rows, faults = [], []
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        try:
            row = _read_row(properties, feature, report)
        except GeoJSONError as error:
            name = properties.get("GEN") or properties.get("AGS") or "?"
            faults.append(
                _("Feature %(number)d (%(name)s): %(fault)s")
                % {"number": number, "name": name, "fault": error}
            )
            continue
        finally:
            if progress:
                progress(number, len(features))
        if properties.get("GF", LAND_AREA) != LAND_AREA or (kind and row["kind"] != kind):
            report.left_out.append(_label(row))
        else:
            rows.append(row)
    repeated = [key for key, count in Counter(row["key"] for row in rows).items() if count > 1]
    faults += [_("The key %(key)s comes more than once.") % {"key": key} for key in repeated]
    if not rows and not faults:
        faults = [_("No feature of the file is land of the kind asked for.")]
    if faults:
        more = len(faults) - MAX_FAULTS_SHOWN
        rest = [_("… and %(count)d more.") % {"count": more}] if more > 0 else []
        raise ImportFault("\n".join(faults[:MAX_FAULTS_SHOWN] + rest))
    return sorted(rows, key=lambda row: (len(row["key"]), row["key"]))


def _read_row(properties, feature, report):
    key, name = _text(properties, "AGS"), _text(properties, "GEN")
    kind = KIND_BY_DIGITS.get(len(key)) if key.isascii() and key.isdigit() else None
    if kind is None:
        raise GeoJSONError(_("AGS must be an official key of 2, 5 or 8 digits."))
    if not name:
        raise GeoJSONError(_("GEN must be the area's name."))
    row = {"key": key, "kind": kind, "name": name[:120], "designation": _text(properties, "BEZ")[:80]}
    row["boundary"] = _read_polygons(parse_geometry(feature.get("geometry")), _label(row), report)
    if outline := properties.get("outline"):
        row["outline"] = _read_polygons(parse_geometry(outline), _label(row), report)
    if center := properties.get("center"):
        row["center"] = _read_point(parse_geometry(center))
    if source := _text(properties, "source"):
        row["source"] = source[:255]
    if properties.get("transfer_tax") is not None and kind != Area.Kind.STATE:
        raise GeoJSONError(_("Only a state has a rate of the land transfer tax."))
    row |= {
        name: _read_figure(properties, name, read) for name, read in FIGURES.items() if name in properties
    }
    return row | (_read_figure_details(row, properties) if "population" in row else {})


def _label(row):
    return f"{row['name']} ({row['key']})"


def _text(properties, name):
    value = properties.get(name)
    return storable_text(value) if isinstance(value, str) else ""


def _read_figure(properties, name, read):
    """Return the parsed value; null is None and deletes the stored value."""
    value = properties[name]
    return None if value is None else read(name, value)


def _check_integer(name, value):
    if type(value) is not int or not 0 <= value < 2**31:
        raise GeoJSONError(_("%(name)s must be a whole number.") % {"name": name})
    return value


def _check_percentage(name, value):
    if type(value) not in (int, float) or not 0 <= value < 99:
        raise GeoJSONError(_("%(name)s must be a number from 0 to 99.") % {"name": name})
    return Decimal(str(value)).quantize(Decimal("0.1"))


FIGURES = {"population": _check_integer, "label_rank": _check_integer, "transfer_tax": _check_percentage}


FIGURE_DETAILS = ("population_as_of", "population_source")


def _read_figure_details(row, properties):
    """Return day and source of the figure; without them the stored ones are cleared."""
    if row["population"] is None:
        return {"population_as_of": None, "population_source": ""}
    try:
        day = parse_day(_text(properties, "population_as_of"))
    except RowFault as fault:
        raise GeoJSONError(str(fault)) from fault
    return {"population_as_of": day, "population_source": _text(properties, "population_source")[:255]}


def _read_point(shape):
    if shape.geom_type != "Point":
        raise GeoJSONError(_("The center must be a point."))
    return to_storage(shape)


def _read_polygons(shape, label, report):
    """Return the shape as a valid MultiPolygon in EPSG:3035; repairs are added to the report."""
    polygons = merge_polygons([shape])
    if polygons is None:
        raise GeoJSONError(_("An area needs polygons; this is a %(type)s.") % {"type": shape.geom_type})
    polygons = to_storage(polygons)
    if polygons.valid:
        return polygons
    reason = polygons.valid_reason
    polygons = merge_polygons([polygons.make_valid()])
    if polygons is None:
        raise GeoJSONError(_("The boundary encloses nothing."))
    report.repaired.append(f"{label}: {reason}")
    return polygons


def _plan(rows, default_source, known, report):
    """Return (new areas, [(changed area, its fields)]) without writing. `known`: the latest area of each key."""
    new, changed = [], []
    for row in rows:
        area = known.get(row["key"])
        had_center = area and area.center
        if area and _is_same_figure(area, row):
            row = {name: value for name, value in row.items() if name not in FIGURE_DETAILS}
        if area is None:
            report.created.append(_label(row))
            new.append(_apply_row(Area(source=default_source), row))
        elif _differs(area, row):
            report.changed.append(_label(row))
            changed.append((_apply_row(area, row), {*row, *DERIVED_FIELDS}))
            if had_center and area.center.coords != had_center.coords and "center" not in row:
                moved = _("The public point of %(area)s lay outside the new boundary and was moved into it.")
                report.notes.append(moved % {"area": _label(row)})
        else:
            report.unchanged += 1
    written = [*new, *(area for area, _names in changed)]
    drawn = Area.objects.filter(kind=Area.Kind.STATE, outline__isnull=False).only(
        "key", "kind", "name", "outline"
    )
    states = {area.key: area for area in [*drawn, *written] if area.kind == Area.Kind.STATE}
    report.notes += _foreign_shares(written, states.values())
    return new, changed


def _foreign_shares(areas, states):
    """Yield a note on each district or municipality that lies partly in a state other than its key's."""
    for state in states:
        prepared = state.outline.prepared
        for area in areas:
            if area.key[:2] == state.key or not prepared.intersects(area.outline):
                continue
            share = area.outline.intersection(state.outline).area / area.outline.area
            if share > MAX_FOREIGN_SHARE:
                words = _("%(area)s lies to %(share)s in %(state)s; its key belongs to another state.")
                named = {
                    "area": f"{area.name} ({area.key})",
                    "share": percent(round(share * 100)),
                    "state": state.name,
                }
                yield words % named


def _is_same_figure(area, row):
    """Return whether the file repeats the stored inhabitants without day and source, which are kept then."""
    return row.get("population") == area.population and not any(row.get(name) for name in FIGURE_DETAILS)


def _keys_by_pk(areas):
    return dict(areas.values_list("pk", "key"))


@transaction.atomic
def _write_areas(new, changed, areas, keys):
    if new or changed:
        lock_table(Area)
        if _keys_by_pk(areas) != keys:
            raise concurrent_change_error()
    for area, names in changed:
        area.save(update_fields=names)
    Area.objects.bulk_create(new, batch_size=200)
    _link_parents()
    if new or changed:
        areas_changed.send(Area)


def _differs(area, row):
    return any(
        not getattr(area, name) or getattr(area, name).wkb != value.wkb
        if name in {"boundary", "outline", "center"}
        else getattr(area, name) != value
        for name, value in row.items()
    )


def _apply_row(area, row):
    """Set the row's fields on the area, and the derived ones that the row lacks."""
    for name, value in row.items():
        setattr(area, name, value)
    area.slug = area.default_slug
    if "outline" not in row:
        area.outline = _simplify(area.boundary)
    if "center" not in row and not (area.center and area.boundary.contains(area.center)):
        area.center = area.boundary.point_on_surface
    return area


def _simplify(boundary):
    outline = merge_polygons([boundary.simplify(OUTLINE_TOLERANCE_M, preserve_topology=True)])
    return outline if outline is not None and outline.valid else boundary


def _link_parents():
    """Set missing parents by the prefixes of keys, independent of the order of imports."""
    for kind, digits in PARENT_DIGITS.items():
        orphans = dict(Area.objects.filter(kind=kind, parent=None).values_list("pk", "key"))
        parents = dict(
            Area.objects.filter(key__in={key[:digits] for key in orphans.values()})
            .order_by("valid_from")
            .values_list("key", "pk")
        )
        for parent_key, parent in parents.items():
            children = [pk for pk, key in orphans.items() if key.startswith(parent_key)]
            Area.objects.filter(pk__in=children).update(parent=parent)
