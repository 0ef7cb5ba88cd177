"""What the roads tell the rooms above them."""

from django.dispatch import Signal

graph_changed = Signal()
"""Sent when another road graph is in use from now on, or none any more."""
