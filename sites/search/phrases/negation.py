"""Scope of negations: "ohne Gas und Wasser", "Gleis nicht nötig", "nicht im Wohngebiet", "außer Leipzig".

Negated words are reported as not understood: a text search for them would rank first what mentions them.
"""

from sites.search.phrases.items import Measurement, is_kind
from sites.search.phrases.places import PlaceMatch
from sites.search.phrases.vocabulary import LEXICONS


def negation_scope(finder, at, is_answer=False):
    """(index after the scope of the negation at `at`, whether the scope contains an item).

    is_answer: the negation follows a colon, so that it does not apply to a place after it.
    """
    tokens = finder.tokens
    start = LEXICONS["negation"].match(tokens, at)[1]
    is_of_place = not is_answer and negates_place(tokens, at)
    is_without = is_of_place or LEXICONS["negation_of_what_follows"].match(tokens, at)
    is_thing = bool(LEXICONS["without"].match(tokens, at))
    may_lie = not is_answer and not is_thing
    at, covers = start, False
    while at < len(tokens) and tokens[at].text not in (",", ";"):
        if item := finder.item_at(at):
            if is_without and at > start and not covers and is_unrelated(finder, item, is_thing):
                break
            at, covers = item.end, True
            if may_lie and is_thing_in_unknown_place(finder, item):
                covers, is_of_place = False, True
            elif joint := LEXICONS["joint"].match(tokens, at):
                at = joint[1]
            else:
                at = finder.places.end_of_place_list(at) if isinstance(item.meaning, PlaceMatch) else at
                break
        elif is_of_place and is_preposition(tokens, at):
            at, is_of_place, may_lie = at + 1, False, False
        elif covers or LEXICONS["turn"].match(tokens, at) or is_preposition(tokens, at):
            break
        elif at > start and LEXICONS["negation"].match(tokens, at):
            break  # a separate negation
        else:
            at += 1
    return at, covers


def is_unrelated(finder, item, is_thing):
    """The figure of "ohne Stützen 5.000 m²", not of "keine unter 2 ha"; the place of "ohne Stützen in Leipzig"."""
    is_place = isinstance(item.meaning, PlaceMatch) and finder.places.is_introduced(item.start)
    return is_bare_figure(finder.tokens, item) or (is_thing and is_place)


def is_thing_in_unknown_place(finder, item):
    """ "kein Grundstück im Überschwemmungsgebiet" negates the place; "keine Halle in Leipzig" only the hall."""
    if not is_kind(item) or not is_preposition(finder.tokens, item.end):
        return False
    at = item.end + 1
    return at < len(finder.tokens) and not finder.item_at(item.end) and not finder.item_at(at)


def is_bare_figure(tokens, item):
    """Whether it is a figure without a bound or topic before it."""
    is_figure = isinstance(item.meaning, Measurement) and item.meaning.figure.bare is not None
    return is_figure and tokens[item.start].kind == "number"


def is_preposition(tokens, at):
    return bool(LEXICONS["turn_to_place"].match(tokens, at))


def negates_place(tokens, at):
    """Whether a negation applies to a location: "nicht im …", "not directly in …", "kein Standort im …"."""
    if LEXICONS["answer"].match(tokens, at):
        return False
    behind = LEXICONS["negation"].match(tokens, at)[1]
    end = LEXICONS["lying"].skip(tokens, behind)
    is_of_thing = LEXICONS["without"].match(tokens, at) or (
        end == behind and LEXICONS["no_thing"].match(tokens, at)
    )
    return is_preposition(tokens, end) and not is_of_thing


def negation_after(finder, at):
    """The index after "… nicht nötig", "…: no", if that negates what comes before it; else None."""
    tokens = finder.tokens
    is_answer = at < len(tokens) and tokens[at].text == ":"
    at += is_answer
    if not LEXICONS["negation"].match(tokens, at) or finder.item_at(at):
        return None
    if end := end_of_answer(tokens, at, is_answer):
        return end
    if not is_answer and negates_what_follows(tokens, at):
        return None
    end, covers = negation_scope(finder, at, is_answer)
    return None if covers else end


def end_of_answer(tokens, at, is_answer):
    """The index after a complete negation: "Gleis nicht nötig | Kran 5 t", "rail no | in Leipzig"; else None."""
    end = LEXICONS["negation"].match(tokens, at)[1]
    is_verb = not LEXICONS["negation_of_what_follows"].match(tokens, at)
    for start in (end, end + 1):  # "keine zwingende Bedingung"
        found = LEXICONS["no_must"].match(tokens, start) or (
            is_verb and LEXICONS["needed"].match(tokens, start)
        )
        if found:
            after = LEXICONS["needed"].skip(tokens, found[1])
            return None if LEXICONS["of_what"].match(tokens, after) else after
    is_no = LEXICONS["no_thing"].match(tokens, at)
    is_all = LEXICONS["answer_behind"].match(tokens, at) or (
        is_no and (is_answer or is_preposition(tokens, end))
    )
    return end if is_all else None


def negation_before(finder, at, end):
    """(start of the scope of "nicht nötig" from `at` to `end`, the item in the scope or None).

    The scope is the words before it and the item before these: "Gleis im Gebiet nicht nötig"; but not a wish.
    """
    tokens = finder.tokens
    is_said = any(LEXICONS["needed"].match(tokens, place) for place in range(at, end))
    if not is_said or LEXICONS["negation_of_what_follows"].match(tokens, at):
        return at, None
    last = finder.items[-1] if finder.items else None
    start = start_of_unread(finder, at)
    is_of_last = last and last.end == start and not last.is_wish
    return (last.start, last) if is_of_last else (start, None)


def start_of_unread(finder, at):
    """The index of the first of the words before `at` that belong to no item."""
    read = finder.items[-1].end if finder.items else 0
    while at > read and at - 1 not in finder.verbatim and finder.tokens[at - 1].kind == "word":
        at -= 1
    return at


def negated_words(finder, at):
    """(start, end) of words outside items with the negation at `at` after them: "Altlasten nein"; or None.

    A negation that may apply to what follows must be the last word: "flood zone: no".
    """
    tokens = finder.tokens
    if not (negation := LEXICONS["negation"].match(tokens, at)):
        return None
    is_marked = at > 0 and tokens[at - 1].text in (":", "-", "=")
    start, end = start_of_unread(finder, at - is_marked), negation[1]
    is_last = [token.text for token in tokens[end : end + 1]] in ([], [","], [";"])
    is_answer = is_last or LEXICONS["answer"].match(tokens, at)
    return (start, end) if is_answer and start < at - is_marked else None


def negates_what_follows(tokens, at):
    """Whether a negation applies to what follows: "GI ohne Wohnbebauung", not "Gleis kein Muss" or "rail no"."""
    if negates_place(tokens, at):
        return True
    end = LEXICONS["negation"].match(tokens, at)[1]
    is_followed = end < len(tokens) and tokens[end].kind == "word"
    # at + 2: "keine zwingende Bedingung"
    is_no_must = any(LEXICONS["no_must"].match(tokens, place) for place in (end, end + 1))
    is_without = LEXICONS["negation_of_what_follows"].match(tokens, at)
    return bool(is_followed and is_without) and not is_no_must
