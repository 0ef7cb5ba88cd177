"""Computed data of spaces: distances, driving times, inhabitants, market history, quality checks."""
