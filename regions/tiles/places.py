"""Population of named places, by which maps prioritise labels.

Files rarely include it, and names are not unique: municipalities are matched by name and location.
"""

import re
from functools import lru_cache

from django.contrib.gis.geos import Point

from regions.crs import WGS84_SRID, to_storage
from regions.models import Area
from regions.tiles import grid, mvt

POPULATED_CLASSES = {"city", "town", "village"}
"""Classes that may be a whole municipality; a suburb of the same name is not."""
NAME_ADDITION = re.compile(r"\s*[/(,].*")


class PlacePopulations:
    """Loads names once, and boundaries on demand."""

    def __init__(self):
        found = Area.objects.municipalities().valid().filter(boundary__isnull=False)
        self.by_name = {}
        for name, pk, population, rank in found.values_list("name", "pk", "population", "label_rank"):
            if population or rank:
                self.by_name.setdefault(_base_name(name), []).append((pk, population, rank))
        self.lookup = lru_cache(maxsize=100_000)(self._lookup)
        self.prepared_boundary = lru_cache(maxsize=None)(self._prepared_boundary)

    def layer(self, layer, zoom, x, y):
        """Add `population`, or else `rank` (1 is the biggest), to the layer `place`."""
        for feature in layer.features:
            tags = feature.tags
            feature.tags = {key: value for key, value in tags.items() if value is not None}
            name = tags.get("name") or tags.get("name:latin") or tags.get("name:de")
            if tags.get("class") not in POPULATED_CLASSES or not name or not feature.commands:
                continue
            if tags.get("population"):
                continue
            ((place, *_others), *_parts) = mvt.decode_paths(feature)
            degrees = grid.lonlat_at(zoom, x + place[0] / layer.extent, y + place[1] / layer.extent)
            feature.tags |= self.lookup(_base_name(name), round(degrees[0], 3), round(degrees[1], 3))
        return layer

    def _lookup(self, stem, longitude, latitude):
        if stem not in self.by_name:
            return {}
        point = to_storage(Point(longitude, latitude, srid=WGS84_SRID))
        for pk, population, rank in self.by_name[stem]:
            if self.prepared_boundary(pk).covers(point):
                return {"population": population} if population else {"rank": rank}
        return {}

    def _prepared_boundary(self, pk):
        return Area.objects.values_list("boundary", flat=True).get(pk=pk).prepared


def _base_name(name):
    """Strip additions as in “Frankenberg/Sa.”, “Halle (Saale)”."""
    return NAME_ADDITION.sub("", name).casefold()
