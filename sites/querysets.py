"""Queries of the pool."""

from django.conf import settings
from django.contrib.gis.db.models.functions import Distance
from django.db import transaction
from django.db.models import Case, F, IntegerField, Prefetch, Q, Value, When
from django.utils import timezone

from accounts.querysets import StewardedQuerySet
from formats.folding import sort_key
from publishing.querysets import PUBLICATION_FIELDS, PublishableQuerySet, is_published
from regions.crs import to_storage
from regions.querysets import GEOMETRY_FIELDS
from sites.choices import MarketingStatus
from sites.facts import ON_CARDS
from sites.facts.weights import WANTED
from sites.signals import space_moved
from sites.sorts import DEFAULT_SORT, SORTS

BATCH_SIZE = 500
"""Rows in memory while all are recomputed."""


class KNNDistance(Distance):
    """Distance for ORDER BY; on PostgreSQL the operator `<->`, which uses the GiST index."""

    name = "Distance"

    def as_postgresql(self, compiler, connection, **more):
        return self.as_sql(compiler, connection, template="%(expressions)s", arg_joiner=" <-> ", **more)


class ParkQuerySet(StewardedQuerySet, PublishableQuerySet):
    def choosable_by(self, user):
        """Public parks too: a plot of one organisation may lie in the park of another."""
        return self.filter(Q(pk__in=self.visible_to(user).order_by().values("pk")) | is_published())

    def alphabetical(self):
        """Return a list sorted by displayed name, the German one where it is not translated."""
        return sorted(self, key=lambda park: (sort_key(park.name), park.pk))


