"""The trade's words, and the filters they stand for. Spellings are parted by "|"; case and umlauts do not matter."""

from sites.choices import Kind
from sites.phrases.tokens import Lexicon, words


def is_plot(**filters):
    return [("kind", Kind.PLOT.value), *asks(**filters)]


def is_hall(*types):
    return [("kind", Kind.HALL.value), *asks(hall_type=types)]


def asks(**filters):
    """Names and values; a tuple of values asks for any of them."""
    return [
        (name, value)
        for name, values in filters.items()
        for value in (values if isinstance(values, tuple) else (values,))
    ]


TODAY = "today"
RAIL = ("at_plot", "in_area")
HEATED = ("radiant", "warm_air", "floor", "district", "other")

# None: known to have no filter.
VOCABULARY = Lexicon(
    {
        # Kinds. A warehouse may be a logistics hall as well.
        "Halle|Hallen|Hallenobjekt|Hallenobjekte|Hallenfläche|Hallenflächen|Gewerbehalle|Gewerbehallen"
        "|Mehrzweckhalle|Mehrzweckhallen|hall|halls"
        "|industrial building|industrial property": is_hall(),
        "Industriehalle|Industriehallen|industrial hall|industrial halls|industrial unit": is_hall(
            "industrial"
        ),
        "Produktionshalle|Produktionshallen|Produktionsfläche|Fertigungshalle|Fabrik|Fabrikhalle|Werkhalle|Werkshalle"
        "|Montagehalle|Montagehallen"
        "|production hall|production halls|production facility|manufacturing hall|factory": is_hall(
            "production"
        ),
        "Lager|Lagerhalle|Lagerhallen|Lagerfläche|Lagerflächen|warehouse|warehouses|warehousing|storage hall": is_hall(
            "warehouse", "logistics"
        ),
        "Logistik|Logistikhalle|Logistikhallen|Logistikimmobilie|Logistikzentrum|Logistikfläche|Logistiklager"
        "|logistics|logistics hall|logistics halls|logistics warehouse|logistics centre|logistics property"
        "|distribution centre|distribution center|crossdock|cross-dock|crossdocking"
        "|cross-docking": is_hall("logistics"),
        "Hochregallager|Hochregal|high bay warehouse|high bay": is_hall("high_bay"),
        "Werkstatt|Werkstätten|workshop|workshops": is_hall("workshop"),
        "Kühlhaus|Kühlhäuser|Kühlhalle|Kühlhallen|cold store|cold stores|cold storage": is_hall("cold_store"),
        "Servicegebäude|service building": is_hall("service"),
        "Grundstück|Grundstücke|Gewerbegrundstück|Gewerbegrundstücke|Industriegrundstück|Industriegrundstücke"
        "|Baugrundstück|Bauland|Gewerbebauland|Bauplatz|Baufläche|Gewerbefläche|Gewerbeflächen|Industriefläche"
        "|Industrieflächen|Parzelle|Logistikgrundstück"
        "|plot|plots|commercial plot|commercial plots|plot of land|land|building land|industrial land|commercial land"
        "|site|sites|development site|parcel": is_plot(),
        "Brachfläche|Brache|Brachen|Brachflächen|Industriebrache|Konversionsfläche|Konversionsflächen"
        "|Konversion|brownfield|brownfield site"
        "|brownfield land": is_plot(previous_use="brownfield"),
        "Greenfield|grüne Wiese|auf der grünen Wiese|greenfield site": is_plot(previous_use="greenfield"),
        # Offers
        "kaufen|Kauf|zum Kauf|zu kaufen|zu verkaufen|Erwerb|for sale|sale|to buy|buy|purchase|to purchase"
        "|freehold": asks(disposal="sale"),
        "mieten|Miete|zur Miete|anmieten|zu mieten|zu vermieten|Pacht|pachten|zur Pacht|zu verpachten|to let|to rent"
        "|for rent|rent|lease|to lease|for lease|leasing": asks(disposal="lease"),
        "Erbbau|Erbbaurecht|Erbbaurecht möglich|im Erbbaurecht|Erbpacht|ground lease|leasehold": asks(
            disposal="ground_lease"
        ),
        "frei|verfügbar|noch frei|leerstehend|available|vacant|free": asks(status="free"),
        "reserviert|reserved": asks(status="reserved"),
        "sofort|ab sofort|sofort verfügbar|sofort frei|ab sofort verfügbar|ab sofort frei|sofort beziehbar|immediately"
        "|immediately available|available immediately|available now|now|at once": asks(available_by=TODAY),
        # Plan law
        "GE|Gewerbegebiet|commercial zone|commercial zoning": asks(zoning="GE"),
        "GI|Industriegebiet|industrial zone|industrial zoning": asks(zoning="GI"),
        "SO|Sondergebiet|special zone": asks(zoning="SO"),
        "MI|Mischgebiet|mixed zone": asks(zoning="MI"),
        "MU|urbanes Gebiet|urban zone": asks(zoning="MU"),
        "MK|Kerngebiet|core zone": asks(zoning="MK"),
        "GEe|GE(e)|eingeschränktes Gewerbegebiet|restricted commercial zone": asks(
            zoning="GE", zoning_restricted="yes"
        ),
        "GIe|GI(e)|eingeschränktes Industriegebiet|restricted industrial zone": asks(
            zoning="GI", zoning_restricted="yes"
        ),
        "uneingeschränkt|nicht eingeschränkt|nicht beschränkt|not restricted|ohne Einschränkung"
        "|ohne Einschränkungen|unrestricted|without restrictions": asks(zoning_restricted="no"),
        "rechtskräftiger B-Plan|rechtskräftiger Bebauungsplan|rechtskräftigem B-Plan|rechtskräftigem Bebauungsplan"
        "|B-Plan rechtskräftig|Bebauungsplan rechtskräftig|B-Plan in Kraft|rechtskräftig|binding plan|plan in force"
        "|legally binding plan|binding development plan|development plan in force": asks(
            plan_status="in_force"
        ),
        "B-Plan|Bebauungsplan|development plan": asks(plan_status=("adopted", "in_force")),
        "Satzungsbeschluss|adopted plan": asks(plan_status="adopted"),
        "Aufstellungsbeschluss|B-Plan in Aufstellung": asks(plan_status="resolved"),
        "FNP|Flächennutzungsplan|land-use plan": asks(plan_status="land_use_plan"),
        # Operation
        "24/7|24-7|24 h|24h|24-h-Betrieb|24h-Betrieb|24/7-Betrieb|24 Stunden|24-Stunden-Betrieb|rund um die Uhr"
        "|Nachtbetrieb|Nachtschicht|dreischicht"
        "|dreischichtig|Dreischichtbetrieb|Drei-Schicht-Betrieb|3-Schicht|3-Schicht-Betrieb|3 Schichten|Schichtbetrieb"
        "|round the clock|around the clock|24-hour|24 hour operation|night operation|night shift|night shifts"
        "|three shifts|three-shift|3 shifts|three-shift operation": asks(round_the_clock="yes"),
        "Gleis|Gleisanschluss|Gleisanschlüsse|Anschlussgleis|Anschlussgleise|Bahn|Bahnanschluss|Bahngleis"
        "|Industriegleis|Gleisanbindung"
        "|rail|rail siding|railway siding|siding|sidings|rail connection|rail access|rail served|rail link": asks(
            rail_siding=RAIL
        ),
        "eigenes Gleis|eigener Gleisanschluss|eigenem Gleisanschluss|eigenen Gleisanschluss"
        "|eigenes Anschlussgleis|Gleis am Grundstück"
        "|Gleisanschluss am Grundstück|Gleis auf dem Grundstück|siding at the plot"
        "|rail siding at the plot|rail siding on site": asks(rail_siding="at_plot"),
        "Gleis vorhanden oder herstellbar|Gleis vorhanden oder möglich|Gleis möglich|Gleisanschluss möglich"
        "|Gleis herstellbar|Gleisanschluss herstellbar|rail siding possible"
        "|siding possible|possible rail siding": asks(rail_siding=(*RAIL, "possible")),
        "Autobahnnähe|in Autobahnnähe|autobahnnah|autobahnnahe|in unmittelbarer Autobahnnähe"
        "|Autobahn in der Nähe|motorway nearby|an der Autobahn|direkt an der Autobahn"
        "|unmittelbar an der Autobahn": asks(motorway_km_max="5"),
        "Flughafennähe|in Flughafennähe|flughafennah|Flughafen in der Nähe|airport nearby": asks(
            airport_km_max="20"
        ),
        "Hafennähe|in Hafennähe|hafennah|Hafen in der Nähe|port nearby": asks(port_km_max="20"),
        "Bahnhofsnähe|in Bahnhofsnähe|bahnhofsnah|Bahnhof in der Nähe|station nearby": asks(
            station_km_max="20"
        ),
        "S-Bahn|S-Bahn-Anschluss|S-Bahnhof|U-Bahn|Straßenbahn|tram|ÖPNV|Bushaltestelle|bus stop|public transport": None,
        # Ground, funding, owner
        "kommunal|kommunale|kommunaler|kommunales Eigentum|kommunaler Eigentümer|Eigentümer kommunal|städtisch"
        "|städtische|städtisches|municipal|municipally owned|owned by the municipality|council owned": asks(
            ownership="municipal"
        ),
        "privat|private|privater Eigentümer|privately owned|private owner": asks(ownership="private"),
        "landeseigen|Landeseigentum|state-owned": asks(ownership="state"),
        "bundeseigen|BImA|federally owned": asks(ownership="federal"),
        "Insolvenz|Insolvenzobjekt|Insolvenzmasse|insolvency": asks(ownership="insolvency"),
        "GRW|GRW-Gebiet|GRW-Förderung|GRW-Fördergebiet": asks(funding_area=("grw_c", "grw_d")),
        "GRW C|GRW-C-Gebiet|C-Fördergebiet": asks(funding_area="grw_c"),
        "GRW D|GRW-D-Gebiet|D-Fördergebiet": asks(funding_area="grw_d"),
        "JTF|JTF-Gebiet|Just Transition Fund|Just Transition": asks(funding_area="jtf"),
        "InvKG|Strukturwandel|Strukturstärkung|structural change": asks(funding_area="invkg"),
        "Fördergebiet|Förderung|förderfähig|funding area|assisted area|grant area|funding": asks(
            funding_area=("grw_c", "grw_d", "jtf", "invkg")
        ),
        "altlastenfrei|keine Altlasten|ohne Altlasten|frei von Altlasten|no contamination|without contamination"
        "|free of contamination|free from contamination|uncontaminated": asks(
            contamination=("none_known", "remediated")
        ),
        "erschlossen|voll erschlossen|vollerschlossen|vollständig erschlossen|fully serviced|serviced": asks(
            servicing=("full", "customary")
        ),
        "teilerschlossen|teilweise erschlossen|partly serviced": asks(servicing="partial"),
        "unerschlossen|unserviced|not serviced|nicht erschlossen": asks(servicing="none"),
        # Utilities
        "Strom|Stromanschluss|electricity|power|power supply": asks(utility="power"),
        "Gas|Erdgas|Gasanschluss|natural gas|gas connection": asks(utility="gas"),
        "Wasser|Trinkwasser|Wasseranschluss|drinking water|water": asks(utility="water"),
        "Brauchwasser|Prozesswasser|process water": asks(utility="process_water"),
        "Abwasser|waste water|wastewater|sewage|sewer": asks(utility="waste_water"),
        "Fernwärme|Fernwärmeanschluss|district heat|district heating": asks(utility="district_heat"),
        "Dampf|Prozessdampf|steam": asks(utility="steam"),
        "Wasserstoff|Wasserstoffanschluss|H2|hydrogen": asks(utility="hydrogen"),
        "Kälte|Fernkälte|cooling": asks(utility="cooling"),
        "Druckluft|compressed air": asks(utility="compressed_air"),
        "Glasfaser|Glasfaseranschluss|FTTH|fibre|fiber|fibre optic|fibre optics": asks(utility="fibre"),
        "Breitband|broadband": asks(utility=("broadband",)),
        "Niederspannung|low voltage": asks(grid_level="low"),
        "Mittelspannung|medium voltage": asks(grid_level="medium"),
        "Hochspannung|high voltage": asks(grid_level="high"),
        "Höchstspannung|extra-high voltage": asks(grid_level="extra_high"),
        # The hall
        "erweiterbar|Erweiterung möglich|Erweiterungsmöglichkeit|expandable|extendable|extendible"
        "|can be extended|room to expand": asks(expandable="yes"),
        "Sprinkler|Sprinklern|Sprinklerung|Sprinkleranlage|gesprinklert|sprinklered|sprinklers|sprinkler system": asks(
            sprinkler=("full", "esfr")
        ),
        "ESFR|ESFR-Sprinkler|ESFR sprinklers": asks(sprinkler="esfr"),
        "beheizt|beheizte|beheizbar|Heizung|geheizt|heated|heating": asks(heating=HEATED),
        "unbeheizt|unbeheizte|ungeheizt|Kalthalle|unheated": asks(heating="none"),
        "Fußbodenheizung|underfloor heating": asks(heating="floor"),
        "Dunkelstrahler|Deckenstrahler|radiant heaters": asks(heating="radiant"),
        "frostfrei|frost-free": asks(temperature_control="frost_free"),
        "temperiert|temperierte|tempered|temperature controlled": asks(temperature_control="tempered"),
        "gekühlt|gekühlte|Kühlung|Kühllager|chilled|refrigerated": asks(temperature_control="chilled"),
        "Tiefkühl|Tiefkühlung|tiefgekühlt|Tiefkühllager|TK-Lager|frozen|deep-frozen|deep-freeze|freezer store"
        "|freezer": asks(temperature_control="frozen"),
        **{
            f"Energieklasse {letter}|Energieeffizienzklasse {letter}|Effizienzklasse {letter}|energy class {letter}"
            f"|EPC {letter}|energy rating {letter}": asks(energy_class=("A+", *"ABCDEFGH"[: place + 1]))
            for place, letter in enumerate("ABCDEFGH")
        },
        "Energieklasse A+|Energieeffizienzklasse A+|energy class A+|EPC A+": asks(energy_class="A+"),
    }
)

