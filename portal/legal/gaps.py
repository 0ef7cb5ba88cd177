"""What a draft leaves open: “[Lücke: Registernummer]”, in English “[Gap: register number]”."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from portal.placeholders import GAP


def gaps_in(markup):
    """What is asked for, in the order of the text."""
    return [found[1].strip() for found in GAP.finditer(markup or "")]


def marked(markup):
    """Each gap so that nobody overlooks it, in a preview."""
    return GAP.sub(lambda found: format_html("<mark>{}</mark>", mark_safe(found[0])), markup)
