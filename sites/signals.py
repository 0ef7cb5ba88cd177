"""Signals of the pool. Models do not import the receivers' modules."""

from django.dispatch import Signal

space_moved = Signal()
"""The public location of a space changed. Sent with `space`, after it is stored."""