CAPITALS = {"so", "mi", "mu", "mk"}
"""Everyday words when small ("so", "mi"): they mean the zone only in capitals."""

NEGATIONS = words(
    "kein|keine|keinen|keiner|keinem|keines|nicht|nie|ohne|nein|weder|no|not|without|none|never|neither|unnötig"
    "|egal|irrelevant"
    "|statt|anstatt|instead of"
)
WITHOUT = words(
    "kein|keine|keinen|keiner|keinem|keines|ohne|no|without|weder|neither|statt|anstatt|instead of"
)
"""Negations that deny what follows them, if anything does."""
NO_MUST = words(
    "Muss|Bedingung|Pflicht|Voraussetzung|Kriterium|Anforderung|Notwendigkeit|Priorität|Bedeutung|Belang|Bedarf|Thema"
    "|must|requirement|condition|criterion|priority|need|needed|necessity|longer"
)
"""But "kein Muss" denies what stands before it."""
FURTHER = words("und|oder|noch|and|or|nor|sowie|/")
"""Joins a second thing to what is denied: "ohne Gas und Wasser"."""
BESIDE = words("für|mit|auf|zum|zur|samt|inklusive|inkl|for|with|on")
"""Between two kinds: the second goes with the first, which is what is sought."""
TURNS = words("aber|sondern|mit|dafür|but|with|in|im|bei|near|nahe")
"""Ends what is denied."""

