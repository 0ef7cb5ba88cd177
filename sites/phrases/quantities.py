"""What is measured: the words for it, its units, and the filters that ask for it.

A figure without a bound means at least; of prices, distances and terms it means at most.
"""

from dataclasses import dataclass
from decimal import Decimal

from sites.facts.units import ACRE, FOOT, MILE, SQUARE_FOOT
from sites.phrases.numbers import HIGH, LOW, spelt
from sites.phrases.tokens import Lexicon

SQUARE_METRES = {"acre": ACRE, "ft2": SQUARE_FOOT}
AREA_UNITS = ("m2", "ha", "acre", "ft2")
POWER_UNITS = ("kVA", "MVA", "kW", "MW")
METRES_FROM = 100
"""Metres; fewer before a landmark are something else: "Halle 10 m Autobahn"."""
WRITTEN = {"ha": "ha", "kN/m2": "kN/m²", "kN": "kN", "m3/d": "m³/d"} | {unit: unit for unit in POWER_UNITS}
"""Units that the filters read themselves; all others are turned into the filter's unit."""
FACTORS = {"Gbit/s": 1000, "year": 12}
KILOMETRE = 1000
"""m."""

GRID_LEVELS = ((1, "low"), (60, "medium"), (150, "high"))


@dataclass(frozen=True)
class Quantity:
    name: str
    units: tuple
    """None among them: may stand without a unit."""
    low: str | None = None
    high: str | None = None
    bare: str = LOW
    words: str = ""
    unread: tuple = ()
    """Units in which the word states something that no filter asks for: "Büro 200 m²"."""
    alone: str | None = None
    """What the word means without a figure, as a value of the lower limit."""
    near: int | None = None
    """Kilometres that "near" means."""
    is_counted: bool = False
    """A number before the word says how many, not how much: "2 Kräne"."""

    def filters(self, figure):
        """The filters a figure of this quantity stands for; none when there is no filter for its bound.

        Of a range the one end will do that has a filter: "10-12 m" is at least 10 m.
        """
        limits = {LOW: figure.low, HIGH: figure.high}
        if figure.bare is not None:
            limits[self.bare] = figure.bare
        names = {LOW: self.low, HIGH: self.high}
        return [
            (
                names[end],
                written(number / KILOMETRE, "km")
                if self.is_in_metres(figure)
                else written(number, figure.unit),
            )
            for end, number in limits.items()
            if number is not None and names[end]
        ]

    def is_in_metres(self, figure):
        """A distance stated in metres."""
        return "km" in self.units and figure.unit == "m"


def written(number, unit):
    if unit == "ft":
        return spelt((number * FOOT).quantize(Decimal("0.1")))
    if unit == "mile":
        return kilometres(number)
    if unit in SQUARE_METRES:
        return spelt((number * SQUARE_METRES[unit]).quantize(Decimal(1)))
    if unit in WRITTEN:
        return f"{spelt(number)} {WRITTEN[unit]}"
    return spelt(number * FACTORS.get(unit, 1))


def kilometres(miles):
    return spelt((miles * MILE).quantize(Decimal("0.1")))


def distance(name, spellings, near=20):
    limit = f"{name}_km_max"
    return Quantity(name, ("km", "m", "mile"), low=None, high=limit, bare=HIGH, words=spellings, near=near)


def supply(name, spellings, units=("m3/h", "m3/d")):
    return Quantity(name, units, low=f"{name}_min", words=spellings)


