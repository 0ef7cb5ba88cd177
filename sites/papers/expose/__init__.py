"""Spaces on paper: exposé, data sheet and list as tagged PDF, and the same pages as HTML for print."""
