"""Related rows of a space: offers, utilities, distances, photos, documents."""

import uuid
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from publishing.documents import check_document, clean_filename, clean_upload
from publishing.models import PicturePlacement
from publishing.uploads import carry_over_results, is_committed
from regions.models import Landmark
from roads.vehicles import Vehicle
from sites import choices
from sites.facts import units
from sites.models.facts import char_field, decimal_field, integer_field
from sites.models.space import Space

_pending_space_keys = ContextVar("pending_space_keys", default=None)

COMPUTED_COLUMNS = (
    *("name", "code", "km", "minutes", "source", "as_of"),
    *("is_approximate", "has_ferry", "has_toll"),
)
"""Columns of a distance that the portal computes."""


class SpaceRowQuerySet(models.QuerySet):
    """Updates the stored figures of spaces after bulk writes; the signals below do so for single rows."""

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        created = super().bulk_create(objs, *args, **kwargs)
        Space.objects.filter(pk__in={row.space_id for row in objs}).store_figures()
        return created

    def bulk_update(self, objs, *args, **kwargs):
        objs = list(objs)
        updated = super().bulk_update(objs, *args, **kwargs)
        Space.objects.filter(pk__in={row.space_id for row in objs}).store_figures()
        return updated

    bulk_update.alters_data = bulk_create.alters_data = True


class SpaceDistanceQuerySet(SpaceRowQuerySet):
    def public(self):
        """Distances that may be published, as in `Space.public_distances`; manual ones first."""
        may_be_told = Q(is_manual=False) | Q(space__discloses_address=True)
        return self.filter(may_be_told, vehicle="", km__isnull=False).order_by("-is_manual")

    def computed(self):
        """Distances as the crow flies that the portal computed."""
        return self.filter(is_manual=False, vehicle="")

    def driven(self):
        """Distances by road that the portal computed."""
        return self.filter(is_manual=False).exclude(vehicle="")

    def sync_rows(self, found):
        """Create, update and delete rows to match `found`: {(space pk, kind, vehicle): values of COMPUTED_COLUMNS}.

        Returns the number of changed rows. Conflicting concurrent inserts are ignored: they have the same values.
        """
        stored = {(row.space_id, row.kind, row.vehicle): row for row in self.select_for_update()}
        new, changed = [], []
        for key, values in found.items():
            row = stored.pop(key, None)
            if row is None:
                space, kind, vehicle = key
                row = self.model(space_id=space, kind=kind, vehicle=vehicle, is_manual=False, **values)
                new.append(row)
            elif any(getattr(row, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                changed.append(row)
        rows = self.model.objects
        with batch_denormalisation():
            rows.filter(pk__in=[row.pk for row in stored.values()]).delete()
        rows.bulk_create(new, ignore_conflicts=True)
        rows.bulk_update(changed, COMPUTED_COLUMNS, batch_size=200)
        return len(new) + len(changed) + len(stored)

    sync_rows.alters_data = True


class Offer(models.Model):
    """A sale, lease or ground lease of the space. Prices in EUR; `rent_m2` per m² and month, net."""

    owner_field = "space"

    Disposal = choices.Disposal
    PriceType = choices.PriceType

    space = models.ForeignKey(Space, models.CASCADE, related_name="offers", verbose_name=_("space"))
    disposal = models.CharField(_("disposal"), max_length=12, choices=choices.Disposal)
    price_type = models.CharField(_("kind of price"), max_length=10, choices=choices.PriceType, blank=True)
    price_m2 = decimal_field(_("price"), 9, 2, units.EUR_M2, help_text=_("For a sale."))
    price_total = decimal_field(_("total price"), 13, 2, units.EUR, help_text=_("For a sale."))
    rent_m2 = decimal_field(_("net rent"), 8, 2, units.EUR_M2_MONTH, help_text=_("For a lease."))
    service_charge_m2 = decimal_field(_("service charge"), 8, 2, units.EUR_M2_MONTH)
    deposit = char_field(_("deposit"))
    ground_rent_m2 = decimal_field(_("ground rent"), 8, 2, units.EUR_M2_YEAR)
    ground_rent_percent = decimal_field(_("ground rent"), 5, 2, units.PERCENT_YEAR)
    term_years = integer_field(_("term"), units.YEARS)
    commission = char_field(_("commission"))
    note = char_field(_("note"))

    objects = SpaceRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "disposal"],
                name="offer_once_per_disposal",
                violation_error_message=_("This space is offered in this way already."),
            ),
            models.CheckConstraint(
                condition=Q(disposal="sale") | Q(price_m2__isnull=True, price_total__isnull=True),
                name="offer_price_only_for_sale",
                violation_error_message=_("A sale price belongs to a sale."),
            ),
            models.CheckConstraint(
                condition=Q(disposal="lease") | Q(rent_m2__isnull=True),
                name="offer_rent_only_for_lease",
                violation_error_message=_("A rent belongs to a lease."),
            ),
            models.CheckConstraint(
                condition=~Q(price_type="on_request")
                | Q(price_m2__isnull=True, price_total__isnull=True, rent_m2__isnull=True),
                name="offer_on_request_states_no_price",
                violation_error_message=_("“On request” states no price."),
            ),
        ]

    def __str__(self):
        return self.get_disposal_display()


