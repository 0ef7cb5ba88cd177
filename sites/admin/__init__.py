"""The space pool for editors: plots, halls and business parks. A space as such is never edited."""

from sites.admin import checks, notices, parcels, parks, search, spaces  # noqa: F401  (registered)
