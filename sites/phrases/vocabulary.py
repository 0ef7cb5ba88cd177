"""Words and the filters they stand for, and the small words around them. Case and umlauts do not matter."""

from sites.phrases.tokens import Lexicon, words
from sites.phrases.word_lists import FILTER_WORDS

TODAY = "today"
"""As a value of `available_by`."""
VOCABULARY = Lexicon(FILTER_WORDS)

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