class Utility(models.Model):
    owner_field = "space"

    Medium = choices.Medium
    Unit = choices.Unit

    space = models.ForeignKey(Space, models.CASCADE, related_name="utilities", verbose_name=_("space"))
    medium = models.CharField(_("medium"), max_length=15, choices=choices.Medium)
    capacity = decimal_field(_("capacity"), 12, 2)
    unit = models.CharField(_("unit"), max_length=6, choices=choices.Unit, blank=True)
    grid_level = models.CharField(_("grid level"), max_length=10, choices=choices.GridLevel, blank=True)
    distance_m = integer_field(_("distance"), units.METRES, help_text=_("0: at the boundary."))
    note = char_field(_("note"))

    objects = SpaceRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("utility")
        verbose_name_plural = _("utilities")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | ~Q(unit=""),
                name="utility_capacity_has_unit",
                violation_error_message=_("Choose the unit of the capacity."),
            )
        ]

    def __str__(self):
        return self.get_medium_display()


class SpaceDistance(models.Model):
    """Distance to the nearest landmark of a kind: computed as the crow flies (sites/pool/distances.py), computed by
    road for a vehicle (sites/pool/driving.py), or entered by hand. A space may have one of each;
    `Space.public_distances` and `Space.public_drives` select.
    """

    owner_field = "space"
    derived_rows = {"is_manual": False}
    """Filter for computed rows (editing.comparing)."""

    Kind = Landmark.Kind

    space = models.ForeignKey(Space, models.CASCADE, related_name="distances", verbose_name=_("space"))
    kind = models.CharField(_("to"), max_length=20, choices=Landmark.Kind)
    name = models.CharField(_("name"), max_length=120, blank=True, help_text=_("For example Halle-Ost."))
    code = models.CharField(_("short code"), max_length=20, blank=True, help_text=_("For example A 14."))
    vehicle = models.CharField(_("vehicle"), max_length=5, choices=Vehicle, blank=True, default="")
    km = decimal_field(_("distance"), 6, 1, units.KILOMETRES)
    minutes = integer_field(_("driving time"), units.MINUTES)
    source = char_field(_("source"))
    as_of = models.DateField(_("as of"), null=True, blank=True)
    is_manual = models.BooleanField(_("typed by hand"), default=True, editable=False)
    is_approximate = models.BooleanField(_("known to the kilometre at best"), default=False, editable=False)
    has_ferry = models.BooleanField(_("a ferry is on the way"), default=False, editable=False)
    has_toll = models.BooleanField(_("a toll road is on the way"), default=False, editable=False)

    objects = SpaceDistanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("distance")
        verbose_name_plural = _("distances")
        ordering = ["km", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "kind", "vehicle", "is_manual"],
                name="distance_once_per_kind",
                violation_error_message=_("This distance is stated already."),
            )
        ]

    def __str__(self):
        kind = self.get_kind_display()
        return kind if self.km is None else f"{kind}: {number_format(self.km)} km"

    def save(self, **kwargs):
        """Skip a computed row that exists already: saving a copied space measures it before its rows are copied."""
        if self._state.adding and not self.is_manual:
            there = SpaceDistance.objects.filter(space=self.space_id, kind=self.kind, is_manual=False)
            if there.filter(vehicle=self.vehicle).exists():
                return
        super().save(**kwargs)


class SpacePhoto(PicturePlacement):
    owner_field = "space"

    space = models.ForeignKey(Space, models.CASCADE, related_name="photos", verbose_name=_("space"))

    class Meta(PicturePlacement.Meta):
        pass


@receiver([post_save, post_delete], sender=Offer)
@receiver([post_save, post_delete], sender=Utility)
@receiver([post_save, post_delete], sender=SpaceDistance)
@receiver([post_save, post_delete], sender=SpacePhoto)
def update_stored_figures(sender, instance, origin=None, **kwargs):
    """Recompute the space's figures. Nothing to do where the space itself (`origin`) is deleted with its rows."""
    if issubclass(getattr(origin, "model", type(origin)), Space):
        return
    told = _pending_space_keys.get()
    if told is None:
        Space.objects.filter(pk=instance.space_id).store_figures()
    else:
        told.add(instance.space_id)


@contextmanager
def batch_denormalisation():
    """Store the figures of each space once at the end of the block, instead of after each row."""
    told = set()
    token = _pending_space_keys.set(told)
    try:
        yield
    finally:
        _pending_space_keys.reset(token)
    if told:
        Space.objects.filter(pk__in=told).store_figures()


def document_path(document, filename):
    """Return a path in a folder of its own, which keeps the file name. Only SpaceDocumentView serves the files."""
    return f"unterlagen/{uuid.uuid4().hex}/{clean_filename(filename)}"


class SpaceDocument(models.Model):
    owner_field = "space"
    historic_date_fields = ("as_of",)

    Kind = choices.DocumentKind

    space = models.ForeignKey(Space, models.CASCADE, related_name="documents", verbose_name=_("space"))
    kind = models.CharField(
        _("kind"), max_length=10, choices=choices.DocumentKind, default=choices.DocumentKind.OTHER
    )
    title = models.CharField(_("title"), max_length=160)
    file = models.FileField(_("file"), upload_to=document_path, max_length=250, validators=[check_document])
    as_of = models.DateField(_("as of"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        """Remove the metadata, such as coordinates, of uploaded images."""
        upload = self.file.file if self.file and not is_committed(self.file) else None
        if upload is not None:
            self.file.file = clean_upload(upload)
        super().save(**kwargs)
        if upload is not None:
            carry_over_results(self.file.name, upload)
