"""What investors do with the pool: keep, compare, ask, be told. One module for each of these trades."""