FILLERS = words(
    "der|die|das|dem|den|des|ein|eine|einen|einem|einer|eines|und|oder|mit|in|im|am|an|auf|bei|zum|zur|zu|von"
    "|vom|für|aus"
    "|nahe|nähe|um|ab|bis|ca|etwa|circa|mindestens|maximal|suche|suchen|gesucht|wir|ich|brauche|brauchen|benötigen"
    "|benötigt|benötige|möchte|möchten|bitte|sowie|auch|nur|direkt|ist|sind|als|per|Objekt|Objekte|Objektnummer|Nr"
    "|Immobilie|Immobilien|PLZ|Postleitzahl|zwischen|je|inkl|zzgl|Traglast|Tragkraft|nach|entfernt|Entfernung"
    "|Kunde|Kunden|Mandanten|Auftraggeber|client|kalt|netto|net|area|maximum|minimum|erlaubt|zulässig|permitted"
    "|allowed|Bau|development|großem"
    "|großen|maximale|minimale"
    "|Fläche|Flächen|vorhanden|vorhandener|vorhandenes|vorhandenem|herum"
    "|Anschluss|Region|Raum|Umkreis|km|a|an|the|of|for|with|and|or|in|at|on|to|from|by"
    "|near|around|close|within|we|I|need|needs|looking|look|want|wanted|search|searching|is|are|be|should|must|have|has"
    "|please|also|only|property|properties|object|space|spaces|some|that|which|postcode|zip|between|incl|off"
    "|away|approx"
    "|about|min|max|mind"
)
"""Words that carry no question of their own: they are dropped from the text search."""
