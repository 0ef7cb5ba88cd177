"""The smaller versions of pictures, made in the background: by a task, else by the clock (docs/adr/0014)."""

import logging
from datetime import timedelta

from publishing.images import encode_variants
from publishing.models import Picture

logger = logging.getLogger(__name__)

TAKEN_FOR = timedelta(minutes=15)
"""So long nobody else begins: the process that makes them may be ended in the middle."""
REST = timedelta(days=1)
"""Until a picture is tried again whose variants could not be made: its file is lost, or broken."""
MOST_AT_ONCE = 20
"""Pictures the clock takes up in one round; each takes a good half second."""


def make(picture, at):
    """Make the variants of the picture, unless they are there or somebody is at it. Raises what encoding raises."""
    rows = Picture.objects.filter(pk=picture.pk)
    if picture.has_variants or not rows.filter(variants_due_at=picture.variants_due_at).update(
        variants_due_at=at + TAKEN_FOR
    ):
        return
    try:
        with picture.file.open("rb") as file:
            content = file.read()
        picture.write_variants(encode_variants(content))
    except Exception:
        rows.update(variants_due_at=at + REST)
        raise
    if not rows.update(variants_due_at=None):
        forget(picture)


def forget(picture):
    """It was deleted meanwhile: take away what was written since, unless the same picture was added again."""
    if not Picture.objects.filter(sha256=picture.sha256).exists():
        picture.delete_files()


def make_due(at):
    """A duty: make up for tasks that failed or were ended, the longest waiting first. Returns how many pictures."""
    made = 0
    for picture in Picture.objects.without_variants(at)[:MOST_AT_ONCE]:
        try:
            make(picture, at)
            made += 1
        except Exception:
            logger.exception("The variants of picture %s could not be made.", picture.pk)
    return made
