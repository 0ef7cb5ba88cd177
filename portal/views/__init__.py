"""The roof's own pages, one module for each kind."""
