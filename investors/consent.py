"""What a subscriber agrees to, word for word. A changed text is a new version; old ones stay: they were agreed to."""

from django.utils.translation import gettext_lazy as _

ALERT_CONSENTS = {
    "2026-11": _(
        "I would like to be told by e-mail what is new, changed or gone in this search. I can end this at any time "
        "by the link in every mail."
    ),
}
ALERT_CONSENT_VERSION = "2026-11"
