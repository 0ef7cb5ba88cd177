from django.dispatch import Signal

graph_changed = Signal()
"""Sent when the road graph in use was replaced or removed."""
