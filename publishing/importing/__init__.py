"""Takes redirects from tables that strangers made: a fault becomes a sentence with its line, never a crash."""

from importing.reports import ImportFault
from publishing.importing.redirects import import_redirects

__all__ = ["ImportFault", "import_redirects"]
