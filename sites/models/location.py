"""A boundary and a point: the point follows the boundary, unless somebody set it by hand (docs/adr/0055)."""

from django.contrib.gis.db import models

SAME_PLACE_TOLERANCE_M = 0.01
"""Metres. A form sends back degrees rounded to a millimetre, of the boundary and of the point taken from it."""


class WithLocation(models.Model):
    """Has the fields `location` and `boundary`. Remembers how they are stored, which costs no query."""

    shows_hidden_place = False
    """Set in memory where one reader may see a place that the public may not: what was counted from the public point is
    told as such.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values, **kwargs):
        instance = super().from_db(db, field_names, values, **kwargs)
        instance.remember_geometry()
        return instance

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        super().refresh_from_db(using, fields, from_queryset)
        if fields is None or {"location", "boundary"} & set(fields):
            self.remember_geometry()

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.remember_geometry()

    def remember_geometry(self):
        """None for what was not read: then it was not changed either."""
        self._stored_geometry = self.__dict__.get("location"), self.__dict__.get("boundary")

    def follow_boundary(self):
        """Take the point from the boundary where there is none, and again where that was redrawn."""
        if (self.location is None and self.boundary) or self.boundary_was_redrawn():
            self.location = self.boundary.point_on_surface

    def boundary_was_redrawn(self):
        """Whether the boundary is another than the stored one, and the point still the one taken from that."""
        point, drawn = getattr(self, "_stored_geometry", (None, None))
        boundary = self.__dict__.get("boundary")
        if not (point and drawn and boundary) or boundary is drawn or not self.location:
            return False
        return (
            self.location.equals_exact(point, tolerance=SAME_PLACE_TOLERANCE_M)
            and not boundary.equals_exact(drawn, tolerance=SAME_PLACE_TOLERANCE_M)
            and drawn.point_on_surface.equals_exact(point, tolerance=SAME_PLACE_TOLERANCE_M)
        )
