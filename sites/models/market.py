"""What the market side of a space was, from which day on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sites import choices
from sites.facts import units
from sites.models.facts import figure, square_metres
from sites.models.space import Space


class MarketRecord(models.Model):
    """Status, area (m²), lowest sale price (EUR/m²) and rent (EUR/m² and month) that a space stated from a day on.

    Written once a day by `sites.market_history.record`, only when something differs from the record before.
    """

    FIGURES = ("marketing_status", "area", "price_m2", "rent_m2")

    space = models.ForeignKey(Space, models.CASCADE, related_name="market_records", verbose_name=_("space"))
    since = models.DateField(_("since"))
    marketing_status = models.CharField(_("market status"), max_length=10, choices=choices.MarketingStatus)
    area = square_metres(pgettext_lazy("size", "area"))
    price_m2 = figure(_("price"), 9, 2, units.EUR_M2)
    rent_m2 = figure(_("net rent"), 8, 2, units.EUR_M2_MONTH)

    class Meta:
        verbose_name = _("market record")
        verbose_name_plural = _("market records")
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["space", "since"], name="market_record_once_a_day"),
        ]

    def __str__(self):
        return f"{self.space_id}: {self.since}"

    @property
    def figures(self):
        return tuple(getattr(self, name) for name in self.FIGURES)
