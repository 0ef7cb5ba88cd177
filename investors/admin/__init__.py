"""The admin of enquiries, proposals and saved searches."""

from investors.admin import enquiries, proposals, saved_searches  # noqa: F401  (registered)
