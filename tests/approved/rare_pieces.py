"""Pieces of public pages in the ways that no page of the world goes: one thing less, one more, or none at all.

Told with those of states.py, as groups of their own.
"""

import copy
from datetime import date
from types import SimpleNamespace as Given

from django import forms
from django.http import QueryDict

from portal.search import Group, marked
from regions.population import Inhabitants
from roads.vehicles import Vehicle
from sites.fact_groups import DistanceRow
from sites.mapping.geojson import boundary_feature
from tests.approved.clock import NOW


def picture_of(credit=""):
    sources = [{"type": "image/webp", "srcset": "/bilder/a.webp 480w"}]
    known = {"focal_class": "focus-2-3", "url": "/bilder/a.jpg", "small_url": "/bilder/klein.jpg"}
    return Given(sources=sources, width=1200, height=800, credit=credit, **known)


def placed(alt, caption="", credit="", decorative=False):
    return Given(picture=picture_of(credit), alt=alt, caption=caption, decorative=decorative)


PHOTOS = [
    placed("Hof <1>", "Der Hof & mehr", "Foto: Jana"),
    placed("Tor", credit="Foto: Uwe"),
    placed("unnötig", decorative=True),
    placed("Dach", "Das Dach"),
]
PERSON = {"name": "Erika <M>", "role": "", "organisation": "", "language_codes": ["de", "en"]}
ROW = DistanceRow("A 14", "", 5, "5 km", "", "8 min mit dem <Lkw>")


class RareForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput)
    area = forms.CharField(label="Wie viel <m²>?", help_text="Ungefähr.")
    wish = forms.CharField(label="Wunsch", required=False)
    sure = forms.BooleanField(label="Ich bin <sicher>")
    way = forms.ChoiceField(label="Weg", widget=forms.RadioSelect, choices=[("a", "A <1>"), ("b", "B")])
    maybe = forms.MultipleChoiceField(
        label="Auch", required=False, widget=forms.CheckboxSelectMultiple, choices=[("c", "C")]
    )


def components(world):
    yield "components/chips.html", {"chips": [{"label": "Kran <1>", "url": "?a"}]}
    yield "components/chips.html", {"chips": [], "reset_url": "?"}
    choices = [
        {"label": "2025 <a>", "url": "?a", "count": 0},
        {"label": "2026", "url": "?b", "current": True},
    ]
    yield "components/facets.html", {"label": "Jahre", "choices": choices}
    for placement in [*PHOTOS, Given(picture=None, caption="x")]:
        yield (
            "components/figure.html",
            {"placement": placement, "class": "wide", "language": "en", "eager": True},
        )
    for photos in ([], PHOTOS[:1], PHOTOS[:3], PHOTOS):
        yield "components/gallery.html", {"placements": photos}
    for more in ({"phone": "0341 1"}, {"email": "a@example.org"}, {"role": "Leitung", "organisation": "Amt"}):
        yield "components/person.html", {"person": PERSON | more, "heading": "h4"}
    yield "components/person.html", {"person": PERSON | {"language_codes": [], "portrait": picture_of()}}
    yield "components/term.html", {"start": "2021", "end": "", "share": 0}
    yield "components/distances.html", {"rows": [ROW], "longest": 20, "road_note": "Auf <Straßen>."}
    partner = {"name": "Ada", "portrait": picture_of(), "portrait_alt": "Ada <lacht>"}
    quote = Given(partner=partner, text="Gut <so>.", said_on=None, language_of=lambda field: "en")
    for feature in (False, True):
        yield "components/quote.html", {"quote": quote, "feature": feature}
    bound = RareForm({})
    for name in bound.fields:
        yield "components/form_field.html", {"field": bound[name], "unit": "m²" if name == "area" else ""}
    for name in ("area", "way", "maybe"):
        yield "components/form_field.html", {"field": RareForm()[name]}
    office = {"name": "Region", "organisation": "Region", "phone": "0341 (1) 2"}
    for more in ({}, {"press_email": "p@example.org", "email": "a@example.org", "street": "Weg <1>"}):
        yield "portal/_address.html", {"site": office | more, "press": "press"}
    yield "portal/_address.html", {"site": office | {"email": "a@example.org"}, "press": "press"}
    yield (
        "portal/_address.html",
        {"site": {"name": "Region", "press_email": "p@example.org"}, "press": "contact"},
    )


