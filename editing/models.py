"""The tables of the desk. Their classes still stand in `publishing`, as the code that works with them."""

from publishing.models import PendingChange, PendingPicture, PreviewLink, ReleaseStep, SentForm

__all__ = ["PendingChange", "PendingPicture", "PreviewLink", "ReleaseStep", "SentForm"]
