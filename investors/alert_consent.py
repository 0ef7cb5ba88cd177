"""What a subscriber of a search agrees to, word for word and in both languages: stored with each search.

Not in the catalogue, where a text changes unnoticed: a changed text needs a new version, and a test holds the prints.
"""

VERSION = "2026-11"
TEXTS = {
    "de": (
        "Ich möchte per E-Mail erfahren, was in dieser Suche neu, geändert oder weggefallen ist. Ich kann das "
        "jederzeit über den Link in jeder E-Mail beenden."
    ),
    "en": (
        "I would like to be told by e-mail what is new, changed or gone in this search. I can end this at any time "
        "by the link in every mail."
    ),
}
FINGERPRINTS = {
    "2026-11": "9c90eb55368f9ed9666738fee42f6f78175a13982823d463259519be809a3f18",
}
"""SHA-256 of the texts of each version, the old ones included."""


def text(language):
    """The text in this language; German where there is none."""
    return TEXTS.get(language, TEXTS["de"])