class SpaceQuerySet(StewardedQuerySet, PublishableQuerySet):
    def on_offer(self):
        """Free or reserved, as in list and map. Sold and let objects keep only their page."""
        return self.exclude(marketing_status=MarketingStatus.TAKEN)

    def disclosed(self):
        """Those with a public exact location."""
        return self.filter(discloses_address=True)

    def with_distance_to(self, point):
        return self.annotate(distance=Distance("public_location", to_storage(point)))

    def nearest_first(self, point):
        """Order by distance; on PostgreSQL an index scan."""
        return self.order_by(KNNDistance("public_location", to_storage(point)).asc(nulls_last=True), "number")

    def in_park(self, park):
        """On offer in the park with a disclosed location, the largest first."""
        return self.on_offer().disclosed().filter(park=park).sorted_by("-area")

    def to_be_checked(self, at=None):
        """On offer, and public or unpublished for lack of confirmation."""
        return self.published_or_stale(at).on_offer()

    def due(self, at=None):
        day = timezone.localdate(at)
        return self.to_be_checked(at).filter(check_due__lte=day, confirm_until__gte=day)

    def stale(self, at=None):
        """Those not confirmed in time."""
        return self.filter(confirm_until__lt=timezone.localdate(at or timezone.now()))

    def plan_checks(self, at=None):
        """Plan the next checks after a change of the rules, without a new version. Returns the number of changes."""
        intervals, count = self.model.check_intervals(), 0
        for some in self.in_batches():
            changed = []
            for space in some.with_place().defer("search_text"):
                before = space.check_due
                space.plan_check(space.planning_inputs(), at, intervals)
                if space.check_due != before:
                    changed.append(space)
            count += self.model.objects.bulk_update(changed, self.model.PLANNED_FIELDS)
        return count

    def plan_missing_checks(self, at=None):
        """Plan checks of rows written in bulk, without `save()`."""
        return self.filter(check_due=None).plan_checks(at)

    def with_place(self):
        return self.select_related("municipality__parent__parent").defer(*AREA_GEOMETRY)

    def with_facts(self):
        """With place and prices for the headline facts, in a fixed number of queries."""
        return self.with_place().prefetch_related("offers")

    def with_figures(self):
        return self.with_facts().prefetch_related("distances")

    def with_link(self):
        return self.only_with_names(*LINK_COLUMNS)

    def only_with_names(self, *columns):
        """Only these columns, the names, and the names of municipality and district."""
        names = (f"name_{code}" for code, _name in settings.LANGUAGES)
        return self.select_related("municipality__parent").only(*columns, *names, *MUNICIPALITY_COLUMNS)

    def with_photos(self):
        photos = self.model._meta.get_field("photos").related_model.objects
        return self.prefetch_related(Prefetch("photos", photos.select_related("picture")))

    def with_card(self, *columns):
        """With what a card shows and these columns, in a fixed number of queries: three times as fast as all 150."""
        return self.only_with_names(*CARD_COLUMNS, *columns).prefetch_related("offers").with_photos()

    def with_page(self):
        return (
            self.with_facts()
            .with_photos()
            .select_related("park", "contact__organisation", "contact__portrait", "steward")
            .defer("park__boundary", *AREA_GEOMETRY)
            .prefetch_related("distances", "utilities", "documents")
        )

    def in_batches(self, progress=None, size=BATCH_SIZE):
        """Yield querysets of at most `size` rows. `progress(done, total)` is called after each."""
        keys = list(self.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), size):
            some = keys[start : start + size]
            yield self.model.objects.using(self.db).filter(pk__in=some)
            if progress:
                progress(start + len(some), len(keys))

    def refresh(self, progress=None):
        """Recompute denormalised columns, after a park was renamed or areas were imported.

        Writes no new version, so open forms of editors stay valid. Returns the number of rows.
        """
        return sum(some.refresh_batch() for some in self.in_batches(progress))

    def refresh_batch(self):
        rows = self.select_related("park", "municipality__parent__parent").prefetch_related(*FIGURE_RELATIONS)
        spaces, elsewhere, intervals = list(rows), [], self.model.check_intervals()
        for space in spaces:
            known = space.public_location
            space.derive()
            space.plan_check(space.planning_inputs(), intervals=intervals)
            space.search_text = space.compose_search_text()
            if space.public_location != known:
                elsewhere.append(space)
        columns = (*self.model.DERIVED_FIELDS, *self.model.PLANNED_FIELDS)
        count = self.model.objects.using(self.db).bulk_update(spaces, columns, batch_size=200)
        for space in elsewhere:
            space_moved.send(self.model, space=space)
        return count

    def store_figures(self, touches_timestamp=True):
        """Recompute the figures of related rows, without a new version, as `refresh`.

        Updates `updated_at` of changed spaces, which invalidates cached counts; with `touches_timestamp=False`, after
        an update of the portal, it does not, so that no search alert is sent.
        """
        for some in self.in_batches():
            spaces = some.only("pk", *FIGURE_INPUTS, *self.model.STORED_FIGURES).prefetch_related(
                *FIGURE_RELATIONS
            )
            with transaction.atomic(using=self.db):
                for space in spaces:
                    if changes := space.outdated_figures():
                        if touches_timestamp:
                            changes["updated_at"] = timezone.now()
                        self.model.objects.using(self.db).filter(pk=space.pk).update(**changes)

    def with_wishes(self, wishes):
        """Annotate `meets_<name>` (0 or 1) for each wish ({name: condition}) and their sum `wishes_met`."""
        if not wishes:
            return self
        met = {
            f"meets_{name}": Case(When(wish, then=1), default=0, output_field=IntegerField())
            for name, wish in wishes.items()
        }
        return self.annotate(**met).annotate(wishes_met=sum((F(name) for name in met), Value(0)))

    def sorted_by(self, order, place=None):
        """Order by one of SORTS, `distance` to `place` (a geometry) or `relevance` (most wishes met first).

        Missing figures come last, ties by number.
        """
        if order == "distance" and place is not None:
            return self.with_distance_to(place).nearest_first(place)
        if order == "relevance" and "wishes_met" in self.query.annotations:
            return self.order_by("-wishes_met", *SORTS[DEFAULT_SORT].columns, "number")
        columns = SORTS[order].columns if order in SORTS else ()
        return self.order_by(*columns or SORTS[DEFAULT_SORT].columns, "number")


LINK_COLUMNS = ("kind", "number", "name", "area", *PUBLICATION_FIELDS)
CARD_COLUMNS = (
    *(*LINK_COLUMNS, "is_sample", "marketing_status", "available_from"),
    *("divisible_from", "boundary", "discloses_address"),
    *(column for fact in ON_CARDS for column in (fact.name, *fact.card_with)),
    *("stored_motorway_km", "stored_motorway_code", "stored_motorway_is_approximate"),
    "stored_motorway_lorry_min",
)
MUNICIPALITY_COLUMNS = [
    f"municipality__{path}{field}"
    for path in ("", "parent__")
    for field in ("kind", "name", "designation", "parent")
]

FIGURE_RELATIONS = ("offers", "utilities", "distances", "photos")
FIGURE_INPUTS = {
    *("kind", "area", "divisible_from", "office_area", "column_grid", "power_kva", "discloses_address"),
    *(name for table in WANTED.values() for wanted in table for name in wanted.fields),
}

AREA_GEOMETRY = [
    f"municipality__{path}{field}"
    for path in ("", "parent__", "parent__parent__")
    for field in GEOMETRY_FIELDS
]
