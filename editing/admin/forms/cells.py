"""Cells of change lists."""

from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _


def two_lines(first, second):
    """Return two values in one cell, the second less prominent, to save a column."""
    return format_html('{}<span class="admin-second">{}</span>', first, second) if second else first


def state_badge(value, label):
    """Return a state as a word with a coloured edge."""
    return format_html('<span class="admin-state admin-state--{}">{}</span>', value, label)


def boolean_icon(value):
    """Return an icon for True, False or None, with alternative text."""
    sign, word = {True: ("yes", _("Yes")), False: ("no", _("No")), None: ("unknown", _("Unknown"))}[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{sign}.svg"), word)


# Private in Django, whose alternative text is “True” in every language.
admin_list._boolean_icon = boolean_icon
