"""What the style page shows: one example of every component, without touching the database."""

import re

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from accounts.models import Contact, Organisation
from formats.templatetags.typography import area, eur_m2, km, m2
from quotes.models import Partner, Quote
from sites.distance_words import spell_distance

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
        {"label": _("Plot area"), "value": area(125_000), "note": f"{m2(20_000)} +"},
        {"label": _("Purchase price"), "value": eur_m2(35)},
        {"label": _("Zoning"), "value": "GI", "note": "§ 9 BauNVO"},
        {"label": _("Motorway"), "value": km(3.2), "note": "A 14"},
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
            {"label": _("Motorway"), "note": "A 14", "km": 3.2, "value": km(3.2)},
            {
                "label": _("Railway station"),
                "note": "Halle (Saale) Hbf",
                "km": 7.4,
                "value": km(7.4),
                "way": _("by road"),
            },
            {
                "label": _("Airport"),
                "note": "Leipzig/Halle",
                "km": 19,
                "value": spell_distance(19, is_approximate=True),
            },
        ],
        "longest": 19,
        "page_obj": Paginator(range(500), 24).page(8),
        "form": SampleForm({"email": "name@"}),
    }
