"""Inhabitants within 10, 25 and 50 km of a space, as the crow flies.

Counted from the public location, as distances are, by the figures of the areas (regions/population.py).
"""

from django.contrib.gis.geos import MultiPolygon
from django.db import transaction
from django.utils import timezone

from regions.population import Population
from sites.models.space import Space
from sites.models.stored import COUNTED_COLUMNS, PEOPLE_COLUMNS, PEOPLE_PERCENT_COLUMNS, PEOPLE_RADII_KM

QUARTER_SEGMENTS = 64
"""Segments of a quarter circle: the polygon lacks 0.01 % of its area."""
MIN_PERCENT = 50
"""Minimum known share of the circle."""
EMPTY_COUNTS = dict.fromkeys(COUNTED_COLUMNS) | {"stored_people_source": ""}


def count_inhabitants(spaces=None):
    """Store the inhabitants around these spaces (a queryset; all when None). Returns the number of changed spaces."""
    spaces = Space.objects.all() if spaces is None else spaces
    population = Population() if spaces.count() > 1 else None
    return sum(_store_batch(some, population) for some in spaces.in_batches())


def _store_batch(spaces, population):
    """Count before the transaction, to keep it short. Spaces moved since are skipped: the move counted them."""
    rows = list(spaces.values("pk", "public_location", *COUNTED_COLUMNS))
    counted = {row["pk"]: counts_around(row["public_location"], population) for row in rows}
    with transaction.atomic():
        return sum(
            spaces.filter(pk=row["pk"], public_location=row["public_location"]).update(
                **counted[row["pk"]], updated_at=timezone.now()
            )
            for row in rows
            if row | counted[row["pk"]] != row
        )


def counts_around(point, population=None):
    """Return {column: value} for a public point (EPSG:3035; None: no place is known)."""
    if point is None:
        return EMPTY_COUNTS
    if population is None:
        population = Population(circle(point, PEOPLE_RADII_KM[-1]))
    if not population.parts:
        return EMPTY_COUNTS
    found = {
        radius: sufficiently_known(population.inside(circle(point, radius))) for radius in PEOPLE_RADII_KM
    }
    found = {radius: inhabitants for radius, inhabitants in found.items() if inhabitants}
    if not found:
        return EMPTY_COUNTS
    days = [inhabitants.as_of for inhabitants in found.values()]
    sources = dict.fromkeys(source for inhabitants in found.values() for source in inhabitants.sources)
    return {
        **EMPTY_COUNTS,
        **{PEOPLE_COLUMNS[radius]: inhabitants.people for radius, inhabitants in found.items()},
        **{PEOPLE_PERCENT_COLUMNS[radius]: inhabitants.percent for radius, inhabitants in found.items()},
        "stored_people_as_of": None if None in days else min(days),
        "stored_people_source": join_sources(sources),
    }


def join_sources(sources):
    """Join as many sources as fit into the column, with an ellipsis for the rest."""
    longest = Space._meta.get_field("stored_people_source").max_length
    told = "; ".join(sources)
    return told if len(told) <= longest else f"{told[: longest - 1].rpartition('; ')[0]}; …"


def sufficiently_known(inhabitants):
    """Return the Inhabitants, or None if too little of the shape is known."""
    return inhabitants if inhabitants and inhabitants.percent >= MIN_PERCENT else None


def circle(point, kilometres):
    return MultiPolygon(point.buffer(kilometres * 1_000, quadsegs=QUARTER_SEGMENTS), srid=point.srid)