def reach(minutes, kilometres, towns=(), count=0, people=None):
    return Given(
        minutes=minutes, square_kilometres=kilometres, towns=towns, municipalities=count, people=people
    )


def of_the_pool(world):
    few = reach(15, 1234, ["Borna <1>"], 1, Inhabitants(742_400, 100, None, ("Amt",)))
    many = reach(30, 9, ["Borna", "Zwenkau"], 1200)
    tables = [
        {"title": "mit dem Lkw <1>", "vehicle": Vehicle.LORRY, "rows": [few, many, reach(45, 0)]},
        {"title": "mit dem Auto", "vehicle": Vehicle.CAR, "rows": []},
    ]
    page = {"space": world.plot, "place": "Borna", "road_note": "Auf <Straßen>.", "tables": tables}
    shown = {"shown": Vehicle.LORRY, "map_data": boundary_feature(world.plot), "map_reach": [{"a": "<1>"}]}
    yield "sites/space_reach.html", page | shown | {"sources": ["© A", "B <1>"]}
    yield "sites/space_reach.html", page | {"space": world.hidden, "road_note": "", "map_data": None}
    yield "sites/space_reach.html", {"space": world.hall, "place": "Borna", "refusal": "Zu <langsam>."}
    wide = {"full_name": "Leipzig <Stadt>", "slug": "leipzig"}
    narrow = {"full_name": "Landkreis", "slug": "landkreis"}
    park = Given(name="Park <1>", get_absolute_url="/park/", language_of=lambda field: "de")
    for town, district in (
        (wide, None),
        (wide, narrow | {"is_urban_district": True}),
        (wide, narrow),
        (None, None),
    ):
        yield "sites/_space_ways.html", {"space": {"municipality": town, "district": district}, "park": park}
    yield "sites/_space_ways.html", {"space": {"municipality": None}, "park": None}
    yield "sites/_wishes.html", {"wishes": [], "met": 0, "total": 0}
    filters = Given(
        chips=[1], ways=[], no_help=[], without_one=[1], loosened_count=1, loosened_url="?x", relaxations=[]
    )
    yield "sites/_no_hits.html", {"filters": filters}
    yield "sites/businesspark_gone.html", {"near": []}
    yield "sites/_space_lines.html", {"spaces": [world.plot, world.bare]}


def checking(world):
    answer = Given(get_answer_display="stimmt <noch>", answered_at=date(2026, 1, 5), name="Anna & Uwe")
    known = {"facts": [{"label": "Preis", "value": "1 <€>", "note": "netto"}], "changes_url": "/geaendert/"}

    def card(space, state="open", is_open=False, **more):
        return known | {"space": space, "item": Given(state=state, is_open=is_open, check=answer)} | more

    later = copy.copy(world.plot)
    later.available_from, later.marketing_status = date(2031, 2, 1), "reserved"
    cards = [
        card(later, is_open=True, place="Borna", contact={"name": "Eva <1>"}),
        card(world.sold, "answered"),
        card(world.hall, "moved", place="Borna"),
        card(world.bare, is_open=True, is_stale=True),
        card(world.hidden, "gone"),
    ]
    for one in cards:
        yield "sites/checking/_card.html", {"card": one}
    asked = Given(recipient=None, expires_on=date(2026, 5, 1))
    for count, some in ((0, cards[1:2]), (1, []), (2, [cards[1], cards[0]])):
        yield (
            "sites/checking/check.html",
            {"asked": asked, "open_count": count, "cards": some, "shown": "SHOWN"},
        )
    for one in cards[:2]:
        yield "sites/checking/changes.html", {"card": one, "form": RareForm(), "list_url": "/zurueck/"}
    for state in ("expired", "posted", "nothing", "too_often", "asked_for", "unknown"):
        yield "sites/checking/message.html", {"state": state, "asked": asked}
    for first in ("gone", "region", "deputy", "second", "first"):
        for told, more in ((1, 0), (2, 1)):
            yield "sites/checking/mail/request_subject.txt", {"first": first, "told": told, "more": more}
    report = Given(answer=answer, area=None, remark="")
    for one in (report, Given(answer=answer, area=5000, remark="Zwei\n<Zeilen>")):
        yield (
            "sites/checking/mail/report.txt",
            {"report": one, "space": world.bare, "admin_url": "/a/", "site_url": "x"},
        )


