"""Business parks, plots and halls of the demo. Keys of the records are model fields."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import Contact
from portal.demo import people
from portal.demo.records import FOLDER, records
from portal.demo.saving import build_photos, model_fields, publication_fields, save_revision
from regions.crs import to_storage
from sites.models import BusinessPark, Hall, MarketRecord, Offer, Plot, SpaceDistance, SpaceDocument, Utility
from sites.models.children import batch_denormalisation
from sites.models.numbers import IssuedNumber

CONFIRMATION_PERIOD = timedelta(days=365)
DISTANCE_SOURCE = "Beispielangabe (sample figure)"
MODELS_BY_FILE = {"plots": Plot, "halls": Hall}  # the classes edited in the admin: only these have a history
RELATED_ROWS = ("offers", "utilities", "distances", "photos", "documents", "history")


def load_pool(gallery, progress):
    return Counter(parks=load_parks(gallery), spaces=load_spaces(gallery, progress))


def load_parks(gallery):
    stewards = people.organisations_by_key()
    for record in records("parks"):
        fields = model_fields(record, "municipality", "photos")
        fields["location"] = to_storage(Point(*record["location"]))
        fields["steward"] = stewards[record["steward"]]
        park = BusinessPark(**fields, **publication_fields(days_ago=430))
        save_revision(park, *build_photos(park, "park", record["photos"], gallery))
    return len(records("parks"))


def load_spaces(gallery, progress):
    listed = [(model, record) for name, model in MODELS_BY_FILE.items() for record in records(name)]
    parks = {park.slug: park for park in BusinessPark.objects.all()}
    stewards = people.organisations_by_key()
    contacts = {record["key"]: Contact.objects.get(name=record["name"]) for record in records("contacts")}
    IssuedNumber.objects.bulk_create(IssuedNumber(value=record["number"]) for _model, record in listed)
    with batch_denormalisation():
        for done, (model, record) in enumerate(listed, start=1):
            space = model(
                **model_fields(record, *NON_FIELDS),
                park=parks[record["park"]] if "park" in record else None,
                steward=stewards[record["steward"]],
                contact=contacts[record["contact"]],
                **space_geometry(record),
                **space_dates(record),
            )
            save_revision(
                space,
                *related_rows(space, record),
                *build_photos(space, "space", record.get("photos", []), gallery),
            )
            MarketRecord.objects.bulk_create(market_records(space, record))
            progress("Spaces", done, len(listed))
    return len(listed)


NON_FIELDS = {
    *RELATED_ROWS,
    "municipality",
    "park",
    "steward",
    "contact",
    "location",
    "boundary",
    "available_in_days",
    "published_days_ago",
    "confirmed_days_ago",
}


def space_geometry(record):
    """Return point and boundary in EPSG:3035; the municipality is derived from them on save."""
    fields = {"location": to_storage(Point(*record["location"]))}
    if "boundary" in record:
        fields["boundary"] = to_storage(MultiPolygon(Polygon(record["boundary"])))
    return fields


def space_dates(record):
    """Return dates relative to the day of loading, so that the demo is always fresh."""
    today = timezone.localdate()
    confirmed = today - timedelta(days=record["confirmed_days_ago"])
    waits = record.get("available_in_days")
    return publication_fields(days_ago=record["published_days_ago"]) | {
        "data_as_of": confirmed,
        "confirm_until": today + CONFIRMATION_PERIOD,
        "available_from": today + timedelta(days=waits) if waits else None,
    }


def market_records(space, record):
    """Yield former prices; status and area are constant."""
    today, series = timezone.localdate(), uuid4()
    for row in record.get("history", []):
        since, price = today - timedelta(days=row["days_ago"]), row["price_m2"]
        figures = {"marketing_status": "free", "area": space.area, "price_m2": price}
        yield MarketRecord(space=space, series=series, since=since, **figures)


def related_rows(space, record):
    for row in record.get("offers", []):
        yield Offer(space=space, **model_fields(row))
    for row in record.get("utilities", []):
        yield Utility(space=space, **model_fields(row))
    for row in record.get("distances", []):
        yield SpaceDistance(
            space=space, source=DISTANCE_SOURCE, as_of=timezone.localdate(), **model_fields(row)
        )
    for order, row in enumerate(record.get("documents", [])):
        content = ContentFile((FOLDER / "documents" / row["file"]).read_bytes(), name=row["file"])
        words = model_fields(row, "file")
        yield SpaceDocument(space=space, file=content, order=order, as_of=space.data_as_of, **words)
