"""The smaller versions of pictures, made in the background by the clock (docs/adr/0014)."""

import logging
from datetime import timedelta

from publishing.images import encode_variants
from publishing.models import Picture

logger = logging.getLogger(__name__)

RETRY_DELAY = timedelta(days=1)
"""Until a picture is tried again whose variants could not be made: its file is lost, or broken."""
BATCH_SIZE = 20
"""Pictures of one round, which keeps the other duties waiting: each takes a good half second."""


def make_due_variants(at):
    """A duty: make what is missing, the longest waiting first. Returns of how many pictures it was made."""
    made = 0
    for picture in Picture.objects.filter(variants_due_at__lte=at).order_by("variants_due_at", "pk")[
        :BATCH_SIZE
    ]:
        try:
            make_variants(picture)
            made += 1
        except Exception:
            logger.exception("The variants of picture %s could not be made.", picture.pk)
            Picture.objects.filter(pk=picture.pk).update(variants_due_at=at + RETRY_DELAY)
    return made


def make_variants(picture):
    """What is written twice is the same then."""
    with picture.file.open("rb") as file:
        content = file.read()
    picture.write_variants(encode_variants(content))
    was_deleted = not Picture.objects.filter(pk=picture.pk).update(variants_due_at=None)
    if was_deleted and not Picture.objects.filter(sha256=picture.sha256).exists():  # nor added again
        picture.delete_files()