AREA = Quantity(
    "area",
    (*AREA_UNITS, None),
    "area_min",
    "area_max",
    words="Fläche|Größe|Mindestgröße|Mindestfläche|groß|große|großes|großer|Nutzfläche|Grundfläche|size|area"
    "|floor space|floor area",
)
CLEAR_HEIGHT = Quantity(
    "clear_height",
    ("m", "ft", None),
    "clear_height_min",
    words="lichte Höhe|lichter Höhe|lichten Höhe|lichte Hallenhöhe|Hallenhöhe|Deckenhöhe|Raumhöhe"
    "|ceiling height|Höhe|hoch|licht|UKB|m UKB|OKFF UKB"
    "|clear height|clear internal height|headroom|height|high|clear",
)
FLOOR_LOAD = Quantity(
    "floor_load",
    ("t/m2", "kN/m2", "t", "kN", None),
    "floor_load_min",
    words="Bodenlast|Bodentraglast|Bodenplatte|Hallenboden|Boden|Bodenbelastung|Bodentragfähigkeit|Bodenbelastbarkeit"
    "|Tragfähigkeit|floor load|floor loading"
    "|floor load capacity|floor capacity",
)
POWER = Quantity(
    "power",
    POWER_UNITS,
    "power_min",
    words="Strom|Stromanschluss|Anschlussleistung|elektrische Leistung|power|power supply|electricity"
    "|electrical connection|grid connection",
)
FIBRE = Quantity(
    "fibre",
    ("Mbit/s", "Gbit/s"),
    "fibre_min",
    words="Glasfaser|Breitband|Internet|fibre|fiber|broadband",
)
PRICE = Quantity(
    "price",
    ("eur/m2", "eur", None),
    "price_m2_min",
    "price_m2_max",
    bare=HIGH,
    words="Kaufpreis|Kauf|purchase price|sale price|zum Kauf|for sale",
)
RENT = Quantity(
    "rent",
    ("eur/m2", "eur", None),
    "rent_m2_min",
    "rent_m2_max",
    bare=HIGH,
    words="Miete|Kaltmiete|Nettomiete|Nettokaltmiete|Mietpreis|Mietzins|rent|net rent|rental price|zur Miete",
)
SALE_OR_RENT = Quantity(
    "sale_or_rent",
    ("eur/m2", "eur"),
    bare=HIGH,
    words="Preis|Preise|Quadratmeterpreis|price|costs|Kosten",
)
MOTORWAY = distance(
    "motorway", "Autobahn|Autobahnnähe|Autobahnanschluss|BAB|Autobahnauffahrt|motorway|highway", near=5
)
VOLTAGE = Quantity("voltage", ("kV",))
NOT_ASKED_FOR = Quantity(
    "not_asked_for",
    (*AREA_UNITS, *POWER_UNITS, "m", "km", "t", "eur", "eur/m2", "%", "month", "year", None),
    words="Baujahr|erbaut|gebaut|built|year built|Hebesatz|Gewerbesteuer|Gewerbesteuerhebesatz|trade tax|Stellplätze"
    "|Parkplätze|parking spaces|car spaces|lorry spaces|Hakenhöhe|hook height|Traufhöhe|eaves height|Gebäudehöhe"
    "|building height|Firsthöhe|Spannweite|span|Zuglänge|Gleislänge|train length|Bodenrichtwert|land value|Erbbauzins"
    "|ground rent|Nebenkosten|service charge|Kaution|deposit|Einwohner|inhabitants|Mitarbeiter|Arbeitsplätze"
    "|employees|jobs|Länge|lang|Breite|breit|Tiefe|tief|Straßenfront|Front|Frontlänge|Grundstückstiefe|length"
    "|long|width"
    "|wide|depth|deep|frontage|Budget|Investition|Investitionsvolumen|Invest|investment|Jahresmiete"
    "|Mieteinnahmen|annual rent|rental income|Rendite|yield"
    "|Bürofläche|office space|Geschosse|storeys|Umsatz|turnover",
)
"""Figures of a listing that no filter asks for. They are known so that none is taken for another."""

COLUMN_GRID = Quantity(
    "column_grid",
    ("m", "ft", None),
    "column_grid_min",
    words="Stützenraster|Stützenabstand|Raster|column grid|column spacing|grid",
)

