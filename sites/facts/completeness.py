"""How complete an entry is: a share of weights, and what is missing, the weightiest first.

Reads plain attributes and rows only, so that migrations can ask it about their own models.
"""

from sites.facts.weights import WANTED


def is_filled(space, wanted, edited=None):
    """`edited`: rows as a form is about to leave them, {relation: [(prefix, row)]}; else the stored ones count."""
    if wanted.rows:
        if edited and wanted.rows in edited:
            return bool(edited[wanted.rows])
        return space.pk is not None and bool(getattr(space, wanted.rows).all())
    return any(is_stated(getattr(space, attname(name), None)) for name in wanted.fields)


def attname(name):
    return "contact_id" if name == "contact" else name


def is_stated(value):
    """0 and “no” are statements."""
    return value not in (None, "")


def missing(space, edited=None):
    """The Wanted that a space does not state, the weightiest first."""
    return [wanted for wanted in WANTED[space.kind] if not is_filled(space, wanted, edited)]


def percent(space, edited=None):
    """0 to 100, and 100 only when nothing is missing."""
    total = sum(wanted.weight for wanted in WANTED[space.kind])
    return 100 * (total - sum(wanted.weight for wanted in missing(space, edited))) // total