def papers(world):
    space = {"space": world.plot, "place": "Borna"}
    facts = [{"value": f"{number} <ha>", "note": "netto"} for number in range(4)]
    line = space | {"facts": facts}
    sheet = {
        "space": world.plot,
        "rows": [{"here": facts[0], "there": {"value": "4 ha"}}],
        "other_language": "en",
    }
    for more in ({"is_preview": True}, {"on_screen": True, "address": "https://a/1"}):
        yield "sites/expose/data_sheet.html", sheet | more
    for more in ({}, {"filters": ["Art: <Halle>", "ab 1 ha"], "lines": [line], "count": 501}):
        yield "sites/expose/space_list.html", {"day": NOW, "count": 500, "most": 500} | more
    drawing = {"title": "Plan", "scale_label": "2 km", "scale_units": 33}
    sources = [Given(language="en", text="a <b>")]
    cover = {"title": "Auswahl <1>", "notes": ["Ohne <Nr. 3>."], "lines": [line]}
    for more in ({}, {"candidates": drawing}, {"candidates": drawing | {"sources": sources}}):
        yield "sites/expose/combined.html", cover | more
    yield "sites/expose/_facts.html", {"caption": "Leer", "facts": []}
    yield "sites/expose/_text.html", {"text": "Ein <Satz>.\n\nZwei.", "language": "en", "page_language": "de"}


class PlaceForm(forms.Form):
    q = forms.CharField(max_length=9)
    place = forms.CharField(label="Ort <oder> Gebiet")
    vehicle = forms.ChoiceField(label="Fahrzeug", choices=[("lorry", "Lkw"), ("car", "Pkw <E>")])


def filters(world):
    for query in ("q=%3CTor%3E&place=Halle&vehicle=car&page=2", "q=viel+zu+lang&place=&vehicle=x"):
        form = PlaceForm(QueryDict(query))
        form.fields["place"].candidates = (
            [Given(token="area:1", label="Halle <Saale>")] if form.is_valid() else []
        )
        yield "sites/_filter_words.html", {"field": form["q"], "phrase": "Halle <10 m>"}
        item = {"field": form["place"], "vehicle": form["vehicle"], "beside": []}
        yield "sites/_filter_place.html", {"item": item}
    form = PlaceForm(QueryDict("place=halle"))
    form.is_valid()
    form.cleaned_data["place"] = Given(token="area:1", label="Halle (Saale)")
    yield "sites/_filter_place.html", {"item": {"field": form["place"], "beside": []}}


def searching(world):
    def group(key, count):
        return Group(key, f"Art {key}", [], "", (), f"?in={key}", known=count)

    dated = Given(date=date(2026, 1, 5), get_kind_display="Fläche", area=None)
    title = marked("Die <Brücke>", ["bruecke"])
    hit = Given(thing=dated, url="/a/", title=title, text="so", language="en")
    groups = [group("news", 12), group("projects", 1), group("spaces", 1)]
    results = [(one, [hit]) for one in groups]
    form = {"q": {"value": "Brücke"}}
    total = {"total": 14, "total_in_words": "14"}
    found = {"words": "Brücke", "form": form, "groups": groups, "results": results} | total
    yield "portal/search.html", found
    one = {"total": 1, "total_in_words": "1"}
    yield "portal/search.html", found | {"chosen": groups[0], "results": results[:1]} | one
    many = [group(key, count) for key, count in (("spaces", 1000), ("spaces", 1001), ("news", 1001))]
    yield "portal/search.html", found | {"groups": many, "results": [(each, [hit]) for each in many]}
