"""Creation of picture variants in the background (docs/adr/0014)."""

import logging
from datetime import timedelta

from publishing.images import encode_variants
from publishing.models import Picture

logger = logging.getLogger(__name__)

RETRY_DELAY = timedelta(days=1)
"""After a failure: the file is lost or broken."""
BATCH_SIZE = 20
"""Pictures per run, which delays the other duties: each takes a good half second."""


def make_due_variants(at):
    """Make missing variants, the longest due first; returns of how many pictures."""
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
    """Make all variants of a picture. Idempotent."""
    with picture.file.open("rb") as file:
        content = file.read()
    picture.write_variants(encode_variants(content))
    was_deleted = not Picture.objects.filter(pk=picture.pk).update(variants_due_at=None)
    if was_deleted and not Picture.objects.filter(sha256=picture.sha256).exists():  # nor added again
        picture.delete_files()
