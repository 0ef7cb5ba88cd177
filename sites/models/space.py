"""One table for the whole pool: a space is a plot or a hall."""

from decimal import Decimal

from django.conf import settings
from django.contrib.gis.db import models
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from formats.choices import choice_label
from formats.folding import fold, sort_key, url_slug
from publishing.access_policy import AccessPolicy
from publishing.models import Publishable, WithPhotos
from publishing.models.publishable import in_all_languages, untranslated_indexes
from regions.constraints import GeometryConstraint
from regions.crs import STORAGE_SRID
from regions.models import Area
from regions.validators import validate_boundary, validate_in_region
from sites import choices
from sites.models import stored
from sites.models.facts import HallFacts, PlotFacts, SharedFacts, empty_unless_kind
from sites.models.freshness import Freshness
from sites.models.indexes import SORT_INDEXES
from sites.models.location import WithLocation
from sites.models.numbers import IssuedNumber
from sites.models.stored import COUNTED_COLUMNS, STORED_FIGURES, StoredFigures
from sites.querysets import SpaceQuerySet
from sites.signals import space_moved
from sites.validators import not_in_future

MAX_SLUG_LENGTH = 60
PRICE_FIELDS = ("price_type", "price_m2", "price_total", "rent_m2", "service_charge_m2", "ground_rent_m2")


