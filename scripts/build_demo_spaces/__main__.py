#!/usr/bin/env python3
"""Write portal/demo/parks.json and spaces.json: invented parks, plots and halls in real municipalities.

    python scripts/build_demo_spaces

The same seed gives the same files. Stops if a space leaves its municipality, a shape is invalid or a text has
fewer than 60 or more than 120 words. Needs GEOS and GDAL, as the portal does; no database.
"""

import csv
import gzip
import json
import random
from collections import Counter
from pathlib import Path

from django.conf import settings

settings.configure()

import facts  # noqa: E402
import parcels  # noqa: E402
import sentences_halls  # noqa: E402
import sentences_plots  # noqa: E402
from catalogue import HALLS, PARKS, PLACES, PLOTS, rows, steward_of  # noqa: E402
from django.contrib.gis.geos import GEOSGeometry, Point  # noqa: E402

FOLDER = Path(__file__).parents[2] / "portal" / "demo"
SEED = 20261124
FIRST_NUMBER = 1001
DRAWN_TOO_LARGE = {"Kötzschener Höhe", "Borna, Am Lerchenberg"}  # to show the warning: 8 % more than typed
UNDISCLOSED = 0.08
SHOWN_ANYWAY = {"large", "power"}  # the flagships
WORDS = (60, 120)
TYPED_EVERY = 25  # so many objects apart, an editor typed the way to the motorway; the rest is computed
DETOUR = 1.25  # roads are longer than the straight line
KINDS = ("motorway_junction", "airport", "rail_terminal", "port", "station")
BY_THE_MOTORWAY_KM = 8
OWNERS = {"municipal": ("der Gemeinde", "the municipality"), "development_company": ("der Landesgesellschaft", "the state company"),
          "private": ("einem Eigentümer", "one owner"), "mixed": ("einer Erbengemeinschaft", "a family")}  # fmt: skip
ZONES = {"GE": ("ein Gewerbegebiet", "a commercial zone (GE)"), "GI": ("ein Industriegebiet", "an industrial zone (GI)"),
         "SO": ("ein Sondergebiet", "a special zone (SO)")}  # fmt: skip


def main():
    dice = random.Random(SEED)  # noqa: S311 - invented data, not secrets
    borders = municipalities()
    parks = list(invent_parks(dice, borders))
    spaces = list(invent_spaces(dice, borders, landmarks()))
    write("parks", parks)
    write("spaces", spaces)
    print(f"{len(parks)} parks, {len(spaces)} spaces")


def write(name, content):
    """One record a line, so that a change shows as one line."""
    lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in content)
    (FOLDER / f"{name}.json").write_text(f"[\n{lines}\n]\n")


def municipalities():
    wanted = {key for key, _postcode, _anchors in PLACES.values()}
    with gzip.open(FOLDER / "areas" / "municipalities.geojson.gz") as file:
        features = json.load(file)["features"]
    borders = {}
    for feature in features:
        key = feature["properties"]["AGS"]
        if key in wanted:
            shape = GEOSGeometry(json.dumps(feature["geometry"]), srid=4326)
            borders[key] = shape.transform(parcels.TO_METRES, clone=True).buffer(0)
    missing = wanted - borders.keys()
    if missing:
        raise SystemExit(f"No boundary for {sorted(missing)}")
    return borders


