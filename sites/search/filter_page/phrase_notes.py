"""Notes on a page about how a phrase was parsed."""

import re
from urllib.parse import urlencode

from sites.search.filter_page.chips import ALTERNATIVES, CORRECTED, PHRASE, UNREAD
from sites.search.phrases import MAX_PHRASE_LENGTH, has_foreign_sum

MAX_NOTES = 20


class PhraseNotesMixin:
    """Reads the notes from the data of the `filterset`."""

    @property
    def phrase(self):
        """The phrase in force, which fills the search field."""
        return self.filterset.data.get(PHRASE, "")[:MAX_PHRASE_LENGTH]

    def note_values(self, name):
        """The values of a note parameter, limited in number and length."""
        return [piece[:MAX_PHRASE_LENGTH] for piece in self.filterset.data.getlist(name)][:MAX_NOTES]

    @property
    def unread(self):
        """The parts of a phrase that are neither a filter nor a search word."""
        return self.note_values(UNREAD)

    @property
    def meant(self):
        """(as typed, as corrected) of misspelt words."""
        return [piece.partition(":")[::2] for piece in self.note_values(CORRECTED) if ":" in piece]

    @property
    def other_readings(self):
        """(phrase, query string) of alternative phrases."""
        return [(phrase, f"?{urlencode({'ask': phrase})}") for phrase in self.note_values(ALTERNATIVES)]

    @property
    def is_money_unread(self):
        """Whether a sum of money was not parsed."""
        return any(re.search(r"€|\beuros?\b|\beur\b|\bteur\b", piece, re.IGNORECASE) for piece in self.unread)

    @property
    def is_foreign_money_unread(self):
        """Whether a sum in another currency was not parsed."""
        return any(map(has_foreign_sum, self.unread))
