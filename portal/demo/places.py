"""Areas and landmarks: facts, so no samples. Areas that somebody imported are never touched."""

from collections import Counter

from django.contrib.gis.geos import Point
from django.utils import timezone

from portal.demo.records import FOLDER, records
from regions.crs import to_storage
from regions.importing import import_areas
from regions.models import Area, Landmark

LEVELS = ("states", "districts", "municipalities")


def load(progress):
    return Counter(areas=load_areas(progress), landmarks=load_landmarks())


def load_areas(progress):
    if Area.objects.exists():
        return 0
    created = 0
    for level in LEVELS:
        report = import_areas(
            FOLDER / "areas" / f"{level}.geojson.gz",
            progress=lambda done, total, level=level: progress(level.capitalize(), done, total),
        )
        created += report.created
    return created


def load_landmarks():
    known = set(Landmark.objects.values_list("kind", "name", "code"))
    new = [
        Landmark(**record | {"location": to_storage(Point(*record["location"]))}, as_of=timezone.localdate())
        for record in records("landmarks")
        if (record["kind"], record["name"], record["code"]) not in known
    ]
    return len(Landmark.objects.bulk_create(new))
