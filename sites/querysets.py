"""What one may ask of the pool."""

from django.conf import settings
from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.measure import D
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone
from django.utils.translation import get_language

from publishing.querysets import PublishableQuerySet
from regions.crs import densified_bbox, to_storage
from sites.choices import Kind, MarketingStatus


class SpaceQuerySet(PublishableQuerySet):
    def plots(self):
        return self.filter(kind=Kind.PLOT)

    def halls(self):
        return self.filter(kind=Kind.HALL)

    def available(self):
        """Still to be had at once."""
        return self.filter(marketing_status=MarketingStatus.FREE)

    def on_offer(self):
        """What list and map show: free or reserved. Sold and let objects keep only their page."""
        return self.exclude(marketing_status=MarketingStatus.TAKEN)

    def available_by(self, day):
        """To be had on that day; where no date is stated it is to be had now."""
        return self.filter(Q(available_from__isnull=True) | Q(available_from__lte=day))

    def within(self, bounds):
        """Those whose public geometry meets the box (west, south, east, north) in WGS84 degrees."""
        box = densified_bbox(*bounds)
        if box is None:
            return self.none()
        return self.meeting(box)

    def meeting(self, geometry):
        """Those whose public geometry meets `geometry` (EPSG:3035).

        An undisclosed address counts where the map shows it, at its municipality's public point: no filter may
        tell more than a page does.
        """
        bounding = geometry.envelope
        return self.filter(
            Q(public_location__bboverlaps=bounding, public_location__intersects=geometry)
            | Q(discloses_address=True, boundary__bboverlaps=bounding, boundary__intersects=geometry)
        )

    def near(self, point, km):
        """Those whose public point lies within `km` kilometres of `point` (any SRID)."""
        point = to_storage(point)
        return self.filter(public_location__dwithin=(point, D(km=km)))

    def with_distance_to(self, point):
        return self.annotate(distance=Distance("public_location", to_storage(point)))

    def stale(self, at=None):
        """Those whose details nobody confirmed in time."""
        return self.filter(confirm_until__lt=timezone.localdate(at or timezone.now()))

    def with_card(self):
        """With all that a card shows, in a fixed number of queries."""
        return self.select_related("municipality__parent").prefetch_related(
            "offers", "photos__picture", "distances"
        )

    def with_page(self):
        """With all that a page of its own shows."""
        return (
            self.with_card()
            .select_related(
                "municipality__parent__parent",
                "park",
                "contact__organisation",
                "contact__portrait",
                "steward",
            )
            .prefetch_related("utilities", "documents")
        )

    def with_lowest_prices(self):
        """Adds `lowest_price_m2` (EUR/m², sale) and `lowest_rent_m2` (EUR/m² and month); None when not stated."""
        offers = self.model._meta.get_field("offers").related_model.objects.filter(space=OuterRef("pk"))
        return self.annotate(
            lowest_price_m2=Subquery(
                offers.order_by("price_m2").exclude(price_m2=None).values("price_m2")[:1]
            ),
            lowest_rent_m2=Subquery(offers.order_by("rent_m2").exclude(rent_m2=None).values("rent_m2")[:1]),
        )

    def with_sort_name(self):
        """Adds `sort_name`: the name as the page shows it, an untranslated one in German, on both databases alike."""
        if get_language() == settings.LANGUAGE_CODE:
            return self.annotate(sort_name=Lower("name_de"))
        return self.annotate(sort_name=Lower(Coalesce(NullIf("name_en", Value("")), "name_de")))

    def sorted_by(self, order):
        """`newest`, `area`, `-area`, `price`, `-price` or `name`; unknown figures come last, ties by number."""
        return self.with_lowest_prices().with_sort_name().order_by(*ORDERS[order], "number")


ORDERS = {
    "newest": ["-first_published_at"],
    "area": [F("area").asc(nulls_last=True)],
    "-area": [F("area").desc(nulls_last=True)],
    "price": [F("lowest_price_m2").asc(nulls_last=True), F("lowest_rent_m2").asc(nulls_last=True)],
    "-price": [F("lowest_price_m2").desc(nulls_last=True), F("lowest_rent_m2").desc(nulls_last=True)],
    "name": ["sort_name"],
}
