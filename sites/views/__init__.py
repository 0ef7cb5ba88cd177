"""The public pages and answers of the pool, a module each."""
