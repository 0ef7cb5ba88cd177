"""Administration of plots, halls and business parks."""

from sites.admin import checks, notices, parcels, parks, search, spaces  # noqa: F401  (registered)
