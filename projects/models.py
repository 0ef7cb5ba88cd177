"""Projekte: what the region does together."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.querysets import ProjectQuerySet
from publishing.access_policy import AccessPolicy
from publishing.models import PicturePlacement, SluggedPublishable, WithPhotosInText
from publishing.richtext import RichTextField


class Project(WithPhotosInText, SluggedPublishable):
    access_policy = AccessPolicy.NEWSROOM
    historic_date_fields = ("starts_on", "ends_on")
    search_fields = ("title", "teaser", "body", "partners", "places")
    needed_for_release = ("teaser_de",)

    title = models.CharField(_("title"), max_length=160)
    teaser = models.TextField(
        _("teaser"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences for lists and the home page."),
    )
    body = RichTextField(_("text"), blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("After this day the project counts as completed.")
    )
    partners = models.TextField(_("partners"), blank=True, help_text=_("One organisation a line."))
    places = models.CharField(_("places"), max_length=300, blank=True)
    funding = models.CharField(_("funding"), max_length=300, blank=True)
    website = models.URLField(_("website"), blank=True)
    contact = models.ForeignKey(
        "accounts.Contact",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("contact"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ProjectQuerySet.as_manager()

    class Meta(SluggedPublishable.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["order", F("starts_on").desc(nulls_last=True), "-pk"]
        constraints = [
            *SluggedPublishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="project_period_in_order",
                violation_error_message=_("The project ends before it starts."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:detail", args=[self.slug])

    def is_completed(self, at=None):
        return self.ends_on is not None and self.ends_on < timezone.localdate(at or timezone.now())

    def share_passed(self, at=None):
        """Return how much of the running time is over, in percent from 0 to 100; 0 if a date is missing."""
        if not (self.starts_on and self.ends_on):
            return 0
        days = (self.ends_on - self.starts_on).days or 1
        passed = (timezone.localdate(at or timezone.now()) - self.starts_on).days
        return max(0, min(100, round(100 * passed / days)))

    @property
    def partner_names(self):
        return [line.strip() for line in self.partners.splitlines() if line.strip()]


class ProjectPhoto(PicturePlacement):
    owner_field = "project"

    project = models.ForeignKey(Project, models.CASCADE, related_name="photos", verbose_name=_("project"))

    class Meta(PicturePlacement.Meta):
        pass
