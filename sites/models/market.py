"""History of status, area and prices."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sites import choices
from sites.facts import units
from sites.models.facts import area_field, choice_field, decimal_field
from sites.models.space import Space


class MarketRecord(models.Model):
    """Market figures of a space from a day on: status, area (m²), lowest sale price (EUR/m²), rent (EUR/m² and month),
    and the columns that yearly statistics group by.

    Written once a day by `sites.pool.market_history.record_market_figures`, if something differs from the last record.
    Records are kept when their space is deleted, without its name or number; `series` is shared by all records of one
    space. A space leaves the market on the day of its record with status `taken` or on `left_on`, if earlier.
    """

    DISPLAYED = ("marketing_status", "area", "price_m2", "rent_m2")
    FIGURES = (
        *DISPLAYED,
        "kind",
        "municipality_key",
        "zoning",
        "plan_status",
        "previous_use",
        "round_the_clock",
        "rail_siding",
    )

    series = models.UUIDField(_("series"), default=uuid.uuid4, editable=False, db_index=True)
    space = models.ForeignKey(
        Space, models.SET_NULL, null=True, related_name="market_records", verbose_name=_("space")
    )
    since = models.DateField(_("since"))
    left_on = models.DateField(_("off the market since"), null=True, blank=True)
    marketing_status = models.CharField(_("market status"), max_length=10, choices=choices.MarketingStatus)
    area = area_field(pgettext_lazy("size", "area"))
    price_m2 = decimal_field(_("price"), 9, 2, units.EUR_M2)
    rent_m2 = decimal_field(_("net rent"), 8, 2, units.EUR_M2_MONTH)
    kind = choice_field(_("kind"), choices.Kind)
    # No foreign key: a record must not prevent the deletion of an area.
    municipality_key = models.CharField(_("official key"), max_length=12, blank=True)
    zoning = choice_field(_("zoning"), choices.Zoning)
    plan_status = choice_field(_("plan status"), choices.PlanStatus)
    previous_use = choice_field(_("previous use"), choices.PreviousUse)
    round_the_clock = choice_field(_("24-hour operation"), choices.RoundTheClock)
    rail_siding = choice_field(_("rail siding"), choices.RailSiding)

    class Meta:
        verbose_name = _("market record")
        verbose_name_plural = _("market records")
        ordering = ["-since"]
        constraints = [models.UniqueConstraint(fields=["space", "since"], name="market_record_once_a_day")]

    def __str__(self):
        return f"{self.space_id}: {self.since}"

    @property
    def figures(self):
        return tuple(getattr(self, name) for name in self.FIGURES)

    @property
    def displayed(self):
        return tuple(getattr(self, name) for name in self.DISPLAYED)
