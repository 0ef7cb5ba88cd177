"""Pictures and the rows that show them."""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import permissions_filter
from publishing.access_policy import AccessPolicy, owner_model
from publishing.images import encode_upload, variant_widths
from publishing.querysets import is_published
from publishing.storage import overwriting_storage


def picture_path(picture, filename):
    """Return `bilder/<first 16 of sha256>/<name>`: paths depend on the content; the same picture is stored once."""
    return f"bilder/{picture.sha256[:16]}/{filename}"


class PictureQuerySet(models.QuerySet):
    def store(self, upload, **fields):
        """Get or create the Picture of an upload, by its content. Raises ValidationError.

        Variants are made in the background after the commit (publishing/variants.py).
        """
        return self.store_encoded(encode_upload(upload), **fields)

    def store_encoded(self, encoded, variants=None, **fields):
        """Get or create the Picture of an EncodedPicture.

        `variants`: (width, format, bytes) of encode_variants(), if they exist already.
        """
        if existing := self.filter(sha256=encoded.sha256).first():
            existing.is_known = True
            return existing
        picture = self.model(
            sha256=encoded.sha256,
            size=len(encoded.content),
            width=encoded.width,
            height=encoded.height,
            perceptual_hash=encoded.perceptual_hash,
            **fields,
        )
        picture.write_files(encoded, variants)
        picture.save(using=self.db)
        return picture

    def published(self, at=None):
        """Licensed and shown by some published object. For a single picture `is_published` is faster."""
        return self.licensed(at).placed(at)

    def placed(self, at=None):
        """Referenced by some published object of any model that shows pictures.

        By EXISTS, so that a query for one picture uses its key alone.
        """
        shown = Q(pk__in=[])
        for rows in self.model.published_uses(OuterRef("pk"), at):
            shown |= Exists(rows)
        return self.filter(shown)

    def visible_to(self, user):
        """Shown by something the user may view, or added by them."""
        if user.has_perm("publishing.view_picture", self.model()):  # unsaved: they may see all
            return self
        return self.filter(self.shown_by(permissions_filter.visible, user) | Q(added_by=user.pk))

    def editable_by(self, user):
        """Shown only by objects the user may change, or unused and added by them."""
        if user.has_perm("publishing.change_picture", self.model()):
            return self
        own = self.filter(self.shown_by(permissions_filter.editable, user) | Q(added_by=user.pk))
        return own.exclude(
            self.shown_by(
                lambda rows, user: rows.exclude(pk__in=pk_subquery(permissions_filter.editable(rows, user))),
                user,
            )
        )

    def shown_by(self, narrow, user):
        """Return the condition “shown by some row of `narrow(queryset, user)`”, for all models that show pictures."""
        shown = Q(pk__in=[])
        for relation in self.model._meta.related_objects:
            rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__isnull": False})
            if owner := owner_model(relation.related_model):
                owners = narrow(owner._default_manager.all(), user)
                rows = rows.filter(**{f"{relation.related_model.owner_field}__in": pk_subquery(owners)})
            else:
                rows = narrow(rows, user)
            shown |= Q(pk__in=rows.order_by().values(relation.field.name))
        return shown

    def licensed(self, at=None):
        return self.filter(Q(rights_until__isnull=True) | Q(rights_until__gte=timezone.localdate(at)))

    def missing(self, at=None):
        """Placed, but hidden because their rights ended."""
        return self.placed(at).filter(rights_until__lt=timezone.localdate(at))

    def with_rights_ending_soon(self, at=None):
        """Within 60 days."""
        day = timezone.localdate(at)
        return self.filter(rights_until__range=(day, day + timedelta(days=60)))


def pk_subquery(rows):
    return rows.order_by().values("pk")


