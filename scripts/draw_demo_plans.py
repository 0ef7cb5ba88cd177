"""Draws portal/demo/documents/*.pdf, invented zoning plans of plots of the demo.

Colours and signs after the Planzeichenverordnung (PlanZV): grey for GE and GI, a broken blue line for building limits.
Run by hand when a plot of the demo changes, never by the portal: `.venv/bin/python scripts/draw_demo_plans.py`.
"""

import tomllib
from html import escape
from math import cos, hypot, radians
from pathlib import Path

from django.contrib.gis.geos import Polygon

DEMO = Path(__file__).resolve().parent.parent / "portal" / "demo"
PLOTS = (1001, 1008, 1010)
METRES_PER_DEGREE = 111_320
SETBACK = 6
"""Metres from the boundary to the building limit."""
LABEL_AWAY = 28
SHEET = (760, 470)
"""Units of the drawing: width and height."""
ZONES = {"GE": ("Gewerbegebiet", "§ 8 BauNVO", "#d9d9d9"), "GI": ("Industriegebiet", "§ 9 BauNVO", "#b9b9bd")}
STYLE = """
@page { size: A4 landscape; margin: 12mm }
body { font: 9pt/1.35 "DejaVu Sans", sans-serif; color: #1a1a1a; margin: 0 }
h1 { font-size: 15pt; margin: 0 } .kicker { margin: 0 0 1mm; color: #555 } svg { width: 190mm; height: 117.5mm }
main { display: flex; gap: 6mm; margin-top: 4mm } aside { width: 74mm } h2 { font-size: 10pt; margin: 0 0 1.5mm }
table { border-collapse: collapse; width: 100%; margin-bottom: 5mm }
th, td { border: .3mm solid #1a1a1a; padding: 1.2mm 2mm; text-align: left; font-weight: normal }
.note { border-left: 1mm solid #b3261e; padding-left: 3mm } footer { margin-top: 3mm; color: #555; font-size: 8pt }
"""


def main():
    # Not above: its import lets Pillow take pictures that are cut off, for all in the process.
    from weasyprint import HTML

    plots = {plot["number"]: plot for plot in tomllib.loads((DEMO / "plots.toml").read_text())["plots"]}
    for number in PLOTS:
        path = DEMO / "documents" / f"bebauungsplan-{number}.pdf"
        HTML(string=page_of(plots[number])).write_pdf(path, pdf_variant="pdf/ua-1")
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def page_of(plot):
    title = f"Bebauungsplan {escape(plot['plan_name'])}"
    zone, law, _colour = ZONES[plot["zoning"]]
    rows = [("Art der baulichen Nutzung", f"{plot['zoning']} ({zone}, {law})"), *measures_of(plot)]
    table = "".join(f"<tr><th scope=row>{label}</th><td>{value}</td></tr>" for label, value in rows)
    legend = "".join(f"<tr><th scope=row>{sign}</th><td>{label}</td></tr>" for sign, label in signs_of(plot))
    return f"""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}, Planzeichnung (Muster)</title>
<meta name="author" content="Metropolregion Mitteldeutschland"><style>{STYLE}</style></head><body>
<p class="kicker">Musterplan der Demonstration, ohne Rechtswirkung</p><h1>{title}</h1>
<main>{drawing_of(plot)}<aside><h2>Festsetzungen</h2><table>{table}</table><h2>Zeichen</h2><table>{legend}</table>
<p class="note">Frei erfunden: Grenzen, Baufenster und Werte gehören zu einem Beispiel und gelten nirgends.</p>
</aside></main>
<footer>Fläche {plot["number"]}, {escape(plot["name_de"])}. Norden ist oben.
Zeichen in Anlehnung an die Planzeichenverordnung. Gezeichnet von einem eigenen Programm.</footer></body></html>"""


def measures_of(plot):
    yield from (
        (label, f"{plot[name]:g}{unit}".replace(".", ","))
        for name, label, unit in (
            ("site_coverage_ratio", "Grundflächenzahl (GRZ)", ""),
            ("building_mass_ratio", "Baumassenzahl (BMZ)", ""),
            ("building_height_max", "Höhe baulicher Anlagen", " m"),
        )
        if name in plot
    )


