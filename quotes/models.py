"""Zitate: what partners say about the region."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.access_policy import AccessPolicy
from publishing.models import Publishable
from publishing.querysets import is_published
from quotes.querysets import QuoteQuerySet


class Partner(models.Model):
    access_policy = AccessPolicy.NEWSROOM

    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    portrait = models.ForeignKey(
        "publishing.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="partners",
        verbose_name=_("portrait"),
    )
    portrait_alt = models.CharField(_("alternative text of the portrait"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]

    def __str__(self):
        return ", ".join(part for part in (self.name, self.organisation) if part)

    def clean(self):
        super().clean()
        if self.portrait_id and not self.portrait_alt:
            raise ValidationError({"portrait_alt": _("Describe the portrait.")})

    @classmethod
    def publicly_visible(cls, at=None):
        return cls.objects.filter(is_published(at, prefix="quotes__"))


class Quote(Publishable):
    access_policy = AccessPolicy.NEWSROOM
    historic_date_fields = ("said_on",)
    title_field = "text"
    search_fields = ("text",)

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="quotes", verbose_name=_("partner"))
    text = models.TextField(
        _("words"), max_length=900, help_text=_("Without quotation marks: the page sets them.")
    )
    said_on = models.DateField(_("said on"), null=True, blank=True)
    consent_on = models.DateField(
        _("consent given on"),
        null=True,
        blank=True,
        help_text=_("When the partner agreed to be quoted. Not shown."),
    )
    is_featured = models.BooleanField(
        _("featured"), default=False, help_text=_("May stand on the home page and beside other pages.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = QuoteQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["order", "-pk"]

    def __str__(self):
        return f"{self.partner.name}: {self.text[:60]}"

    def get_absolute_url(self):
        return f"{reverse('quotes:list')}#zitat-{self.pk}"

    def search_values(self):
        yield from super().search_values()
        yield self.partner.name
        yield self.partner.organisation