class Picture(models.Model):
    """One picture file with its credit. Alt text and caption belong to the row that shows it."""

    access_policy = AccessPolicy.LIBRARY
    is_known = False
    """Whether store() found it instead of creating it."""

    file = models.FileField(_("file"), upload_to=picture_path, max_length=200, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    credit = models.CharField(
        _("credit"),
        max_length=200,
        help_text=_("Who made the picture; shown beside it, for example “Photo: Anna Berg”."),
    )
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    rights_until = models.DateField(
        _("rights until"),
        null=True,
        blank=True,
        help_text=_("After this day the picture leaves the site. Empty: no end."),
    )
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left in %"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top in %"), default=50, validators=[MaxValueValidator(100)]
    )
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    perceptual_hash = models.CharField(max_length=112, blank=True, editable=False)
    """See publishing/perceptual_hash.py."""
    variants_due_at = models.DateTimeField(null=True, editable=False)
    """When the variants are to be made. Empty: they exist."""

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100),
                name="picture_focal_point_inside",
                violation_error_message=_("The focal point lies between 0 and 100 %."),
            )
        ]
        indexes = [
            models.Index(
                fields=["variants_due_at"],
                condition=Q(variants_due_at__isnull=False),
                name="picture_variants_due_idx",
            )
        ]

    def __str__(self):
        return f"{self.displayed_credit} ({self.width} × {self.height})"

    @property
    def displayed_credit(self):
        """The credit, or a placeholder: many photos are added at once and described later."""
        return self.credit or _("without a credit")

    @property
    def url(self):
        return self.file.url

    @property
    def small_url(self):
        """URL of the smallest variant, which always exists."""
        return default_storage.url(f"{self.folder}/{variant_widths(self.width)[0]}.webp")

    @property
    def folder(self):
        return self.file.name.rsplit("/", 1)[0]

    @property
    def has_variants(self):
        """Whether all variants exist; until then pages show the picture itself."""
        return self.variants_due_at is None

    @property
    def sources(self):
        """For <picture>: [{"type": "image/avif", "srcset": "… 480w, …"}, {"type": "image/webp", …}], or []."""
        if not self.has_variants:
            return []
        folder = self.url.rsplit("/", 1)[0]
        return [
            {
                "type": f"image/{extension}",
                "srcset": ", ".join(
                    f"{folder}/{width}.{extension} {width}w" for width in variant_widths(self.width)
                ),
            }
            for extension in ("avif", "webp")
        ]

    @property
    def focal_class(self):
        """A CSS class for the nearest of 5 x 5 focal points: an inline style would break the security policy."""
        return f"focal-{round(self.focal_x / 25)}-{round(self.focal_y / 25)}"

    @classmethod
    def published_uses(cls, key, at=None):
        """Yield a queryset of the public rows with this picture for each model that shows pictures.

        PicturePlacements come first, since they are the most frequent.
        """
        at = at or timezone.now()
        showing = [row for row in cls._meta.related_objects if not row.related_model._meta.proxy]
        for relation in sorted(showing, key=lambda row: not issubclass(row.related_model, PicturePlacement)):
            yield relation.related_model.publicly_visible(at).filter(**{relation.field.name: key})

    def is_published(self, at=None):
        """Whether some published object shows it, and its rights have not ended.

        Models are queried one by one: compiling a single query for all takes longer than executing it.
        """
        at = at or timezone.now()
        return self.is_licensed(at) and any(rows.exists() for rows in self.published_uses(self.pk, at))

    def is_licensed(self, at=None):
        return self.rights_until is None or self.rights_until >= timezone.localdate(at)

    def write_files(self, encoded, variants):
        """Write an EncodedPicture and its variants, all or none; without `variants` only the smallest."""
        try:
            self.file.save(f"bild.{encoded.extension}", ContentFile(encoded.content), save=False)
            self.write_variants(variants or [(variant_widths(self.width)[0], "webp", encoded.small)])
            self.variants_due_at = None if variants else timezone.now()
        except OSError:
            if self.file:
                self.file.delete(save=False)
            raise

    def write_variants(self, variants):
        for width, extension, content in variants:
            overwriting_storage.save(f"{self.folder}/{width}.{extension}", ContentFile(content))

    def delete_files(self):
        """Delete the file, its variants and their folder, unless the folder is being written to."""
        with suppress(FileNotFoundError):
            _folders, files = default_storage.listdir(self.folder)
            for name in files:
                default_storage.delete(f"{self.folder}/{name}")
        with suppress(OSError):
            default_storage.delete(self.folder)


class PicturePlacement(models.Model):
    """A row that shows a picture in some object: order, alt text, caption. Subclasses set `owner_field`."""

    owner_field = None

    picture = models.ForeignKey(
        Picture, models.PROTECT, verbose_name=_("picture"), related_name="%(app_label)s_%(class)s_set"
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Says nothing that the text does not say: screen readers leave it out."),
    )
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, in one sentence, for people who do not see it."),
    )
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self):
        return self.alt or str(self.picture)

    @classmethod
    def publicly_visible(cls, at=None):
        """Return the placements whose owner the public may see at `at`."""
        return cls._base_manager.filter(is_published(at, prefix=f"{cls.owner_field}__"))


class WithPhotos:
    """For models whose placements are called `photos`: those that may be shown today, in order."""

    @property
    def shown_photos(self):
        return [photo for photo in self.photos.all() if photo.picture.is_licensed()]

    @property
    def lead_photo(self):
        return next(iter(self.shown_photos), None)
