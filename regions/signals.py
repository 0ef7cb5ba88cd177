from django.dispatch import Signal

landmarks_changed = Signal()
"""Sent after an import, with `kinds` (a set of Landmark.Kind); single saves send Django's own signals."""

areas_changed = Signal()
"""Sent after an import of areas or their inhabitants; single saves send Django's own signals."""
