"""What the portal stores on a visitor's device, as the privacy notice names it: cookies, and keys of the storage."""

from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.known_browser import COOKIE as KNOWN_BROWSER
from editing.kept_forms import COOKIE_SECONDS
from portal.themes import THEME_COOKIE, THEME_COOKIE_SECONDS

DAY = 24 * 3600  # s


@dataclass(frozen=True)
class Stored:
    """`seconds`: how long a cookie lives at most; None until the browser closes. `name` ends in … for several."""

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
        Stored(
            settings.CSRF_COOKIE_NAME,
            gettext_lazy("set by forms, so that no other site sends them in your name"),
            settings.CSRF_COOKIE_AGE,
        ),
        Stored(
            THEME_COOKIE,
            gettext_lazy("your choice of light or dark, only if you make one"),
            THEME_COOKIE_SECONDS,
        ),
        Stored(
            settings.SESSION_COOKIE_NAME,
            gettext_lazy("the login of those who maintain the portal"),
            settings.SESSION_COOKIE_AGE,
        ),
        Stored(
            KNOWN_BROWSER,
            gettext_lazy(
                "tells that a login has succeeded in this browser before, so that attempts of strangers do not lock it"
            ),
            settings.KNOWN_BROWSER_AGE,
        ),
        Stored("messages", gettext_lazy("a message to those who maintain the portal, until it is shown")),
        Stored(
            "form_saved_…",
            gettext_lazy("tells those who maintain the portal that what they typed has been saved"),
            COOKIE_SECONDS,
        ),
    ]


def device_storage():
    return [
        Stored("watch-list", gettext_lazy("the numbers of the properties you keep, and your notes on them")),
        Stored("compared", gettext_lazy("what you tick to compare, until you close the tab")),
        Stored("map-layers", gettext_lazy("the maps of other providers you switched on: your consent")),
        Stored(
            "kept-form:…",
            gettext_lazy("what those who maintain the portal typed and have not saved yet, for seven days"),
        ),
        Stored(
            "theme",
            gettext_lazy("light or dark on the pages for those who maintain the portal, the login included"),
        ),
        Stored(
            "django.admin.navSidebarIsOpen",
            gettext_lazy("whether the list at the side of the administration is open"),
        ),
        Stored(
            "django.admin.navSidebarFilterValue",
            gettext_lazy("what was typed to search that list, until the tab is closed"),
        ),
        Stored(
            "django.admin.filtersState",
            gettext_lazy("which filters of the administration’s lists are open, until the tab is closed"),
        ),
        Stored("admin-search-key", gettext_lazy("whether a key opens the search of the administration")),
    ]
