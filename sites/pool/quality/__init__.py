"""Checks of entries before release: legal requirements and plausibility (docs/adr/0045)."""
