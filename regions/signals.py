"""What the ground tells the rooms above it."""

from django.dispatch import Signal

landmarks_changed = Signal()
"""Sent by an import after it wrote, with `kinds` (a set of Landmark.Kind); single saves send Django's own signals."""

areas_changed = Signal()
"""Sent by an import after it wrote areas, or who lives in them; single saves send Django's own signals."""
