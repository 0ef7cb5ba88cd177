"""Small pieces of pages in states that no page of the world has; told with those of states.py."""

from datetime import date

from django import forms

from sites.checking.report import Freshness, Report


def small(world):
    project = {"starts_on": date(2021, 5, 1), "ends_on": None}
    yield "projects/_running_time.html", {"project": project}
    yield "projects/_running_time.html", {"project": project | {"starts_on": None}}
    for many in (20, 21):
        yield (
            "investors/_choice_messages.html",
            {"chosen": {"limit": 6, "surplus": range(2001, 2001 + many), "unreadable": list("a<cde")}},
        )
    record = {"get_marketing_status_display": "frei", "area": None, "price_m2": None, "rent_m2": None}
    records = [
        record | {"since": date(2026, 1, 3), "price_m2": 0},
        record | {"since": date(2026, 1, 2), "rent_m2": 4.5, "area": 12_500},
        record | {"since": date(2026, 1, 1)},
    ]
    yield "sites/_market_history.html", {"records": records, "space": world.plot}
    yield "503.html", {"is_sent": True, "address": "/weg/?a=1", "pairs": []}
    for days in (1, 1200):
        total = Freshness(None, 4, 3, 1, 0, days)
        yield "portal/freshness.html", {"report": Report(total, [total])}
    yield "portal/freshness.html", {"report": Report(None, [])}
    for kind in ("hall", "plain", "plot"):
        yield "components/kicker.html", {"label": "Art <x>", "kind": kind, "url": kind == "hall" and "/art/"}
    yield "components/form_errors.html", {"form": FaultyForm({})}


class FaultyForm(forms.Form):
    name = forms.CharField(label="Wie heißen <Sie>?")
    way = forms.ChoiceField(label="Weg", widget=forms.RadioSelect, choices=[("a", "A")])
    name.short_label = "Name"

    def clean(self):
        self.add_error(None, "Im <Ganzen>.")
