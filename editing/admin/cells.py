"""What a cell of a change list shows."""

from django.utils.html import format_html


def in_two_lines(first, second):
    """A fact and a quieter one below it: a column less, so that all fit beside the filters."""
    return format_html('{}<span class="admin-second">{}</span>', first, "" if second is None else second)


def state(value, label):
    """A state as a word with a coloured edge."""
    return format_html('<span class="admin-state admin-state--{}">{}</span>', value, label)
