"""Parser of the search field: turns a German or English phrase into filters. Rules: docs/phrases.md."""

from sites.search.phrases.currencies import has_foreign_sum
from sites.search.phrases.parsing import MAX_PHRASE_LENGTH, ParsedPhrase, parse_phrase

__all__ = ["MAX_PHRASE_LENGTH", "ParsedPhrase", "has_foreign_sum", "parse_phrase"]
