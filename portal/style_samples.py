"""Content of the style page: one example of every component, without the database."""

import re

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from accounts.models import Contact, Organisation
from formats.templatetags.typography import area, eur_m2, km, m2
from quotes.models import Partner, Quote
from sites.pool.distance_text import format_distance
from sites.pool.fact_groups import DistanceRow
from sites.pool.presentation import DisplayFact

ICONS = settings.BASE_DIR / "static" / "img" / "icons.svg"


class SampleForm(forms.Form):
    name = forms.CharField(label="Name")
    company = forms.CharField(label="Company", required=False)
    email = forms.EmailField(label="E-mail", help_text="We answer to this address.")
    kind = forms.ChoiceField(label="Kind", choices=[("plot", "Plot"), ("hall", "Hall")])
    message = forms.CharField(label="Message", widget=forms.Textarea(attrs={"rows": 4}))
    agreed = forms.BooleanField(label="I have read the privacy notice.")


def samples():
    """Template context of the style page."""
    partner = Partner(name="Dr. Katrin Lorenz", role="Geschäftsführerin", organisation="Saale Optik GmbH")
    facts = [
        DisplayFact(_("Plot area"), area(125_000), f"{m2(20_000)} +"),
        DisplayFact(_("Purchase price"), eur_m2(35)),
        DisplayFact(_("Zoning"), "GI", "§ 9 BauNVO"),
        DisplayFact(_("Motorway"), km(3.2), "A 14"),
    ]
    return {
        "colours": [
            ["paper", "fog", "mist", "raised"],
            ["text", "text-2", "text-3", "line", "line-strong"],
            ["brand", "brand-fill", "brand-tint", "panel"],
            ["data-plot", "data-plot-tint", "data-hall", "data-hall-tint"],
            ["ok", "ok-tint", "wait", "wait-tint", "error", "error-tint", "mark"],
        ],
        "icons": re.findall(r'id="i-([a-z]+)"', ICONS.read_text(encoding="utf-8")),
        "facts": facts,
        "quote": Quote(text="Forschung kennt keine Landesgrenzen.", partner=partner),
        "person": Contact(
            name="Amira Hoffmann",
            role="Wirtschaftsförderung",
            organisation=Organisation(name="Stadt Halle (Saale)"),
            phone="0345 555 01-47",
            email="hoffmann@example.org",
            languages="de en",
        ),
        "chips": [{"label": f"≥ {area(20_000)}", "url": "?"}, {"label": "GI", "url": "?"}],
        "facets": [
            {"label": _("All"), "url": "?", "count": 24, "current": True},
            {"label": _("Projects"), "url": "?", "count": 8},
        ],
        "distances": [
            DistanceRow(_("Motorway"), "A 14", 3.2, km(3.2)),
            DistanceRow(_("Railway station"), "Halle (Saale) Hbf", 7.4, km(7.4), _("by road")),
            DistanceRow(_("Airport"), "Leipzig/Halle", 19, format_distance(19, is_approximate=True)),
        ],
        "longest": 19,
        "page_obj": Paginator(range(500), 24).page(8),
        "form": SampleForm({"email": "name@"}),
    }
