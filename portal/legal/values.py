"""Placeholders of legal pages for current settings: “[Wert: Tage Protokolle]” or “[Value: log days]”.

Editors write the sentence around them. A placeholder alone in its paragraph may be a list.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from accounts.querysets import LOGIN_RETENTION
from investors.models.proposal import RETENTION_AFTER_END
from investors.models.saved_search import CONFIRMATION_PERIOD
from mailing.querysets import FAILED_RETENTION, SENT_RETENTION
from portal.feedback import FEEDBACK_RETENTION
from portal.legal import enforcement, stored
from portal.placeholders import VALUE
from regions.maps import host_with_provider
from regions.models import Area

VALUE_PARAGRAPH = re.compile(rf"<p>\s*{VALUE.pattern}\s*</p>")


@dataclass(frozen=True)
class Value:
    """`read(profile)` returns text, block HTML if `is_list`, or "" if not set; `fields`: profile fields it requires."""

    german: str
    english: str
    read: Callable
    is_list: bool = False
    fields: tuple = ()


def operator_name(profile):
    return profile.organisation or profile.name


def postal_address(profile):
    lines = [profile.street, f"{profile.postcode} {profile.city}".strip()]
    return ", ".join(filter(None, lines)) if all(lines) else ""


def html_list(rows):
    if not rows:
        return format_html("<p>{}</p>", _("none"))
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((row,) for row in rows)))


def cookie_list(profile):
    row = "<strong>{}</strong> ({}): {}"
    return html_list([format_html(row, one.name, one.life, one.purpose) for one in stored.cookies()])


def device_storage_list(profile):
    return html_list(
        [format_html("<strong>{}</strong>: {}", one.name, one.purpose) for one in stored.device_storage()]
    )


def map_provider_list(profile):
    """Return each host once, with its provider."""
    layers = {}
    for layer in [*settings.MAP_TILE_LAYERS, *settings.MAP_OVERLAYS]:
        layers.setdefault(layer["host"], layer)
    return html_list([host_with_provider(layer) for layer in layers.values()])


def enforcement_body_list(profile):
    """Return the bodies of the region's states, a gap for an unknown one or if no state is loaded."""
    states = Area.objects.states().valid().without_geometry().order_by("name", "key")
    return html_list(
        [enforcement.body_html(state) for state in states] or [enforcement.missing_body_text(_("the state"))]
    )


VALUES = [
    Value("Betreiber", "operator", operator_name),
    Value("Anschrift", "address", postal_address, fields=("street", "postcode", "city")),
    Value("Telefon", "telephone", lambda profile: profile.phone, fields=("phone",)),
    Value("E-Mail", "e-mail", lambda profile: profile.email, fields=("email",)),
    Value("Presse-E-Mail", "press e-mail", lambda profile: profile.press_email, fields=("press_email",)),
    Value("Website", "website", lambda profile: settings.SITE_URL),
    Value("Tage Protokolle", "log days", lambda profile: settings.LOG_DAYS),
    Value("Tage Sicherungen", "backup days", lambda profile: settings.BACKUP_DAYS),
    Value("Tage Anfragen", "enquiry days", lambda profile: settings.ENQUIRY_RETENTION_DAYS),
    Value("Tage Suchaufträge", "alert days", lambda profile: CONFIRMATION_PERIOD.days),
    Value("Tage Rückmeldungen", "feedback days", lambda profile: FEEDBACK_RETENTION.days),
    Value("Tage Angebote", "proposal days", lambda profile: RETENTION_AFTER_END.days),
    Value("Tage E-Mails", "mail days", lambda profile: SENT_RETENTION.days),
    Value("Tage gescheiterte E-Mails", "failed mail days", lambda profile: FAILED_RETENTION.days),
    Value("Tage Anmeldeliste", "login list days", lambda profile: LOGIN_RETENTION.days),
    Value("Stunden Anmeldung", "login hours", lambda profile: settings.SESSION_COOKIE_AGE // 3600),
    Value("Cookies", "cookies", cookie_list, is_list=True),
    Value("Gerätespeicher", "device storage", device_storage_list, is_list=True),
    Value("Kartenanbieter", "map providers", map_provider_list, is_list=True),
    Value("Durchsetzungsstellen", "enforcement bodies", enforcement_body_list, is_list=True),
]
VALUES_BY_NAME = {name.casefold(): value for value in VALUES for name in (value.german, value.english)}


def find_value(name):
    """Return the Value of this name in either language, or None."""
    return VALUES_BY_NAME.get(" ".join(name.replace("&nbsp;", " ").split()).casefold())


def fill_in_values(markup, profile):
    """Replace placeholders in the active language. `profile`: the SiteProfile.

    Unknown and empty values stay placeholders.
    """

    def replace(match, is_list):
        value = find_value(match[1])
        text = value.read(profile) if value and value.is_list is is_list else ""
        return conditional_escape(text) or match[0]

    markup = VALUE_PARAGRAPH.sub(lambda match: replace(match, is_list=True), markup)
    return mark_safe(VALUE.sub(lambda match: replace(match, is_list=False), markup))