def landmarks():
    with (FOLDER / "landmarks.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    places = [Point(float(row["lon"]), float(row["lat"]), srid=4326) for row in listed]
    return [
        (row, place.transform(parcels.TO_METRES, clone=True))
        for row, place in zip(listed, places, strict=True)
    ]


def nearest(point, marks):
    """One row for each kind of landmark: the nearest, with the distance by road (km) as estimated."""
    for kind in KINDS:
        way, row = min(
            ((mark.distance(point), row) for row, mark in marks if row["kind"] == kind),
            key=lambda pair: pair[0],
        )
        yield {"kind": kind, "name": row["name"], "code": row["code"], "km": round(way / 1000 * DETOUR, 1)}


def invent_parks(dice, borders):
    for place, anchor, _kind, *texts in PARKS.values():
        key, _postcode, anchors = PLACES[place]
        point = parcels.near(dice, anchors[anchor], 150)
        if not borders[key].contains(point):
            raise SystemExit(f"{texts[0]} lies outside {place}")
        names = ("name_de", "name_en", "description_de", "description_en")
        yield {
            "slug": slug_of(texts[0]),
            "municipality": key,
            "steward": steward_of(key)[0],
            "location": parcels.in_degrees(point),
            **dict(zip(names, texts, strict=True)),
            "photos": [photo(f"flaeche-0{dice.randint(1, 4)}")],
        }


def slug_of(name):
    folded = name.lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-"}))
    return "".join(letter for letter in folded if letter.isalnum() or letter == "-")


def invent_spaces(dice, borders, marks):
    taken, used = [], Counter()
    listed = [("plot", row) for row in rows(PLOTS)] + [("hall", row) for row in rows(HALLS)]
    states = statuses(dice, len(listed))
    for index, (kind, row) in enumerate(listed):
        name_de, name_en, place, park, area, category, trait = row
        key, postcode, anchors = PLACES[place]
        area = int(area)
        make = (
            facts.plot(dice, key, place, area, category, trait)
            if kind == "plot"
            else facts.hall(dice, key, area, category, trait)
        )
        stated = {name: value for name, value in make.items() if value not in (None, "")}
        anchor = anchors[PARKS[park][1]] if park else dice.choice(anchors)
        drawn = stated.get("gross_area", area) if kind == "plot" else stated.get("plot_area", area * 2)
        shape = settle(dice, borders[key], anchor, drawn * (1.08 if name_de in DRAWN_TOO_LARGE else 1), taken)
        steward, contact = steward_of(key)
        if kind == "hall" and stated.get("ownership") == "private":
            steward, contact = "elsterraum", "castell"
        lines = facts.utilities(dice, area, trait, kind)
        distances = list(nearest(shape.point_on_surface, marks))
        offers = (
            facts.plot_offers(dice, area, category, trait)
            if kind == "plot"
            else facts.hall_offers(dice, area, trait)
        )
        words = describe(dice, used, kind, trait, figures(place, area, stated, lines, distances))
        imply(words[0], stated, offers)
        yield {
            "number": FIRST_NUMBER + index,
            "kind": kind,
            "name_de": name_de,
            "name_en": name_en,
            "description_de": words[0],
            "description_en": words[1],
            "municipality": key,
            "park": slug_of(PARKS[park][3]) if park else None,
            "steward": steward,
            "contact": contact,
            "marketing_status": states[index],
            "available_in_days": facts.sometimes(dice, 0.45, dice.choice((30, 60, 120, 210, 400, 700))),
            "published_days_ago": dice.randint(1, 420),
            "confirmed_days_ago": dice.randint(2, 110),
            "address": facts.sometimes(dice, 0.7, f"{dice.choice(facts.STREETS)} {dice.randint(1, 60)}") or "",
            "postcode": postcode,
            "discloses_address": dice.random() > UNDISCLOSED or trait in SHOWN_ANYWAY or bool(park),
            "location": parcels.in_degrees(shape.point_on_surface),
            "boundary": parcels.in_degrees(shape) if kind == "plot" or "plot_area" in stated else None,
            "area": area,
            **stated,
            "offers": offers,
            "utilities": lines,
            "distances": distances[:1] if index % TYPED_EVERY == 0 else [],
            "photos": photos(dice, kind, trait, category),
        }  # fmt: skip


def statuses(dice, count):
    states = ["reserved"] * (count * 15 // 100) + ["taken"] * (count * 5 // 100)
    states += ["free"] * (count - len(states))
    dice.shuffle(states)
    return states


def settle(dice, border, anchor, area, taken):
    """A parcel wholly inside the municipality that keeps 40 m from every other."""
    for attempt in range(400):
        shape = parcels.parcel(dice, parcels.near(dice, anchor, 500 + attempt * 12), area)
        if shape.valid and border.contains(shape) and all(shape.distance(other) > 40 for other in taken):
            taken.append(shape)
            return shape
    raise SystemExit(f"No room for {area} m² at {anchor}")


FIGURES = {"height": "building_height_max", "train": "train_length_max", "grz": "site_coverage_ratio", "clear": "clear_height",
           "load": "floor_load", "crane": "crane_capacity", "docks": "docks", "doors": "drive_in_doors", "kva": "power_kva",
           "year": "year_built", "refurbished": "year_refurbished", "term": "min_term_months", "grid": "column_grid"}  # fmt: skip
IMPLIED = (
    ("Archäologische Sond", {"archaeology": "suspected"}),
    ("Kampfmittel wurden gesucht", {"ordnance": "cleared"}),
    ("Nachtbetrieb ist", {"round_the_clock": "yes"}),
    ("Nachts darf", {"round_the_clock": "yes"}),
    ("Lieferverkehr vor sechs", {"round_the_clock": "limited"}),
    ("enthält die Erschließung", {"servicing_charge": "free"}),
    ("Störfall", {"hazardous_sites_allowed": True}),
    ("Einzelhandel schließt", {"sectors_excluded": "Einzelhandel"}),
    ("Logistik ohne Wert", {"sectors_excluded": "reine Logistik"}),
    ("Photovoltaikanlage", {"renewable_energy": "Photovoltaik (solar power)"}),
    ("Sprinklertank", {"sprinkler": "full"}),
    ("Erweiterung nach Osten", {"is_expandable": True}),
    ("Zwischennutzung", {"interim_use": True}),
    ("ohne Ortsdurchfahrt", {"bypasses_towns": True}),
    ("Dunkelstrahlern", {"heating": "radiant"}),
)


def imply(text, stated, offers):
    """What a text says, the figures say too."""
    for words, values in IMPLIED:
        if words in text:
            stated.update(values)
    if "verkauft auch" in text and not any(offer["disposal"] == "sale" for offer in offers):
        offers.append({"disposal": "sale", "price_type": "on_request"})


def figures(place, area, stated, lines, distances):
    """Facts for the sentences, German and English side by side; what is not stated is left out."""
    found = {"place": (place, place), "area": size(area)}
    if distances[0]["km"] <= BY_THE_MOTORWAY_KM:
        code = distances[0]["code"].replace(" ", "\u00a0")
        found["motorway"] = (code, code)
    if stated.get("building_basis") == "section_34":
        found["built_up"] = ("§\u00a034\u00a0BauGB", "§\u00a034\u00a0BauGB")
    if "divisible_from" in stated:
        found["part"] = size(stated["divisible_from"])
    if "plan_name" in stated:
        found["plan"] = (
            stated["plan_name"],
            stated["plan_name"]
            .replace("Nr.", "No.")
            .replace("„", "“")
            .replace("“", "”", 2)
            .replace("”", "“", 1),
        )
    if stated.get("zoning") in ZONES and stated.get("plan_status") == "in_force":
        found["zoning"] = ZONES[stated["zoning"]]
    if stated.get("ownership") in OWNERS:
        found["owner"] = OWNERS[stated["ownership"]]
    for name, field in FIGURES.items():
        if field in stated:
            text = f"{stated[field]}".removesuffix(".0")
            found[name] = (text.replace(".", ","), text.replace(",", "."))
    if "noise_day" in stated:
        pair = f"{stated['noise_day']}/{stated['noise_night']}\u00a0dB(A)"
        found["noise"] = (pair, pair)
    if lines and "capacity" in lines[0] and stated.get("servicing") != "partial":
        power = f"{lines[0]['capacity']}\u00a0MVA"
        found["power"] = (power, power)
    return found


def size(area):
    if area >= 10000:
        hectares = f"{area / 10000:.1f}".removesuffix(".0")
        return f"{hectares.replace('.', ',')}\u00a0ha", f"{hectares}\u00a0ha"
    grouped = f"{area:,}"
    return f"{grouped.replace(',', '.')}\u00a0m²", f"{grouped}\u00a0m²"


def describe(dice, used, kind, trait, found):
    """Sentences from different topics that fit the trait and the facts, the least used first."""
    pool = (sentences_plots if kind == "plot" else sentences_halls).SENTENCES
    topics = {}
    for index, (topic, traits, german, english) in enumerate(pool):
        fits = not traits or trait in traits.split()
        if fits and all(f"{{{name}}}" not in german or name in found for name in NAMES):
            topics.setdefault(topic, []).append(
                (used[kind, index] + (0.5 if not traits else 0), dice.random(), index, german, english)
            )
    order = [topic for topic in topics if topic != "opening"]
    dice.shuffle(order)
    chosen, words = [], [0, 0]
    for topic in ["opening", *order, "opening", *order]:
        options = [option for option in topics[topic] if option not in chosen]
        if not options:
            continue
        best = min(options)
        spoken = [fill(text, found, side) for side, text in enumerate(best[3:])]
        if words[0] >= WORDS[0] + 4 and words[1] >= WORDS[0] + 4:
            break
        if max(have + len(text.split()) for have, text in zip(words, spoken, strict=True)) > WORDS[1]:
            continue
        used[kind, best[2]] += 1
        chosen.append(best)
        words = [have + len(text.split()) for have, text in zip(words, spoken, strict=True)]
    if min(words) < WORDS[0]:
        raise SystemExit(f"Only {words} words for a {kind} with trait {trait}")
    return [" ".join(fill(option[3 + side], found, side) for option in chosen) for side in (0, 1)]


NAMES = ("area", "place", "part", "plan", "zoning", "owner", "height", "train", "grz", "clear", "load", "crane", "docks", "doors",
         "kva", "year", "refurbished", "term", "grid", "noise", "power", "motorway", "built_up")  # fmt: skip


def fill(text, found, side):
    return text.format_map({name: pair[side] for name, pair in found.items()})


PICTURES = {
    "flaeche-01": ("Luftbild einer Ackerfläche an einer Landstraße, das Grundstück ist blau umrandet",
                   "Aerial view of farmland by a road, the plot outlined in blue"),
    "flaeche-02": ("Luftbild eines beräumten Altstandorts mit alten Bodenplatten, das Grundstück ist blau umrandet",
                   "Aerial view of a cleared former works with old floor slabs, the plot outlined in blue"),
    "flaeche-03": ("Luftbild einer Fläche zwischen Gleisen und Fluss, auf dem Gleis steht ein Güterzug",
                   "Aerial view of land between railway and river with a goods train on the track"),
    "flaeche-04": ("Luftbild einer Fläche an der Autobahn in der Abendsonne, dahinter Windräder",
                   "Aerial view of land by the motorway in evening sun, wind turbines beyond"),
    "halle-01": ("Helle Logistikhalle mit einer Reihe von Ladetoren", "Bright logistics hall with a row of loading doors"),
    "halle-02": ("Backsteinhalle mit Sägezahndach und großem Tor", "Brick hall with a sawtooth roof and a large gate"),
    "halle-03": ("Gang zwischen hohen Regalen, am Ende ein Gabelstapler", "Aisle between high racks with a fork-lift at its end"),
    "halle-04": ("Halle am Abend mit erleuchteten Toren", "Hall at dusk with lit doors"),
    "halle-05": ("Leere Halle mit blauem Tragwerk und Lichtbändern im Dach", "Empty hall with blue trusses and rooflights"),
    "halle-06": ("Reihe kleiner Gewerbeeinheiten, davor zwei Lieferwagen", "Row of small workshop units with two vans in front"),
    "halle-innen": ("Werkhalle mit Brückenkran und zwei Reihen von Maschinen", "Works hall with an overhead crane and two rows of machines"),
    "logistik": ("Ladetore im Abendlicht mit einem Lkw", "Loading doors at dusk with a lorry"),
    "baukran": ("Rohbau mit zwei Kränen bei Sonnenaufgang", "Building shell with two cranes at sunrise"),
    "chemiepark": ("Kolonnen und Rohrbrücken eines Chemieparks", "Columns and pipe bridges of a chemical park"),
    "wasserstoff": ("Weiße Drucktanks und ein Gebäude für Elektrolyse", "White pressure tanks and an electrolysis building"),
    "hafen": ("Binnenhafen mit Portalkran und Containern", "Inland port with a gantry crane and containers"),
}  # fmt: skip


def photo(key):
    german, english = PICTURES[key]
    return {
        "picture": key,
        "alt_de": f"Zeichnung: {german}",
        "alt_en": f"Drawing: {english[0].lower()}{english[1:]}",
    }


def photos(dice, kind, trait, category):
    if dice.random() < 0.14:
        return []
    if kind == "plot":
        first = {"brownfield": "flaeche-02", "mining": "flaeche-02", "rail": "flaeche-03", "port": "flaeche-03", "night": "flaeche-04",
                 "large": "flaeche-04"}.get(trait, dice.choice(("flaeche-01", "flaeche-03", "flaeche-04", "flaeche-01")))  # fmt: skip
        more = {
            "chemistry": ["chemiepark"],
            "hydrogen": ["wasserstoff"],
            "port": ["hafen"],
            "plan": ["baukran"],
            "large": ["baukran"],
        }
        return [photo(first), *(photo(key) for key in more.get(trait, []))]
    outside = {
        "listed": "halle-02",
        "aged": "halle-02",
        "small": "halle-06",
        "night": "halle-04",
        "cold": "halle-04",
    }.get(trait, "halle-01" if category != "workshop" else "halle-06")
    inside = {"high_bay": "halle-03", "warehouse": "halle-03", "logistics": "logistik", "cold_store": "halle-03", "hall": "halle-05",
              "production": "halle-innen"}.get(category, "halle-05")  # fmt: skip
    chosen = [outside, inside][: dice.choice((1, 2, 2))]
    return [photo(key) for key in chosen]


if __name__ == "__main__":
    main()
