from django.contrib.gis.db import models
from django.core.validators import MinValueValidator, RegexValidator
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from formats.folding import fold
from regions.crs import STORAGE_SRID
from regions.names import full_name, is_urban_district, localized_designation, spellings
from regions.querysets import AreaQuerySet, LandmarkQuerySet


def has_key(kind, digits):
    return Q(kind=kind) & Q(Exact(Length("key"), digits))


class Area(models.Model):
    """A state, district or municipality with its official boundary, as it was from one date to another."""

    access_policy = "shared"  # docs/adr/0040
    is_importable = True
    historic_date_fields = ("valid_from", "valid_until", "population_as_of")

    class Kind(models.TextChoices):
        STATE = "state", _("state")
        DISTRICT = "district", _("district")
        MUNICIPALITY = "municipality", _("municipality")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    key = models.CharField(
        _("official key"),
        max_length=12,
        db_index=True,
        validators=[
            RegexValidator(
                r"^(\d{2}|\d{5}|\d{8})\Z", _("The official key has 2, 5 or 8 digits, for example 14713.")
            )
        ],
        help_text=_(
            "Amtlicher Gemeindeschlüssel (AGS): 2 digits for a state, 5 for a district, 8 for a municipality."
        ),
    )
    name = models.CharField(_("name"), max_length=120)
    designation = models.CharField(
        _("designation"),
        max_length=80,
        blank=True,
        help_text=_("What the area is called by law, in German, for example Landkreis or Kreisfreie Stadt."),
    )
    slug = models.SlugField(
        _("address part"),
        max_length=140,
        blank=True,
        help_text=_("Made from name and key when left empty, for example leipzig-14713."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    boundary = models.MultiPolygonField(
        _("boundary"),
        srid=STORAGE_SRID,
        null=True,
        blank=True,
        help_text=_("As the survey gave it. Decides which area a point lies in."),
    )
    outline = models.MultiPolygonField(
        _("outline"),
        srid=STORAGE_SRID,
        null=True,
        blank=True,
        help_text=_("Simplified for drawing on the map."),
    )
    center = models.PointField(
        _("public point"),
        srid=STORAGE_SRID,
        null=True,
        blank=True,
        help_text=_("Stands on the map for everything here whose address is not disclosed."),
    )
    population = models.PositiveIntegerField(_("inhabitants"), null=True, blank=True)
    population_as_of = models.DateField(_("inhabitants as of"), null=True, blank=True)
    population_source = models.CharField(
        _("source of the inhabitants"),
        max_length=255,
        blank=True,
        help_text=_("Whose figure it is, with its licence: told wherever inhabitants in reach are."),
    )
    transfer_tax = models.DecimalField(
        _("land transfer tax (%)"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Of a state: what buyers of land pay there, in percent of the price. Empty: not told."),
    )
    label_rank = models.PositiveSmallIntegerField(
        _("rank of the map label"),
        null=True,
        blank=True,
        help_text=_("1 is the biggest city. Leave empty to write no name on the map."),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day on which the area exists.")
    )
    source = models.CharField(_("source"), max_length=255, blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name", "key"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        indexes = [
            # The latest change of figures is queried often, and rows with boundaries are large.
            models.Index(
                fields=["changed_at"], condition=Q(population__isnull=False), name="area_figures_changed_idx"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "valid_from"],
                name="area_unique_key_and_start",
                violation_error_message=_("There is already an area with this key from this date on."),
            ),
            # NULLs are distinct in SQL, so the constraint above does not cover keys without a date.
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(valid_from=None),
                name="area_unique_key_without_start",
                violation_error_message=_(
                    "There is already an area with this key and no date to start from."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="area_period_in_order",
                violation_error_message=_("“Valid until” lies before “valid from”."),
            ),
            models.CheckConstraint(
                condition=Q(transfer_tax=None) | Q(kind="state"),
                name="area_transfer_tax_of_states",
                violation_error_message=_("Only a state has a rate of the land transfer tax."),
            ),
            models.CheckConstraint(
                condition=Q(population__isnull=False) | Q(population_as_of=None, population_source=""),
                name="area_population_day_and_source_of_a_figure",
                violation_error_message=_("Day and source need a number of inhabitants."),
            ),
            models.CheckConstraint(
                condition=has_key("state", 2) | has_key("district", 5) | has_key("municipality", 8),
                name="area_key_length_tells_kind",
                violation_error_message=_(
                    "The key has 2 digits for a state, 5 for a district, 8 for a municipality."
                ),
            ),
        ]

    def __str__(self):
        return self.full_name

    def save(self, **kwargs):
        if not self.slug:
            self.slug = self.default_slug
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "slug"}
        super().save(**kwargs)

    @property
    def default_slug(self):
        return slugify(f"{fold(self.name)} {self.key}")

    @property
    def full_name(self):
        return full_name(self.kind, self.name, self.designation)

    @property
    def spellings(self):
        """The full names in all languages."""
        return spellings(self.kind, self.name, self.designation)

    @property
    def distinct_name(self):
        """Unambiguous: “Neumark – Gemeinde, Vogtlandkreis, Sachsen”. Needs `with_superiors()`."""
        return " – ".join(filter(None, [self.full_name, ", ".join(self._distinguishing_parts())]))

    def _distinguishing_parts(self):
        kind = localized_designation(self.designation) or self.get_kind_display()
        if self.kind == self.Kind.MUNICIPALITY and "kreis" in kind.casefold():  # the district's designation
            kind = self.get_kind_display()
        names = [self.full_name]
        if not self.full_name.startswith(f"{kind} "):
            yield kind
        superior = self.parent
        while superior and len(names) < len(self.Kind):
            if superior.full_name not in names:
                yield superior.full_name
            names.append(superior.full_name)
            superior = superior.parent
        if self.valid_until:
            yield _("until %(day)s") % {"day": date_format(self.valid_until, "SHORT_DATE_FORMAT")}

    @property
    def is_urban_district(self):
        return is_urban_district(self.kind, self.designation)


class Landmark(models.Model):
    """A place whose distance matters to investors."""

    access_policy = "shared"
    is_importable = True

    class Kind(models.TextChoices):
        MOTORWAY_JUNCTION = "motorway_junction", _("motorway junction")
        FEDERAL_ROAD = "federal_road", _("federal road")
        AIRPORT = "airport", _("airport")
        PORT = "port", _("port")
        RAIL_TERMINAL = "rail_terminal", _("rail terminal")
        FREIGHT_STATION = "freight_station", _("freight station")
        STATION = "station", _("railway station")
        SUBSTATION = "substation", _("substation")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    code = models.CharField(
        _("short code"), max_length=20, blank=True, help_text=_("As on the signs, for example A 14 or LEJ.")
    )
    location = models.PointField(_("location"), srid=STORAGE_SRID)
    course = models.MultiLineStringField(
        _("course"),
        srid=STORAGE_SRID,
        null=True,
        blank=True,
        help_text=_("Of a road: distances count to the line instead of the point."),
    )
    source = models.CharField(_("source"), max_length=255, blank=True)
    precision_m = models.PositiveIntegerField(
        _("precision (m)"),
        null=True,
        blank=True,
        help_text=_("How far the true place may be from the point."),
    )
    as_of = models.DateField(_("as of"), null=True, blank=True)

    objects = LandmarkQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "pk"]
        verbose_name = _("landmark")
        verbose_name_plural = _("landmarks")

    def __str__(self):
        return f"{self.name} ({self.code})" if self.code else self.name

    @property
    def shape(self):
        """The geometry distances are measured to (EPSG:3035): the course, else the point."""
        return self.course or self.location


class Postcode(models.Model):
    """A German postcode with a representative point; its area is unknown."""

    access_policy = "shared"
    is_importable = True

    code = models.CharField(
        _("postcode"),
        max_length=5,
        unique=True,
        validators=[RegexValidator(r"^[0-9]{5}\Z", _("A postcode has 5 digits, for example 04109."))],
    )
    name = models.CharField(_("place"), max_length=120, blank=True)
    location = models.PointField(_("location"), srid=STORAGE_SRID)
    source = models.CharField(_("source"), max_length=255, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")

    def __str__(self):
        return f"{self.code} {self.name}" if self.name else self.code
