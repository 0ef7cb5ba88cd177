"""Spaces put together for one investor, behind a link that nobody can guess."""

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
"""How long one that is expired or revoked can still be renewed; the page and the privacy notice name it."""


def new_token():
    """256 random bits: trying addresses leads nowhere."""
    return secrets.token_urlsafe(32)


def in_a_month():
    return timezone.now() + VALID_FOR


class ProposalQuerySet(StewardedQuerySet):
    def open(self, at=None):
        """Those whose link works at this hour."""
        return self.filter(token__isnull=False, revoked_at__isnull=True, expires_at__gt=at or timezone.now())

    def outdated(self, at=None):
        """Over for so long that nobody needs to know whom it was made for."""
        over = (at or timezone.now()) - RETENTION_AFTER_END
        return self.filter(Q(expires_at__lte=over) | Q(revoked_at__lte=over))

    def stewarded_by_any(self, organisations):
        """The region's people make proposals of all stewards' objects, drafts included; nobody else looks into them."""
        return self.none()

    def count_opening(self, at=None):
        """Count an opening, and keep its day. Nothing about who opened is stored."""
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
    """None until somebody who looked at the preview makes the link."""
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
        """The path of its page, None before there is a link."""
        if not self.token:
            return None
        with translation.override(self.language):
            return reverse("investors:proposal", kwargs={"token": self.token})

    def steward_ids(self):
        """No organisation's but the region's, whatever somebody was granted by hand."""
        return set()

    def is_open(self, at=None):
        """The same rule as `open()`, asked of one proposal in memory."""
        return bool(self.token) and not self.is_over(at)

    def is_over(self, at=None):
        """Revoked, or past its end: its link shows nothing."""
        return self.revoked_at is not None or self.expires_at <= (at or timezone.now())


class ProposalSpaceQuerySet(models.QuerySet):
    def with_cards(self):
        """With all that the investor's page shows, in a fixed number of queries."""
        return self.prefetch_related(models.Prefetch("space", Space.objects.with_page()))


class ProposalSpace(models.Model):
    """One space of a proposal, published or not. Number and name outlast a deletion: the page says what is gone."""

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
        """Whether there is something to propose. A draft is; what is deleted, withdrawn, over, sold or let is not."""
        space = self.space
        return (
            space is not None
            and space.is_on_offer
            and space.workflow_state != Space.WorkflowState.WITHDRAWN
            and (space.published_until is None or space.published_until > (at or timezone.now()))
        )

    @property
    def shown_space(self):
        """The space as the investor may see it: like the public, and its place where the office says so.

        For reading only: the flag is set on this copy in memory, so that every public property follows it.
        """
        space = self.space
        if self.discloses_place:
            space.shows_hidden_place = space.shows_hidden_place or not space.discloses_address
            space.discloses_address = True
            space.public_location = space.location or space.public_location
        return space
