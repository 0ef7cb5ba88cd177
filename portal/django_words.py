"""Words of Django's administration that its German catalogue lacks (6.1): named here, so that ours translates them."""

from django.utils.translation import gettext_noop

WORDS = [
    gettext_noop("- Select an option -"),
    gettext_noop("Run"),
    gettext_noop("Filter by %(field_name)s"),
    gettext_noop("Search %(name)s"),
    gettext_noop("Pagination %(name)s"),
    gettext_noop("Pagination %(name)s entries"),
    gettext_noop("Logout"),
]
