"""Regular checks of the pool: when they are due, who gets a request, what an answer changes (docs/freshness.md)."""
