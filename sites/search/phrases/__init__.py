"""One field that understands the trade: a German or English phrase becomes filters. The rules: docs/phrases.md."""

from sites.search.phrases.currencies import names_foreign_money
from sites.search.phrases.reading import MAXIMUM_LENGTH, Reading, read_phrase

__all__ = ["MAXIMUM_LENGTH", "Reading", "names_foreign_money", "read_phrase"]
