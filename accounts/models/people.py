"""Users, the organisations they work for, and the contacts visitors may turn to."""

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.managers import UserManager
from accounts.querysets import OrganisationQuerySet, StewardedQuerySet
from publishing.access_policy import AccessPolicy
from publishing.models import Publishable
from regions.models import Area


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150)
    is_staff = models.BooleanField(
        _("may log in to the administration"), default=True, help_text=_("Switch off to lock somebody out.")
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Switch off instead of deleting the account: the history keeps its names."),
    )
    date_joined = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    invited_at = models.DateTimeField(_("invited"), null=True, editable=False)
    map_layers = models.JSONField(null=True, editable=False)
    """Ids of the chosen third-party layers; None while the choice is stored in the browser only."""
    is_sample = models.BooleanField(default=False, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_whatever_case",
                violation_error_message=_("A user with this e-mail address exists already."),
            )
        ]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return self.name

    @cached_property
    def own_extent(self):
        """(west, south, east, north) in degrees of the areas of the user's organisations, or None."""
        return Area.objects.filter(organisation__members=self).extent()

    def get_short_name(self):
        return self.name.split(" ")[0] if self.name else self.email


class Organisation(models.Model):
    access_policy = AccessPolicy.SHARED
    steward_field = "id"

    class Kind(models.TextChoices):
        REGION = "region", _("the region itself")
        MUNICIPALITY = "municipality", _("municipality")
        DISTRICT = "district", _("district")
        ASSOCIATION = "association", _("planning or special-purpose association")
        STATE_AGENCY = "state_agency", _("state agency")
        BROKER = "broker", _("broker")

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    area = models.ForeignKey("regions.Area", models.SET_NULL, null=True, blank=True, verbose_name=_("area"))
    email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("For the region itself: a copy of every enquiry goes here."),
    )
    website = models.URLField(_("website"), blank=True)
    members = models.ManyToManyField(User, through="Membership", related_name="organisations")
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Membership(models.Model):
    class Role(models.TextChoices):
        READER = "reader", _("may look")
        EDITOR = "editor", _("may edit")
        REVIEWER = "reviewer", _("may edit and release")
        NEWSROOM = "newsroom", _("newsroom: news, quotes, projects and pages")

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=Role,
        default=Role.EDITOR,
        help_text=_(
            "Within this organisation. In the region itself, editing and releasing extend to the properties of all."
        ),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                name="membership_once_per_organisation",
                violation_error_message=_("This user is a member of this organisation already."),
            )
        ]

    def __str__(self):
        return f"{self.user} – {self.organisation}"

    def clean(self):
        super().clean()
        is_region = self.organisation_id and self.organisation.kind == Organisation.Kind.REGION
        if self.role == self.Role.NEWSROOM and self.organisation_id and not is_region:
            raise ValidationError({"role": _("Only the region itself has a newsroom.")})


class Contact(models.Model):
    """A contact for visitors. Private data: excluded from the history, so that erasure is complete."""

    access_policy = AccessPolicy.OFFICE
    steward_field = "organisation"

    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="contacts", verbose_name=_("organisation")
    )
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    languages = models.CharField(
        _("languages spoken"),
        max_length=60,
        blank=True,
        help_text=_("Codes with spaces between, for example “de en pl”."),
    )
    portrait = models.ForeignKey(
        "publishing.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("portrait"),
    )
    deputy = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stands_in_for",
        verbose_name=_("deputy"),
        help_text=_("Asked to check the contact's properties when the contact does not answer."),
    )
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    objects = StewardedQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deputy__isnull=True) | ~models.Q(deputy=models.F("pk")),
                name="contact_deputy_is_somebody_else",
                violation_error_message=_("Nobody can be their own deputy."),
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.organisation}"

    def clean(self):
        super().clean()
        if self.pk and self.deputy_id == self.pk:
            raise ValidationError({"deputy": _("Nobody can be their own deputy.")})

    @property
    def language_codes(self):
        return self.languages.split()

    @classmethod
    def publicly_visible(cls, at=None):
        """Return the contacts of objects of any app that the public may see at `at`."""
        shown = models.Q(pk__in=[])
        for relation in cls._meta.related_objects:
            model = relation.related_model
            if issubclass(model, Publishable) and not model._meta.proxy:
                public = model.objects.published(at)
                shown |= models.Exists(public.filter(**{relation.field.name: models.OuterRef("pk")}))
        return cls.objects.filter(shown)
