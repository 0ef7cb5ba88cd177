"""What a page with filters tells of how a phrase was read."""

import re
from urllib.parse import urlencode

from sites.search.filter_page.chips import CORRECTED, OTHER_READINGS, PHRASE, UNREAD
from sites.search.phrases import MAX_PHRASE_LENGTH, names_foreign_money

MAX_NOTES = 20


class PhraseNotesMixin:
    """Of the `filterset`, whose address says it."""

    @property
    def phrase(self):
        """The phrase that was read, for its field."""
        return self.filterset.data.get(PHRASE, "")[:MAX_PHRASE_LENGTH]

    def note_values(self, name):
        """What the address says of the reading, as typed; no more than a phrase can hold."""
        return [piece[:MAX_PHRASE_LENGTH] for piece in self.filterset.data.getlist(name)][:MAX_NOTES]

    @property
    def unread(self):
        """What of a phrase neither became a filter nor is searched for."""
        return self.note_values(UNREAD)

    @property
    def meant(self):
        """(as typed, as read) of words that were misspelt."""
        return [piece.partition(":")[::2] for piece in self.note_values(CORRECTED) if ":" in piece]

    @property
    def other_readings(self):
        """Phrases for what else was perhaps meant, each with the address that asks for it."""
        return [(phrase, f"?{urlencode({'ask': phrase})}") for phrase in self.note_values(OTHER_READINGS)]

    @property
    def is_money_unread(self):
        """Whether a sum was left out: prices are asked for per m² only."""
        return any(re.search(r"€|\beuros?\b|\beur\b|\bteur\b", piece, re.IGNORECASE) for piece in self.unread)

    @property
    def is_foreign_money_unread(self):
        """Whether a sum in another currency was left out."""
        return any(map(names_foreign_money, self.unread))
