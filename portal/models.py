"""Models of no other app: the site's profile, fixed pages, feedback and erasures."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.placeholders import strip_legal_placeholders
from publishing.access_policy import AccessPolicy
from publishing.models import Publishable
from publishing.richtext import RichTextField


class SiteProfile(models.Model):
    """Name, address and greeting of the region: a single row, edited in the admin."""

    access_policy = AccessPolicy.REGION

    name = models.CharField(_("name"), max_length=120, default="Metropolregion")
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        blank=True,
        help_text=_("For the head of the page, when the name is too long."),
    )
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    hero_title = models.CharField(_("greeting on the home page"), max_length=160, blank=True)
    hero_text = models.TextField(_("text below the greeting"), max_length=500, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=100, blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Feedback of visitors goes here."))
    press_email = models.EmailField(_("e-mail address for the press"), blank=True)
    cities = models.ManyToManyField(
        "regions.Area",
        verbose_name=_("cities of the network"),
        blank=True,
        related_name="+",
        limit_choices_to={"kind": "municipality"},
        help_text=_(
            "Drawn beside the greeting, with lines between neighbours. Fewer than three: no drawing."
        ),
    )
    figures_as_of = models.DateField(_("figures as of"), null=True, blank=True)
    shows_market_history = models.BooleanField(
        _("show status and price over time"),
        default=False,
        help_text=_("On the page of each property of the pool, as far back as the portal remembers."),
    )
    shows_freshness_report = models.BooleanField(
        _("show how fresh the pool is"),
        default=False,
        help_text=_("A public page with the share of properties checked in time, for each municipality."),
    )
    releases_small_changes = models.BooleanField(
        _("release small changes immediately"),
        default=True,
        help_text=_(
            "When editors change nothing but status, availability, day of the check or price, it is public immediately."
        ),
    )

    class Meta:
        verbose_name = _("name and address of the region")
        verbose_name_plural = _("name and address of the region")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="siteprofile_is_one",
                violation_error_message=_("There is one such entry only."),
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @property
    def brand(self):
        """The name in the page header."""
        return self.short_name or self.name

    @classmethod
    def current(cls):
        """The row, or an unsaved instance with defaults."""
        return cls.objects.filter(pk=1).first() or cls()


def releases_small_changes():
    return SiteProfile.current().releases_small_changes


class Figure(models.Model):
    """One of the figures on the home page, such as "2,4 Mio. inhabitants"."""

    owner_field = "profile"

    profile = models.ForeignKey(SiteProfile, models.CASCADE, related_name="figures", verbose_name=_("region"))
    value = models.CharField(_("figure"), max_length=20)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    label = models.CharField(_("what it counts"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["order", "pk"]

    def __str__(self):
        return f"{self.value} {self.unit} {self.label}"


class Page(Publishable):
    """Pages with fixed URLs: imprint, privacy …"""

    class Key(models.TextChoices):
        IMPRINT = "imprint", _("Imprint")
        PRIVACY = "privacy", _("Privacy")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        EASY_LANGUAGE = "easy_language", _("Easy language")
        SIGN_LANGUAGE = "sign_language", _("Sign language")
        PRESS = "press", _("Press")
        CONTACT = "contact", _("Contact")

    access_policy = AccessPolicy.NEWSROOM
    search_fields = ("title", "lead", "body")

    key = models.CharField(_("page"), max_length=20, choices=Key, unique=True)
    title = models.CharField(_("title"), max_length=160)
    lead = models.TextField(_("introduction"), max_length=500, blank=True)
    body = RichTextField(_("text"), blank=True)
    reviewed_on = models.DateField(
        _("last reviewed on"), null=True, blank=True, help_text=_("Shown at the end of the page.")
    )

    class Meta(Publishable.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["key"]

    def __str__(self):
        return self.title

    def search_values(self):
        return map(strip_legal_placeholders, super().search_values())

    def get_absolute_url(self):
        return reverse(f"portal:{self.key}")


class Feedback(models.Model):
    """A visitor's message about a page. Personal data: no history, deleted after it is done."""

    access_policy = AccessPolicy.REGION

    class Topic(models.TextChoices):
        MISTAKE = "mistake", _("Something on this page is wrong")
        BARRIER = "barrier", _("I met a barrier")
        IDEA = "idea", _("I have a wish or an idea")
        OTHER = "other", _("Something else")

    topic = models.CharField(_("topic"), max_length=10, choices=Topic, default=Topic.MISTAKE)
    message = models.TextField(_("message"), max_length=5000)
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    page = models.CharField(_("page"), max_length=400, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    is_done = models.BooleanField(
        _("done"), default=False, help_text=_("Six months after it is ticked off, the message is deleted.")
    )
    done_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = pgettext_lazy("several", "feedback")
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.get_topic_display()} ({timezone.localtime(self.created_at):%d.%m.%Y})"


class Erasure(models.Model):
    """A log entry of an erasure request: when and how much, never who (portal.operations.subject_requests)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("erased"), default=timezone.now)
    mark = models.CharField(_("mark of the address"), max_length=64, blank=True)
    """A keyed hash, kept while backups contain the address."""
    erased = models.JSONField(_("how much"), default=dict)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-at"]

    def __str__(self):
        return f"{timezone.localtime(self.at):%d.%m.%Y}"