QUANTITIES = [
    AREA,
    CLEAR_HEIGHT,
    FLOOR_LOAD,
    POWER,
    FIBRE,
    PRICE,
    RENT,
    SALE_OR_RENT,
    MOTORWAY,
    VOLTAGE,
    NOT_ASKED_FOR,
    Quantity(
        "contiguous",
        AREA_UNITS,
        "contiguous_min",
        words="zusammenhängend|zusammenhängende|zusammenhängende Fläche|am Stück|contiguous|contiguous area"
        "|in one piece",
    ),
    Quantity(
        "divisible",
        AREA_UNITS,
        "divisible_max",
        "divisible_max",
        words="teilbar|teilbar ab|Teilfläche|Teilflächen|Teilflächen ab|divisible|divisible from|divisible into",
    ),
    Quantity(
        "yard",
        AREA_UNITS,
        "yard_min",
        words="Freifläche|Freiflächen|Außenfläche|Außenlager|Hoffläche|yard|open yard|outdoor storage|open storage",
        alone="1",
    ),
    COLUMN_GRID,
    Quantity(
        "crane",
        ("t", None),
        "crane_min",
        words="Kran|Kräne|Kränen|Krane|Kranen|Deckenkran|Portalkran|Laufkran|Krananlage|Kranbahn|Hallenkran"
        "|Brückenkran|Kran mit|crane|cranes|overhead crane"
        "|crane capacity",
        alone="1",
        is_counted=True,
    ),
    Quantity(
        "docks",
        (None,),
        "docks_min",
        unread=("m",),
        words="Tor|Tore|Toren|Rampe|Rampen|Rampentore|Ladetore|Verladetore|Überladebrücken|Andocktore|Docks|dock"
        "|dock doors|loading docks|dock levellers|loading doors|ramps",
        alone="1",
    ),
    Quantity(
        "drive_in_doors",
        (None,),
        "drive_in_doors_min",
        words="ebenerdige Tore|ebenerdiges Tor|ebenerdigem Tor|ebenerdiges Rolltor|Rolltor|Sektionaltor"
        "|ebenerdigen Toren|ebenerdig|ebenerdige Andienung|ebenerdig andienbar|level access|drive-in"
        "|Sektionaltore|Rolltore|ebenerdige Zufahrt|drive in door"
        "|drive in doors|level access doors|ground level doors",
        alone="1",
    ),
    Quantity(
        "office_share",
        ("%",),
        "office_share_min",
        "office_share_max",
        unread=AREA_UNITS,
        words="Büro|Büros|Büroanteil|Büroflächenanteil|office|offices|office share",
    ),
    Quantity(
        "min_term",
        ("month", "year"),
        None,
        "min_term_max",
        bare=HIGH,
        words="Mindestlaufzeit|Laufzeit|Mietvertrag|Vertragslaufzeit|Mietdauer|Mindestmietdauer|minimum term"
        "|min term|lease term|term",
    ),
    Quantity("grz", (None,), "grz_min", words="GRZ|Grundflächenzahl|site coverage ratio|site coverage"),
    Quantity("gfz", (None,), "gfz_min", words="GFZ|Geschossflächenzahl|floor area ratio|FAR"),
    Quantity("bmz", (None,), "bmz_min", words="BMZ|Baumassenzahl|building mass ratio"),
    Quantity(
        "noise_day",
        ("dB",),
        "noise_day_min",
        words="tags|tagsüber|am Tag|Tag|by day|daytime|day|Lärmkontingent tags",
    ),
    Quantity(
        "noise_night",
        ("dB",),
        "noise_night_min",
        words="nachts|in der Nacht|Nacht|at night|by night|night|night time|Lärmkontingent nachts",
    ),
    supply("gas", "Gas|Erdgas|natural gas"),
    supply("water", "Wasser|Trinkwasser|water|drinking water"),
    supply("waste_water", "Abwasser|waste water|wastewater|sewage"),
    supply("hydrogen", "Wasserstoff|H2|hydrogen"),
    supply("district_heat", "Fernwärme|district heat|district heating", units=("MW",)),
    distance("airport", "Flughafen|Flughafens|Flughafennähe|Airport"),
    distance("port", "Hafen|Hafens|Hafennähe|Binnenhafen|port|inland port|harbour"),
    distance(
        "terminal",
        "KV-Terminal|Terminal|Umschlagterminal|Containerterminal|intermodal terminal|rail terminal",
    ),
    distance("freight_station", "Güterbahnhof|freight station|freight yard"),
    distance(
        "station",
        "Bahnhof|Bahnhofs|Bahnhofsnähe|Fernbahnhof|Hauptbahnhof|ICE-Bahnhof|ICE-Halt|station|railway station"
        "|train station",
    ),
    distance("federal_road", "Bundesstraße|federal road|trunk road", near=5),
    distance("substation", "Umspannwerk|substation"),
]

TOPICS = Lexicon({quantity.words: quantity for quantity in QUANTITIES if quantity.words})

BY_UNIT = {
    **dict.fromkeys(AREA_UNITS, AREA),
    **dict.fromkeys(POWER_UNITS, POWER),
    "m": CLEAR_HEIGHT,
    "t/m2": FLOOR_LOAD,
    "kN/m2": FLOOR_LOAD,
    "eur/m2": SALE_OR_RENT,
    "eur": SALE_OR_RENT,
    "Mbit/s": FIBRE,
    "Gbit/s": FIBRE,
    "kV": VOLTAGE,
}
"""What a figure measures when only its unit tells. Tonnes and kilometres alone tell nothing."""


def grid_level(kilovolts):
    return next((level for limit, level in GRID_LEVELS if kilovolts <= limit), "extra_high")
