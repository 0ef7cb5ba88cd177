"""Takes redirects from tables that strangers made: a fault becomes a sentence with its line, never a crash."""

from publishing.importing.redirects import import_redirects
from publishing.importing.tables import ImportFault

__all__ = ["ImportFault", "import_redirects"]
