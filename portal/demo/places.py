"""Areas and landmarks: facts, so no samples. Areas that somebody imported are never touched."""

from collections import Counter

from django.contrib.gis.geos import Point
from django.utils import timezone

from portal.demo.records import FOLDER, records
from regions.crs import to_storage
from regions.importing import import_areas
from regions.models import Area, Landmark

LEVELS = {
    Area.Kind.STATE: "states",
    Area.Kind.DISTRICT: "districts",
    Area.Kind.MUNICIPALITY: "municipalities",
}


def load(progress):
    return Counter(areas=load_areas(progress), landmarks=load_landmarks())


def load_areas(progress):
    known = set(Area.objects.values_list("kind", flat=True))
    created = 0
    for kind, name in LEVELS.items():
        if kind in known:
            continue
        report = import_areas(
            FOLDER / "areas" / f"{name}.geojson.gz",
            progress=lambda done, total, name=name: progress(name.capitalize(), done, total),
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
