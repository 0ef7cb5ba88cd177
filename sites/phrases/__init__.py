"""One field that understands the trade: a German or English phrase becomes filters. The rules: docs/phrases.md."""

from sites.phrases.reading import MAXIMUM_LENGTH, Reading, read_phrase

__all__ = ["MAXIMUM_LENGTH", "Reading", "read_phrase"]
