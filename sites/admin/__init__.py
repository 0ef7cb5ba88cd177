"""The space pool for editors: plots, halls and business parks. A space as such is never edited."""

from sites.admin import checks, lookup, neighbours, notices, parcels, parks, spaces  # noqa: F401  (registered)
