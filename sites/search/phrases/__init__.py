"""One field that understands the trade: a German or English phrase becomes filters. The rules: docs/phrases.md."""

from sites.search.phrases.currencies import names_foreign_money
from sites.search.phrases.parsing import MAX_PHRASE_LENGTH, ParsedPhrase, parse_phrase

__all__ = ["MAX_PHRASE_LENGTH", "ParsedPhrase", "names_foreign_money", "parse_phrase"]
