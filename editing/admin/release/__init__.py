"""Pending changes, their review and release, and late forms."""
