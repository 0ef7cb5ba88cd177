"""What one may ask of the pool."""

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.measure import D
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
)
from django.utils import timezone

from publishing.querysets import PublishableQuerySet
from regions.crs import densified_bbox, to_storage
from sites.choices import Disposal, Kind, MarketingStatus

FIGURES = ("area", "price_m2", "rent_m2", "clear_height")
"""What visitors filter by although many objects do not state it."""


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

    def disclosed(self):
        """Those whose exact place the public may know."""
        return self.filter(discloses_address=True)

    def available_by(self, day):
        """To be had on that day; where no date is stated it is to be had now."""
        return self.filter(Q(available_from__isnull=True) | Q(available_from__lte=day))

    def offering_at_least(self, m2, or_unknown=False):
        """A space offers every size from its smallest part to its area."""
        return self.filter(self._or_unknown("area", or_unknown, Q(area__gte=m2)))

    def offering_at_most(self, m2, or_unknown=False):
        smallest = Q(divisible_from__lte=m2) | Q(divisible_from__isnull=True, area__lte=m2)
        return self.filter(self._or_unknown("area", or_unknown, Q(area__isnull=False) & smallest))

    def for_sale_up_to(self, price_m2, or_unknown=False):
        """For sale at this price (EUR/m²) or less."""
        priced = Q(self._offered(disposal=Disposal.SALE, price_m2__lte=price_m2))
        return self.filter(self._or_unknown("price_m2", or_unknown, priced))

    def to_let_up_to(self, rent_m2, or_unknown=False):
        """To let at this net rent (EUR/m² and month) or less."""
        priced = Q(self._offered(disposal=Disposal.LEASE, rent_m2__lte=rent_m2))
        return self.filter(self._or_unknown("rent_m2", or_unknown, priced))

    def clear_from(self, metres, or_unknown=False):
        return self.filter(self._or_unknown("clear_height", or_unknown, Q(clear_height__gte=metres)))

    def with_unknown(self, *figures):
        """Adds `<figure>_unknown` for each of FIGURES named: whether the space leaves it open."""
        return self.annotate(
            **{
                f"{figure}_unknown": ExpressionWrapper(self.not_stating(figure), output_field=BooleanField())
                for figure in figures
            }
        )

    def not_stating(self, figure):
        """The condition that a space leaves the figure open.

        A price is open when the space is for sale but states none (“on request”), or states no offer at all; what is
        only to let has no price to be open. The same goes for a rent.
        """
        if figure not in ("price_m2", "rent_m2"):
            return Q(**{f"{figure}__isnull": True})
        disposal = Disposal.SALE if figure == "price_m2" else Disposal.LEASE
        stated = self._offered(disposal=disposal, **{f"{figure}__isnull": False})
        return Q(~stated) & (Q(self._offered(disposal=disposal)) | ~Q(self._offered()))

    def _or_unknown(self, figure, or_unknown, condition):
        return condition | self.not_stating(figure) if or_unknown else condition

    def _offered(self, **conditions):
        return Exists(self.related_rows("offers").filter(space=OuterRef("pk"), **conditions))

    def related_rows(self, name):
        return self.model._meta.get_field(name).related_model.objects.all()

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
        return self.filter(
            Q(public_location__intersects=geometry) | Q(discloses_address=True, boundary__intersects=geometry)
        )

    def near(self, point, km):
        """Those whose public point lies within `km` kilometres of `point` (any SRID)."""
        point = to_storage(point)
        return self.filter(public_location__dwithin=(point, D(km=km)))

    def with_distance_to(self, point):
        return self.annotate(distance=Distance("public_location", to_storage(point)))

    def similar_to(self, space):
        """Objects on offer of the same kind, the nearest first as far as the public knows their places."""
        others = self.published().on_offer().filter(kind=space.kind).exclude(pk=space.pk)
        if space.public_location is None:
            return others.newest_first()
        return others.with_distance_to(space.public_location).order_by(
            F("distance").asc(nulls_last=True), "number"
        )

    def stale(self, at=None):
        """Those whose details nobody confirmed in time."""
        return self.filter(confirm_until__lt=timezone.localdate(at or timezone.now()))

    def with_figures(self):
        """With the place, the prices and the distances, in a fixed number of queries."""
        return (
            self.select_related("municipality__parent__parent")
            .defer(*AREA_GEOMETRY)
            .prefetch_related("offers", "distances")
        )

    def with_card(self):
        """With all that a card shows, in a fixed number of queries."""
        photos = self.related_rows("photos").select_related("picture")
        return self.with_figures().prefetch_related(Prefetch("photos", photos))

    def with_page(self):
        """With all that a page of its own shows."""
        return (
            self.with_card()
            .select_related(
                "park",
                "contact__organisation",
                "contact__portrait",
                "steward",
            )
            .defer("park__boundary", *AREA_GEOMETRY)
            .prefetch_related("utilities", "documents")
        )

    def with_lowest_prices(self):
        """Adds `lowest_price_m2` (EUR/m², sale) and `lowest_rent_m2` (EUR/m² and month); None when not stated."""
        offers = self.related_rows("offers").filter(space=OuterRef("pk"))
        return self.annotate(
            lowest_price_m2=Subquery(
                offers.order_by("price_m2").exclude(price_m2=None).values("price_m2")[:1]
            ),
            lowest_rent_m2=Subquery(offers.order_by("rent_m2").exclude(rent_m2=None).values("rent_m2")[:1]),
        )

    def refresh(self):
        """Work out anew what rows store of others: after a park was renamed, or the areas were imported.

        Writes those columns only: no new version, so that no editor's open form is refused. Returns the count.
        """
        spaces = list(self.select_related("park", "municipality__parent__parent"))
        for space in spaces:
            space.derive()
            space.search_text = space.compose_search_text()
        return self.model.objects.bulk_update(spaces, self.model.DERIVED_FIELDS, batch_size=200)

    def sorted_by(self, order):
        """`newest`, `area`, `-area`, `price`, `-price` or `name`; unknown figures come last, ties by number."""
        return self.with_lowest_prices().order_by(*ORDERS[order], "number")


ORDERS = {
    "newest": ["-first_published_at"],
    "area": [F("area").asc(nulls_last=True)],
    "-area": [F("area").desc(nulls_last=True)],
    "price": [F("lowest_price_m2").asc(nulls_last=True), F("lowest_rent_m2").asc(nulls_last=True)],
    "-price": [F("lowest_price_m2").desc(nulls_last=True), F("lowest_rent_m2").desc(nulls_last=True)],
    "name": ["sort_name"],
}

AREA_GEOMETRY = [
    f"municipality__{path}{field}"
    for path in ("", "parent__", "parent__parent__")
    for field in ("boundary", "outline", "center")
]
