"""List filters: district, freshness, energy certificate."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.admin.forms.filters import ChoicesFilter
from regions.models import Area
from sites.pool.quality.energy import lacks_energy_figures

STALE_AFTER_DAYS = 365
SOON_DAYS = 14


class DistrictFilter(admin.SimpleListFilter):
    title = _("district")
    parameter_name = "district"

    def lookups(self, request, model_admin):
        """Only districts of visible objects.

        An EXISTS per municipality, since databases would join all objects with their municipalities otherwise.
        """
        inside = model_admin.get_queryset(request).order_by().filter(municipality=OuterRef("pk"))
        municipalities = Area.objects.filter(Exists(inside), parent=OuterRef("pk"))
        districts = (
            Area.objects.districts().filter(Exists(municipalities)).only("key", "name", "kind", "designation")
        )
        return [(district.key, district.full_name) for district in districts]

    def queryset(self, request, queryset):
        return queryset.filter(municipality__parent__key=self.value()) if self.value() else queryset


def due_soon(rows):
    today = timezone.localdate()
    return rows.to_be_checked().filter(check_due__gt=today, check_due__lte=today + timedelta(days=SOON_DAYS))


def older_than_a_year(rows):
    return rows.filter(data_as_of__lt=timezone.localdate() - timedelta(days=STALE_AFTER_DAYS))


class FreshnessFilter(ChoicesFilter):
    title = _("freshness")
    parameter_name = "freshness"
    narrowing = {
        "soon": (_("check due within two weeks"), due_soon),
        "due": (_("check due"), lambda rows: rows.due()),
        "overdue": (_("off the public pages, not confirmed"), lambda rows: rows.to_be_checked().stale()),
        "old": (_("details older than a year"), older_than_a_year),
    }


class EnergyFilter(ChoicesFilter):
    """Finds entries published or imported before figures were required."""

    title = _("energy certificate")
    parameter_name = "energy"
    narrowing = {
        "missing": (
            _("required figures missing (§ 87 GEG)"),
            lambda rows: rows.filter(lacks_energy_figures()),
        )
    }
