"""Spaces selected for one investor, behind an unguessable link."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.querysets import StewardedQuerySet
from publishing.access_policy import AccessPolicy
from sites.models import Space

VALID_FOR = timedelta(days=30)
RETENTION_AFTER_END = timedelta(days=90)
"""How long an expired or revoked one can be renewed; shown on the page and in the privacy notice."""


def new_token():
    """Return 256 random bits."""
    return secrets.token_urlsafe(32)


def in_a_month():
    return timezone.now() + VALID_FOR


class ProposalQuerySet(StewardedQuerySet):
    def open(self, at=None):
        return self.filter(token__isnull=False, revoked_at__isnull=True, expires_at__gt=at or timezone.now())

    def outdated(self, at=None):
        """Return those whose end is RETENTION_AFTER_END ago."""
        over = (at or timezone.now()) - RETENTION_AFTER_END
        return self.filter(Q(expires_at__lte=over) | Q(revoked_at__lte=over))

    def stewarded_by_any(self, organisations):
        """Return none: proposals include drafts of all stewards, so only the region's staff may see them."""
        return self.none()

    def count_opening(self, at=None):
        """Count an opening and store its day, but nothing about the visitor."""
        self.update(opens=F("opens") + 1, last_opened_on=timezone.localdate(at or timezone.now()))


class Proposal(models.Model):
    access_policy = AccessPolicy.REGION

    title = models.CharField(_("title"), max_length=160, help_text=_("The investor reads it above the page."))
    addressee = models.CharField(
        _("addressee"),
        max_length=160,
        blank=True,
        help_text=_(
            "For the office only; never shown on the page. How often the page is opened is counted, and the page says "
            "so; 90 days after its end the proposal is erased with all it says."
        ),
    )
    greeting = models.TextField(
        _("greeting"), blank=True, help_text=_("A few sentences above the spaces, in the language chosen.")
    )
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    token = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    """None until the link is made on the preview page."""
    expires_at = models.DateTimeField(
        _("valid until"), default=in_a_month, help_text=_("Afterwards the link shows nothing any more.")
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    opens = models.PositiveIntegerField(_("openings"), default=0, editable=False)
    last_opened_on = models.DateField(_("last opened"), null=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return the path of its page, None without a link."""
        if not self.token:
            return None
        with translation.override(self.language):
            return reverse("investors:proposal", kwargs={"token": self.token})

    def steward_ids(self):
        """Return no stewards: permissions granted to other organisations have no effect."""
        return set()

    def is_open(self, at=None):
        """Apply the rule of `ProposalQuerySet.open()` to this instance."""
        return bool(self.token) and not self.is_over(at)

    def is_over(self, at=None):
        return self.revoked_at is not None or self.expires_at <= (at or timezone.now())


class ProposalSpaceQuerySet(models.QuerySet):
    def with_cards(self):
        """Prefetch the data of the investor's page, in a constant number of queries."""
        return self.prefetch_related(models.Prefetch("space", Space.objects.with_page()))


class ProposalSpace(models.Model):
    """A space of a proposal, published or not. Its number is kept after deletion, so that the page can mention it."""

    owner_field = "proposal"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="rows", verbose_name=_("proposal"))
    space = models.ForeignKey(Space, models.SET_NULL, null=True, related_name="+", verbose_name=_("space"))
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    note = models.TextField(_("note"), blank=True, help_text=_("The investor reads it beside the space."))
    discloses_place = models.BooleanField(
        _("show the exact place"),
        default=False,
        help_text=_("On: this investor sees address and boundary although the public does not."),
    )

    objects = ProposalSpaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("space of the proposal")
        verbose_name_plural = _("spaces of the proposal")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "space"],
                condition=Q(space__isnull=False),
                name="proposalspace_once_per_proposal",
                violation_error_message=_("This space is in the proposal already."),
            )
        ]

    def __str__(self):
        return str(self.space or self.number)

    def save(self, *args, **kwargs):
        if self.space:
            self.number = self.space.number
        super().save(*args, **kwargs)

    def is_on_offer(self, at=None):
        """Whether the space can be proposed: drafts can; deleted, withdrawn, expired, sold or let ones cannot."""
        space = self.space
        return (
            space is not None
            and space.is_on_offer
            and space.workflow_state != Space.WorkflowState.WITHDRAWN
            and (space.published_until is None or space.published_until > (at or timezone.now()))
        )

    @property
    def shown_space(self):
        """The space as the investor may see it: its public data, and the exact place if `discloses_place`.

        Never save it: flag and location are set on the instance, so that all public properties follow them.
        """
        space = self.space
        if self.discloses_place:
            space.shows_hidden_place = space.shows_hidden_place or not space.discloses_address
            space.discloses_address = True
            space.public_location = space.location or space.public_location
        return space
