"""Statements on the energy certificate required in offers of halls.

§ 87 GEG (obligatory statements in advertisements of real estate): where there is a certificate, its kind, the final
energy it states (demand or consumption, kWh/(m²·a)) and the main energy carriers of the heating; for buildings that
nobody lives in the final energy of heat and of electricity, each by itself (paragraph 2). Year and efficiency class are
required for dwellings only. Without a certificate no statement is required, but its absence must be recorded.
"""

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publishing.checks import Problem, register_check
from sites.choices import EnergyCertificate, Kind, MarketingStatus
from sites.models import Space

REQUIRED = ("energy_heat", "energy_electricity", "energy_carrier")
WITH_FIGURES = {EnergyCertificate.DEMAND, EnergyCertificate.CONSUMPTION}


def lacks_energy_figures():
    """Return the query condition for errors of the check below."""
    lacking = Q(pk__in=[])
    for name in REQUIRED:
        empty = {f"{name}__isnull": True} if Space._meta.get_field(name).null else {name: ""}
        lacking |= Q(**empty)
    is_silent = Q(energy_certificate="")
    return (
        (is_silent | Q(energy_certificate__in=sorted(WITH_FIGURES)) & lacking)
        & Q(kind=Kind.HALL)
        & ~Q(marketing_status=MarketingStatus.TAKEN)
    )


@register_check(Space)
def check_energy_certificate(case):
    """Check halls on offer: sold or let ones are not advertisements."""
    space = case.obj
    if not space.is_hall or not space.is_on_offer:
        return
    if not space.energy_certificate:
        yield Problem(
            "energy_certificate",
            _(
                "Say which energy certificate there is; “not available yet” and “not required” are answers too."
            ),
            "geg_certificate",
            is_error=True,
        )
    elif space.energy_certificate in WITH_FIGURES:
        yield from missing_figure_problems(space)
        yield expiry_problem(space, timezone.localdate(case.at))


def missing_figure_problems(space):
    for name in REQUIRED:
        if getattr(space, name) in (None, ""):
            words = _("An offer with an energy certificate has to state “%(figure)s” (§ 87 GEG).")
            label = space._meta.get_field(name).verbose_name
            yield Problem(name, words % {"figure": label}, "geg_figure", is_error=True)


def expiry_problem(space, today):
    if space.energy_valid_until is None or space.energy_valid_until >= today:
        return None
    words = _(
        "The energy certificate expired on %(day)s. It has to be renewed before the building is let or sold."
    )
    day = date_format(space.energy_valid_until, "SHORT_DATE_FORMAT")
    return Problem("energy_valid_until", words % {"day": day}, "geg_expired")
