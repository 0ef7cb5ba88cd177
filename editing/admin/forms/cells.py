"""What a cell of a change list shows."""

from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _


def two_lines(first, second):
    """A fact and a quieter one, if there is one, below it: a column less, so that all fit beside the filters."""
    return format_html('{}<span class="admin-second">{}</span>', first, second) if second else first


def state_badge(value, label):
    """A state as a word with a coloured edge."""
    return format_html('<span class="admin-state admin-state--{}">{}</span>', value, label)


def boolean_icon(value):
    """A sign for True, False or None, with its word for those who do not see it."""
    sign, word = {True: ("yes", _("Yes")), False: ("no", _("No")), None: ("unknown", _("Unknown"))}[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{sign}.svg"), word)


# Django's own says “True” in every language. Lists and forms look for it here, and nowhere public.
admin_list._boolean_icon = boolean_icon
