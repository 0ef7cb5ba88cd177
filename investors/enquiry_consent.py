"""What somebody who asks agrees to, word for word and in both languages: stored with each enquiry.

Not in the catalogue, where a text changes unnoticed: a changed text needs a new version, and a test holds the prints.
"""

VERSION = "2026-11"
TEXTS = {
    "de": (
        "Ich bin einverstanden, dass meine Angaben zur Bearbeitung dieser Anfrage gespeichert und an die oben "
        "genannten Empfänger weitergegeben werden. Ich kann das jederzeit für die Zukunft widerrufen."
    ),
    "en": (
        "I agree that my details are stored to deal with this enquiry and are passed on to the recipients named above. "
        "I can withdraw this at any time for the future."
    ),
}
FINGERPRINTS = {
    "2026-11": "67e11269e29c6ee0605c767ed206427bf8dad662f72db178f35211f32e86cdd1",
}
"""SHA-256 of the texts of each version, the old ones included."""


def text(language):
    """The text in this language; German where there is none."""
    return TEXTS.get(language, TEXTS["de"])