def signs_of(plot):
    zone, _law, colour = ZONES[plot["zoning"]]
    yield sign(f'<rect width="34" height="12" fill="{colour}"/>', zone), zone
    yield (
        sign(
            '<path d="M0 6H34" stroke="#000" stroke-width="2.4" stroke-dasharray="8 3"/>', "Geltungsbereich"
        ),
        "Geltungsbereich",
    )
    yield (
        sign(
            '<path d="M0 6H34" stroke="#1f3cc4" stroke-width="1.6" stroke-dasharray="9 3 2 3"/>', "Baugrenze"
        ),
        "Baugrenze",
    )


def sign(drawing, label):
    return f'<svg style="width:12mm;height:4.2mm" viewBox="0 0 34 12" role="img" aria-label="{label}">{drawing}</svg>'


def drawing_of(plot):
    ring = metres_of(plot["boundary"])
    limit = Polygon(ring).buffer(-SETBACK)
    outline, building = path_of(ring, ring), path_of(list(limit[0].coords), ring)
    colour, (width, height) = ZONES[plot["zoning"]][2], SHEET
    lengths = "".join(lengths_of(ring))
    bar = 50 * scale_of(ring)[0]
    middle = placed(Polygon(ring).point_on_surface.coords, ring)
    title = "Planzeichnung: Geltungsbereich und Baugrenze, Norden oben"
    return f"""<svg viewBox="0 0 {width} {height}" role="img" aria-label="{title}">
<rect width="{width}" height="{height}" fill="#f6f4ee"/>
<path d="{outline}" fill="{colour}" stroke="#000" stroke-width="3" stroke-dasharray="14 5"/>
<path d="{building}" fill="none" stroke="#1f3cc4" stroke-width="2" stroke-dasharray="14 4 3 4"/>
<g font-family="DejaVu Sans" font-size="12">{lengths}
<text x="{middle[0]:.0f}" y="{middle[1]:.0f}" font-size="30" text-anchor="middle">{plot["zoning"]}</text>
<path d="M20 {height - 20}h{bar:.1f}" stroke="#000" stroke-width="3"/><text x="20" y="{height - 28}">50 m</text>
<path d="M{width - 30} 60V20l-7 14M{width - 30} 20l7 14" fill="none" stroke="#000" stroke-width="2"/>
<text x="{width - 35}" y="76">N</text></g></svg>"""


def lengths_of(ring):
    """The length of each side in metres, outside its middle."""
    middle = placed(Polygon(ring).centroid.coords, ring)
    for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
        x, y = placed(((x1 + x2) / 2, (y1 + y2) / 2), ring)
        away = LABEL_AWAY / hypot(x - middle[0], y - middle[1])
        x, y = x + (x - middle[0]) * away, y + (y - middle[1]) * away + 4
        length = hypot(x2 - x1, y2 - y1)
        yield f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="middle" fill="#555">{length:.0f} m</text>'


def metres_of(boundary):
    west, south = min(x for x, _y in boundary), min(y for _x, y in boundary)
    squeeze = cos(radians(south))
    return [((x - west) * METRES_PER_DEGREE * squeeze, (y - south) * METRES_PER_DEGREE) for x, y in boundary]


def scale_of(ring):
    """Units a metre, and the room to the left of and above the ring."""
    wide, high = max(x for x, _y in ring), max(y for _x, y in ring)
    units = min((SHEET[0] - 100) / wide, (SHEET[1] - 100) / high)
    return units, (SHEET[0] - wide * units) / 2, (SHEET[1] + high * units) / 2


def placed(point, ring):
    units, left, bottom = scale_of(ring)
    return left + point[0] * units, bottom - point[1] * units


def path_of(points, ring):
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (placed(point, ring) for point in points)) + "Z"


if __name__ == "__main__":
    main()
