from django.contrib.gis.db.models import Extent, GeometryField, PointField
from django.contrib.gis.db.models.functions import Area as AreaOf
from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.measure import D
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from regions.crs import STORAGE_SRID, bbox_to_wgs84, to_storage

BORDER_TOLERANCE_M = 200
"""A point just outside every boundary (a river, a generalised border) belongs to the nearest area."""

GEOMETRY_FIELDS = ("boundary", "outline", "center")


class AreaQuerySet(QuerySet):
    def states(self):
        return self.filter(kind=self.model.Kind.STATE)

    def districts(self):
        return self.filter(kind=self.model.Kind.DISTRICT)

    def municipalities(self):
        return self.filter(kind=self.model.Kind.MUNICIPALITY)

    def valid(self, on=None):
        """Filter areas that exist on that date (default: today), first and last day included."""
        on = on or timezone.localdate()
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_until=None) | Q(valid_until__gte=on)
        )

    def by_key(self, *keys):
        """Filter by official keys (AGS)."""
        return self.filter(key__in=keys)

    def without_geometry(self):
        """Defer geometries and parents, where only names are needed."""
        return self.select_related(None).defer(*GEOMETRY_FIELDS)

    def with_superiors(self):
        """Select district and state without their geometries, for `distinct_name`."""
        shapes = [f"{of}{name}" for of in ("parent__", "parent__parent__") for name in GEOMETRY_FIELDS]
        return self.select_related("parent__parent").defer(*shapes)

    def largest_name(self):
        """Return an expression: the name of the area with most inhabitants, else of the largest."""
        by_inhabitants = self.filter(population__isnull=False).order_by("-population", "key")
        by_area = self.order_by(AreaOf("boundary").desc(), "key")
        return Coalesce(*(Subquery(areas.values("name")[:1]) for areas in (by_inhabitants, by_area)))

    def labelled(self):
        """Filter areas labelled on the base map, the biggest city first."""
        return self.filter(label_rank__isnull=False, center__isnull=False).order_by("label_rank", "key")

    def containing(self, point):
        """Filter areas whose boundary covers the point (any SRID), else the nearest within 200 m, else none."""
        point = to_storage(point)
        # bbcontains, not bboverlaps: in SpatiaLite a box does not overlap what lies wholly inside it.
        inside = self.filter(boundary__bbcontains=point, boundary__covers=point)
        return inside if inside.exists() else self._nearest(point)

    def _nearest(self, point):
        return self.filter(boundary__distance_lte=(point, D(m=BORDER_TOLERANCE_M))).order_by(
            Distance("boundary", point), "key"
        )[:1]

    def municipality_at(self, point):
        """Return today's municipality at the point (any SRID), or the nearest within 200 m, or None.

        District and state are selected; boundaries, which are large, are deferred.
        """
        around = self.municipalities().valid().containing(point)
        return around.with_superiors().defer("boundary", "outline").first()

    def extent(self):
        """Return west, south, east, north in WGS84 degrees around the outlines, or None."""
        extent = self.aggregate(extent=Extent("outline"))["extent"]
        return bbox_to_wgs84(extent) if extent else None

    def around_region(self, on=None):
        """Filter the states valid on that date (default: today), or all areas if no state is loaded."""
        drawn = self.valid(on).filter(outline__isnull=False)
        return drawn.filter(Q(kind=self.model.Kind.STATE) | ~Exists(drawn.states()))

    def region_extent(self):
        """Return the `extent` of `around_region`, or None."""
        return self.around_region().extent()


class LandmarkQuerySet(QuerySet):
    def nearest_to_outer(self, kind, column):
        """Return a subquery: the nearest landmark of that kind to the outer query's point `column` (EPSG:3035)."""
        point = ExpressionWrapper(OuterRef(column), output_field=PointField(srid=STORAGE_SRID))
        # A window, because ORDER BY of a subquery cannot reference the outer query in SQLite.
        nearness = Window(RowNumber(), order_by=[Distance(SHAPE, point), "pk"])
        return self.filter(kind=kind).order_by().annotate(nearness=nearness).filter(nearness=1)


SHAPE = Coalesce("course", "location", output_field=GeometryField(srid=STORAGE_SRID))
