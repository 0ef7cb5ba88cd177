"""Public views of the pool."""
