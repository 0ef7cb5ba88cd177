"""Loads the administration of each trade."""

from investors.admin import enquiries, proposals, saved_searches  # noqa: F401  (registered)
