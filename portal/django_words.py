"""Words of the administration that have no German where they come from (Django 6.1, tasks): ours translates them."""

from django.utils.translation import gettext_noop

WORDS = [
    gettext_noop("- Select an option -"),
    gettext_noop("Run"),
    gettext_noop("Filter by %(field_name)s"),
    gettext_noop("Search %(name)s"),
    gettext_noop("Pagination %(name)s"),
    gettext_noop("Pagination %(name)s entries"),
    gettext_noop("Logout"),
    gettext_noop("Change history: %s"),
    gettext_noop("Task Result"),
    gettext_noop("Task Results"),
]