class Space(
    WithPhotos, WithLocation, Publishable, Freshness, SharedFacts, PlotFacts, HallFacts, StoredFigures
):
    access_policy = AccessPolicy.STEWARD
    steward_field = "steward"

    Kind = choices.Kind
    MarketingStatus = choices.MarketingStatus
    AREA_TOLERANCE = Decimal("0.05")

    DERIVED_FIELDS = (
        "location",
        "municipality",
        "public_location",
        "search_text",
        *(name for name in STORED_FIGURES if name not in COUNTED_COLUMNS),
        *(f"sort_name_{code}" for code, _name in settings.LANGUAGES),
    )

    STORED_FIGURES = STORED_FIGURES

    title_field = "name"
    search_fields = ("name", "description", "situation", "sectors_wanted", "sectors_wanted_en")
    searched_by_editors = ("name_de", "name_en", "address", "postcode", "external_reference", "parcels")
    unreviewed_fields = {
        "fields": ("marketing_status", "available_from", "data_as_of"),
        "sites.offer": PRICE_FIELDS,
    }
    historic_date_fields = ("plan_status_on", "land_value_on")
    latest_wins_fields = ("data_as_of",)
    expires_unasked = Q(marketing_status=choices.MarketingStatus.TAKEN)

    kind = models.CharField(_("kind"), max_length=5, choices=choices.Kind)
    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)
    name = models.CharField(_("name"), max_length=160)
    description = models.TextField(_("description"), blank=True)
    situation = models.TextField(
        _("situation"), blank=True, help_text=_("Surroundings and access, in a few sentences.")
    )
    sort_name = models.CharField(max_length=160, editable=False, blank=True)
    marketing_status = models.CharField(
        _("market status"),
        max_length=10,
        choices=choices.MarketingStatus,
        default=choices.MarketingStatus.FREE,
        help_text=_("What is sold or let leaves list and map; its page stays for a while."),
    )
    available_from = models.DateField(
        _("available from"), null=True, blank=True, help_text=_("Empty: immediately.")
    )
    park = models.ForeignKey(
        "sites.BusinessPark",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="spaces",
        verbose_name=_("business park"),
    )
    steward = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stewarded_spaces",
        verbose_name=_("responsible office"),
        help_text=_("The organisation that answers for the entry and may edit it."),
    )
    contact = models.ForeignKey(
        "accounts.Contact",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="spaces",
        verbose_name=_("contact"),
    )
    data_as_of = models.DateField(
        _("data as of"),
        default=timezone.localdate,
        validators=[not_in_future],
        help_text=_("“Stand der Angaben”, the day of the last check: shown on the page."),
    )
    external_reference = models.CharField(
        _("reference of the owner or broker"),
        max_length=60,
        blank=True,
        help_text=_("Visitors see it on the page and find the property by it."),
    )

    address = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    discloses_address = models.BooleanField(
        _("show the exact place"),
        default=True,
        help_text=_(
            "Off: visitors see only the municipality, on the map as well; distances typed by hand are kept, not shown."
        ),
    )
    location = models.PointField(
        _("point"),
        srid=STORAGE_SRID,
        null=True,
        blank=True,
        validators=[validate_in_region],
        help_text=_("Where the marker stands. Left empty, it is taken from the boundary."),
    )
    boundary = models.MultiPolygonField(
        _("boundary"),
        srid=STORAGE_SRID,
        null=True,
        blank=True,
        validators=[validate_boundary, validate_in_region],
    )
    # The disclosed place: used by every spatial filter, the map and all exports.
    public_location = models.PointField(srid=STORAGE_SRID, null=True, editable=False)
    municipality = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="spaces",
        verbose_name=_("municipality"),
        limit_choices_to={"kind": Area.Kind.MUNICIPALITY},
        help_text=_("Found from the point when you save, unless you fix it below."),
    )
    municipality_is_fixed = models.BooleanField(
        _("keep the municipality chosen here"),
        default=False,
        help_text=_("On: it is not looked up from the point."),
    )

    objects = SpaceQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("space")
        verbose_name_plural = _("spaces")
        ordering = ["number"]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["kind", "marketing_status", "area"], name="space_pool_idx"),
            models.Index(fields=["check_due"], name="space_check_due_idx"),
            # Without it SQLite reads all published rows for the neighbours in a park.
            models.Index(
                fields=["park", "workflow_state"], condition=Q(park__isnull=False), name="space_in_park_idx"
            ),
            # On PostgreSQL counts and map clusters of spaces on offer are index-only scans.
            models.Index(
                fields=["kind", "workflow_state", "marketing_status"],
                include=[
                    "published_from",
                    "published_until",
                    "confirm_until",
                    "municipality",
                    "updated_at",
                    "public_location",
                    "number",
                    "id",
                ],
                name="space_offer_idx",
            ),
            *SORT_INDEXES,
            *untranslated_indexes("name", ["kind"], "space"),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(area__gt=0),
                name="space_area_positive",
                violation_error_message=_("The area must be greater than 0."),
            ),
            models.CheckConstraint(
                condition=Q(divisible_from__isnull=True)
                | Q(divisible_from__gt=0) & (Q(area__isnull=True) | Q(divisible_from__lte=F("area"))),
                name="space_divisible_from_within_area",
                violation_error_message=_("The smallest part cannot be larger than the area."),
            ),
            models.CheckConstraint(
                condition=Q(site_coverage_ratio__isnull=True)
                | Q(site_coverage_ratio__gte=0, site_coverage_ratio__lte=1),
                name="space_site_coverage_between_0_and_1",
                violation_error_message=_("The site coverage ratio (GRZ) lies between 0 and 1."),
            ),
            GeometryConstraint(
                condition=Q(boundary__isnull=True) | Q(boundary__isvalid=True), name="space_boundary_valid"
            ),
            GeometryConstraint(
                condition=Q(boundary__isnull=True)
                | Q(location__isnull=True)
                | Q(boundary__intersects=F("location")),
                name="space_boundary_meets_location",
            ),
            models.CheckConstraint(
                condition=empty_unless_kind("hall", HallFacts._meta.local_fields),
                name="space_hall_figures_only_for_halls",
                violation_error_message=_("A plot cannot state figures of a building."),
            ),
            models.CheckConstraint(
                condition=empty_unless_kind("plot", PlotFacts._meta.local_fields),
                name="space_plot_figures_only_for_plots",
                violation_error_message=_("A building cannot state figures of a plot."),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.name}" if self.number else self.name

    def clean(self):
        super().clean()
        if self.boundary and self.boundary.valid:
            self.follow_boundary()
        if self.boundary and self.location and not self.boundary.intersects(self.location):
            raise ValidationError(
                {
                    "location": _(
                        "The point lies outside the boundary. Move it, or remove it to take a point inside."
                    )
                }
            )

    def save(self, *args, update_fields=None, at=None, **kwargs):
        """`at`: the day from which the next check is planned; defaults to today."""
        if self.number is None:
            self.number = IssuedNumber.objects.issue()
        self.derive()
        columns = ("public_location", *self.PLANNING_INPUTS, *COUNTED_COLUMNS)
        known = self.stored_values(*columns) if self.pk else None
        self.copy_counted(known)
        self.plan_check(known, at)
        if update_fields is not None:
            # Otherwise a place hidden by saving one field would stay public.
            update_fields = {*update_fields, *self.DERIVED_FIELDS, *self.PLANNED_FIELDS}
        # One transaction: no figure of the former place remains if it is aborted.
        with transaction.atomic(kwargs.get("using"), savepoint=False):
            super().save(*args, update_fields=update_fields, **kwargs)
            if self.public_location != (known and known["public_location"]):
                space_moved.send(type(self), space=self)

    def stored_values(self, *names):
        return type(self)._base_manager.filter(pk=self.pk).values(*names).first()

    def derive(self):
        self.derive_location()
        self.store_figures()
        for code, _name in settings.LANGUAGES:
            name = getattr(self, f"name_{code}") or self.name_de or ""
            setattr(self, f"sort_name_{code}", sort_key(name)[:160])

    def set_preview_slug(self):
        self.number = self.number or 0

    @property
    def heading(self):
        """Line above the name on its page. A new object in a preview has no number yet."""
        return _("Property %(number)s") % {"number": self.number} if self.number else _("New property")

    def derive_location(self):
        """Derive the point from the boundary, the municipality from the point, and `public_location` from both."""
        self.follow_boundary()
        if self.location and not self.municipality_is_fixed:
            self.municipality = Area.objects.municipality_at(self.location)
        self.public_location = self.public_point()

    def public_point(self):
        if self.discloses_address and self.location:
            return self.location
        return self.municipality.center if self.municipality else None

    def search_values(self):
        yield from super().search_values()
        yield self.number
        yield self.external_reference
        if self.public_park and self.public_park.workflow_state == self.WorkflowState.PUBLISHED:
            yield from in_all_languages(self.public_park, "name")
        if self.discloses_address:
            yield self.address
            yield self.postcode

    def compose_search_text(self):
        places = []
        area = self.municipality
        while area is not None:
            places.append(area.name)
            area = area.parent
        return f"{super().compose_search_text()} {fold(' '.join(places))}"

    @property
    def slug(self):
        """Readable end of the URL; the number before it identifies the space."""
        return url_slug(self.name_de or self.name, MAX_SLUG_LENGTH) or self.kind

    def get_absolute_url(self):
        route = "sites:plot" if self.kind == self.Kind.PLOT else "sites:hall"
        return reverse(route, kwargs={"number": self.number, "slug": self.slug})

    @property
    def public_geometry(self):
        """The disclosed geometry: boundary, point, the municipality's point or None."""
        if self.discloses_address and self.boundary:
            return self.boundary
        return self.public_location

    @property
    def public_park(self):
        """The park, unless it would reveal an undisclosed place."""
        return self.park if self.discloses_address else None

    @property
    def public_distances(self):
        """One distance for each kind, unordered, without manual ones that would reveal an undisclosed place."""
        return stored.disclosed_distances(self)

    @property
    def public_drives(self):
        """{(kind, vehicle): SpaceDistance} with minutes by road, disclosed by the same rule."""
        return stored.disclosed_drives(self)

    @property
    def has_road(self):
        return self.stored_road_access in (choices.RoadAccess.KNOWN, choices.RoadAccess.CAR_ONLY)

    @property
    def district(self):
        return self.municipality.parent if self.municipality else None

    def get_kind_display(self):
        return choice_label(self, "kind")

    def get_marketing_status_display(self):
        return choice_label(self, "marketing_status")

    @property
    def is_plot(self):
        return self.kind == self.Kind.PLOT

    @property
    def is_hall(self):
        return self.kind == self.Kind.HALL

    @property
    def is_on_offer(self):
        return self.marketing_status != self.MarketingStatus.TAKEN

    @property
    def smallest_area(self):
        """m². Lower bound of the offered area; `area` is the upper one."""
        return self.divisible_from or self.area

    @property
    def stated_area(self):
        """The entered area (m²) that the boundary should have; None if none is comparable."""
        return (self.gross_area or self.area) if self.is_plot else self.plot_area

    @property
    def area_difference(self):
        """Difference of drawn and entered area as a fraction (0.08: drawn 8 % larger); None if unknown."""
        if not self.boundary or not self.stated_area:
            return None
        return Decimal(self.boundary.area) / self.stated_area - 1

    @property
    def area_differs(self):
        return self.area_difference is not None and abs(self.area_difference) > self.AREA_TOLERANCE
