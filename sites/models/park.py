"""Business parks: the areas that plots and halls belong to."""

from django.contrib.gis.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from formats.folding import fold
from publishing.access_policy import AccessPolicy
from publishing.models import PicturePlacement, SluggedPublishable, WithPhotos
from regions.constraints import GeometryConstraint
from regions.crs import STORAGE_SRID
from regions.models import Area
from regions.validators import validate_boundary, validate_in_region
from sites.models.facts import area_field
from sites.models.location import WithLocation
from sites.querysets import ParkQuerySet


class BusinessPark(WithPhotos, WithLocation, SluggedPublishable):
    access_policy = AccessPolicy.STEWARD
    steward_field = "steward"

    title_field = "name"
    search_fields = ("name", "description", "anchor_tenants")

    name = models.CharField(_("name"), max_length=160)
    description = models.TextField(_("description"), blank=True)
    municipality = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parks",
        verbose_name=_("municipality"),
        limit_choices_to={"kind": Area.Kind.MUNICIPALITY},
        help_text=_("Left empty, it is found from the point or the boundary."),
    )
    location = models.PointField(
        _("point"), srid=STORAGE_SRID, null=True, blank=True, validators=[validate_in_region]
    )
    boundary = models.MultiPolygonField(
        _("boundary"),
        srid=STORAGE_SRID,
        null=True,
        blank=True,
        validators=[validate_boundary, validate_in_region],
    )
    gross_area = area_field(_("gross area"))
    operator = models.CharField(_("operator"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    anchor_tenants = models.CharField(_("companies in the park"), max_length=300, blank=True)
    steward = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stewarded_parks",
        verbose_name=_("responsible office"),
        help_text=_("The organisation that answers for the entry and may edit it."),
    )

    objects = ParkQuerySet.as_manager()

    class Meta(SluggedPublishable.Meta):
        verbose_name = _("business park")
        verbose_name_plural = _("business parks")
        ordering = ["name"]
        indexes = [models.Index(fields=["workflow_state", "-first_published_at"], name="park_published_idx")]
        constraints = [
            *SluggedPublishable.Meta.constraints,
            GeometryConstraint(
                condition=models.Q(boundary__isnull=True) | models.Q(boundary__isvalid=True),
                name="park_boundary_valid",
            ),
        ]

    def __str__(self):
        return self.name

    def derive(self):
        self.follow_boundary()
        if self.municipality_id is None and self.location:
            self.municipality = Area.objects.municipality_at(self.location)

    def save(self, *args, **kwargs):
        self.derive()
        super().save(*args, **kwargs)
        self.spaces.refresh()  # they are found by the park's name

    @property
    def stated_area(self):
        """m², as typed."""
        return self.gross_area

    def get_absolute_url(self):
        return reverse("sites:park", args=[self.slug])

    def compose_search_text(self):
        place = self.municipality.name if self.municipality_id else ""
        return f"{super().compose_search_text()} {fold(place)}"


class BusinessParkPhoto(PicturePlacement):
    owner_field = "park"

    park = models.ForeignKey(
        BusinessPark, models.CASCADE, related_name="photos", verbose_name=_("business park")
    )

    class Meta(PicturePlacement.Meta):
        pass
