"""Cookies and storage keys on visitors' devices, as listed in the privacy notice."""

from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.known_browser import COOKIE as KNOWN_BROWSER
from portal.themes import THEME_COOKIE, THEME_COOKIE_SECONDS

DAY = 24 * 3600  # s


@dataclass(frozen=True)
class StoredItem:
    """`seconds`: a cookie's max-age; None: until the browser closes. `name` ends in … for several."""

    name: str
    purpose: str
    seconds: int | None = None

    @property
    def life(self):
        if self.seconds is None:
            return _("until the browser closes")
        days = ceil(self.seconds / DAY)
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def cookies():
    return [
        StoredItem(
            settings.CSRF_COOKIE_NAME,
            gettext_lazy("set by forms, so that no other site sends them in your name"),
            settings.CSRF_COOKIE_AGE,
        ),
        StoredItem(
            THEME_COOKIE,
            gettext_lazy("your choice of light or dark, only if you make one"),
            THEME_COOKIE_SECONDS,
        ),
        StoredItem(
            settings.SESSION_COOKIE_NAME,
            gettext_lazy("the login of those who maintain the portal"),
            settings.SESSION_COOKIE_AGE,
        ),
        StoredItem(
            KNOWN_BROWSER,
            gettext_lazy(
                "tells that a login has succeeded in this browser before, so that attempts of strangers do not lock it"
            ),
            settings.KNOWN_BROWSER_AGE,
        ),
        StoredItem("messages", gettext_lazy("a message to those who maintain the portal, until it is shown")),
    ]


def device_storage():
    return [
        StoredItem(
            "watch-list", gettext_lazy("the numbers of the properties you keep, and your notes on them")
        ),
        StoredItem("compared", gettext_lazy("what you tick to compare, until you close the tab")),
        StoredItem("map-layers", gettext_lazy("the maps of other providers you switched on: your consent")),
        StoredItem(
            "unsaved-form:…",
            gettext_lazy("what those who maintain the portal typed and could not send, for seven days"),
        ),
        StoredItem(
            "theme",
            gettext_lazy("light or dark on the pages for those who maintain the portal, the login included"),
        ),
        StoredItem(
            "django.admin.navSidebarIsOpen",
            gettext_lazy("whether the list at the side of the administration is open"),
        ),
        StoredItem(
            "django.admin.navSidebarFilterValue",
            gettext_lazy("what was typed to search that list, until the tab is closed"),
        ),
        StoredItem(
            "django.admin.filtersState",
            gettext_lazy("which filters of the administration’s lists are open, until the tab is closed"),
        ),
        StoredItem("admin-search-key", gettext_lazy("whether a key opens the search of the administration")),
    ]
