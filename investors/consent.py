"""The texts of consent in both languages, stored with each enquiry and each saved search.

Not in the translation catalogue: a changed text needs a new version, and a test compares the fingerprints.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Consent:
    """texts: by language. fingerprints: SHA-256 of the texts of each version, the old ones included."""

    version: str
    texts: dict
    fingerprints: dict

    def text(self, language):
        """Return the text in this language, else in German."""
        return self.texts.get(language, self.texts["de"])


ENQUIRY = Consent(
    "2026-11",
    {
        "de": (
            "Ich bin einverstanden, dass meine Angaben zur Bearbeitung dieser Anfrage gespeichert und an die oben "
            "genannten Empfänger weitergegeben werden. Ich kann das jederzeit für die Zukunft widerrufen."
        ),
        "en": (
            "I agree that my details are stored to deal with this enquiry and are passed on to the recipients named "
            "above. I can withdraw this at any time for the future."
        ),
    },
    {"2026-11": "67e11269e29c6ee0605c767ed206427bf8dad662f72db178f35211f32e86cdd1"},
)
ALERT = Consent(
    "2026-11",
    {
        "de": (
            "Ich möchte per E-Mail erfahren, was in dieser Suche neu, geändert oder weggefallen ist. Ich kann das "
            "jederzeit über den Link in jeder E-Mail beenden."
        ),
        "en": (
            "I would like to be told by e-mail what is new, changed or gone in this search. I can end this at any time "
            "by the link in every mail."
        ),
    },
    {"2026-11": "9c90eb55368f9ed9666738fee42f6f78175a13982823d463259519be809a3f18"},
)
