"""Parser of the search field: turns a German or English phrase into filters. Rules: docs/phrases.md."""

from sites.search.phrases.currencies import names_foreign_money
from sites.search.phrases.parsing import MAX_PHRASE_LENGTH, ParsedPhrase, parse_phrase

__all__ = ["MAX_PHRASE_LENGTH", "ParsedPhrase", "names_foreign_money", "parse_phrase"]
