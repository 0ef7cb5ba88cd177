"""Drawings as they are written, and which icon stands where: what outputs of pages leave out."""

import re
import runpy
import tomllib
from types import SimpleNamespace as Given

from django.conf import settings
from django.template.loader import render_to_string

from sites.fact_groups import DistanceRow
from tests.approved.clock import NOW

TEMPLATES = settings.BASE_DIR / "templates"
ICON = re.compile(r"{% icon (\S+)")


def shapes(world):
    return {"drawings": drawn(), "icons": icons(), "demo_plan": demo_plan()}


def demo_plan():
    """What the PDF of a plot's invented zoning plan is made of."""
    script = runpy.run_path(settings.BASE_DIR / "scripts" / "draw_demo_plans.py")
    plots = tomllib.loads((script["DEMO"] / "plots.toml").read_text())["plots"]
    return script["page_of"](next(plot for plot in plots if plot["number"] == script["PLOTS"][0]))


def drawn():
    """As they are written: of a drawing it is shapes, colours and places that count, which pages leave out."""
    pieces = [render_to_string(*piece) for piece in drawings()]
    return "\n\n".join(re.sub(r">\s+<", ">\n<", re.sub(r"\s*\n\s*", " ", piece)).strip() for piece in pieces)


def drawings():
    marks = [
        Given(kind=kind, x=10.04, y=20.06, text=f"{kind} <x>", text_at=(11, 22))
        for kind in ("city", "landmark", "road", "figure", "hall", "plot")
    ]
    kinds = ("district", "state", "hall", "plot")
    shapes = [Given(kind=kind, path=f"M1 2 {kind}") for kind in kinds]
    plan = {
        "title": "Plan <a>",
        "scale_label": "2 km",
        "scale_units": 33.33,
        "marks": marks,
        "shapes": shapes,
    }
    for more in ({"grid": ["M0 1"]}, {"base": [{"d": "M0 2", "fill": "#fff"}]}):
        yield "sites/expose/_drawing.html", {"drawing": plan | more}
    for kind in ("plot", "hall"):
        space = {"kind": kind, "name": "Nord & <Süd>", "get_kind_display": "Art"}
        card = {
            "space": space,
            "size": 40,
            "lines": [(516, space["name"])],
            "place": "Borna",
            "facts": [{"value": "3 ha"}, {"value": "GI"}],
        }
        for path in ("", "M1 1z"):
            yield (
                "sites/link_picture.svg",
                card | {"outline": path, "base": [{"d": "M0 2"}], "attribution": "© A & B"},
            )
            yield (
                "sites/link_picture.svg",
                card | {"outline": path, "photo": "UExBTg==", "attribution": "Foto: <A>"},
            )
            yield (
                "sites/_outline.html",
                {"space": Given(kind=kind, boundary=None), "path": path, "label": path and "Umriss <x>"},
            )
    yield "sites/expose/_bar.html", {"km": 5, "longest": 20}
    rows = [
        DistanceRow("A 14 <x>", "Kreuz", 5, "5 km"),
        DistanceRow("Hafen", "", 20, "", "Straße"),
    ]
    yield "components/distances.html", {"rows": rows, "longest": 20, "sources": ["BKG", "OSM <x>"]}
    yield "components/term.html", {"start": "2021", "end": "2027", "share": 40.4}
    spans = [
        {"label": "frei", "status": "free", "since": NOW, "x": x, "width": width}
        for x, width in ((0, 60), (60, 61))
    ]
    panel = {
        "name": "Preis",
        "y_top": 20,
        "y_bottom": 60,
        "top": "40",
        "bottom": "35",
        "paths": ["0,20 9,60"],
    }
    size = {"width": 640, "height": 200, "band": 18, "left": 50, "foot": 190, "first": NOW, "last": NOW}
    panels = [panel, panel | {"bottom": ""}]
    yield "sites/_market_chart.html", size | {"spans": spans, "panels": panels, "records": []}
    nodes = [
        {"name": f"Stadt <{number}>", "x": number, "y": 2, "radius": 3, "label_x": 4, "label_y": 5} | more
        for number, more in enumerate(({"is_town": True}, {"is_left": True}))
    ]
    yield "portal/_network.html", {"network": {"top": -9, "height": 300, "path": "M1 1", "nodes": nodes}}
    for tone in ("ok", "wait", "error", ""):
        yield (
            "components/notice.html",
            {"tone": tone, "title": "Titel <x>", "is_before_heading": tone == "ok"},
        )
    yield "components/brand_mark.html", {}


def icons():
    """Which icon stands where, one line a template: outputs of pages leave that out as well."""
    lines = []
    for path in sorted(TEMPLATES.rglob("*.*")):
        if names := ICON.findall(path.read_text()):
            lines.append(f"{path.relative_to(TEMPLATES)}: {', '.join(names)}")
    return "\n".join(lines)
