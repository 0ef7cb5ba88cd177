"""Spaces and comparisons as tables for spreadsheets."""
