"""Keeping the pool fresh: when a check is due, who is asked, and what the answer does (docs/freshness.md)."""
