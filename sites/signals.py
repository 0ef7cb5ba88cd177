"""What others do something about. A signal, since the models may not know who does it."""

from django.dispatch import Signal

space_moved = Signal()
"""What the public may know of a space's place is another. Sent with `space`, stored already."""
