"""What others may want to do something about. A signal, since the models may not know who does it."""

from django.dispatch import Signal

variants_wanted = Signal()
"""A picture was stored without its smaller versions, and committed. Sent with `picture`."""
