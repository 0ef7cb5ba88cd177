"""Whether two pictures look the same though their files differ: another size, other compression, a margin cut off.

A look is a difference hash: of 9 x 8 grey fields, whether each is lighter than its right neighbour, 64 bits as 16 hex
digits. What looks near is compared once more by its colours, for portraits of one photographer have much the same
lights and shadows. Figures from the demo's pictures, each also smaller, compressed and cut (tests/publishing/).
"""

import logging
from contextlib import suppress
from functools import lru_cache

from django.core.files.storage import default_storage
from PIL import Image

logger = logging.getLogger(__name__)

NONE = "none"
"""The look of a picture that has none: a plain sky, a blank sheet, a file that is lost."""
LEAST_CONTRAST = 2
"""Mean difference of neighbouring fields, of 255 greys; below it, chance and noise decide the bits."""
MOST_BITS = 7
"""By which two looks of one motif differ, of 64."""
MOST_COLOUR = 12
"""Mean difference of two pictures of one motif at 16 x 16 pixels, of 255."""
NEAREST = 5
"""Pictures whose colours are compared: each is a file to be read."""
AT_ONCE = 100
"""Pictures whose look one round of the clock takes."""


def look_of(image):
    grey = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    pairs = [(grey[at], grey[at + 1]) for row in range(8) for at in range(9 * row, 9 * row + 8)]
    if sum(abs(left - right) for left, right in pairs) < LEAST_CONTRAST * len(pairs):
        return NONE
    return f"{int(''.join(str(int(left > right)) for left, right in pairs), 2):016x}"


def lookalike(picture, among):
    """The picture of the queryset `among` that looks most like this one, or None."""
    others = near(picture.look, among.exclude(pk=picture.pk))
    return next((other for other in others if same_colours(picture, other)), None)


def read_near(look, among):
    """Read the colours that lookalike() will compare: so that it need not, where nobody else may wait for it."""
    for picture in near(look, among):
        with suppress(OSError):
            colours_of(picture)


def near(look, among):
    """The pictures of the queryset `among` with nearly this look, the nearest first."""
    if look == NONE:
        return []
    bits = int(look, 16)
    others = among.exclude(look__in=["", NONE]).order_by()
    nearest = sorted(
        (distance, pk)
        for pk, other in others.values_list("pk", "look")
        if (distance := (bits ^ int(other, 16)).bit_count()) <= MOST_BITS
    )[:NEAREST]
    found = among.in_bulk([pk for _distance, pk in nearest])
    return [found[pk] for _distance, pk in nearest]


def same_colours(one, other):
    try:
        pairs = list(zip(colours_of(one), colours_of(other), strict=True))
    except OSError:
        return False
    return sum(abs(left - right) for left, right in pairs) <= MOST_COLOUR * len(pairs)


def colours_of(picture):
    """Of a picture that was just added they are known, of the others each process reads them once."""
    return getattr(picture, "colours", None) or stored_colours(default_storage, picture.small_name)


@lru_cache(maxsize=5_000)
def stored_colours(storage, name):
    """The name tells the content, so what was read once stays true. Raises OSError."""
    with storage.open(name) as file:
        return colours_in(file)


def colours_in(file):
    """Of a picture: 16 x 16 pixels in RGB."""
    return opened(file).convert("RGB").resize((16, 16), Image.Resampling.LANCZOS).tobytes()


def opened(file):
    image = Image.open(file)
    image.load()
    return image


def small(picture):
    with default_storage.open(picture.small_name) as file:
        return opened(file)


def take_missing(pictures):
    """Take the looks of the pictures that were added before looks were kept. Returns of how many."""
    taken = 0
    for picture in pictures.filter(look="").order_by("pk")[:AT_ONCE]:
        try:
            look = look_of(small(picture))
        except OSError:
            look = NONE
            logger.warning("Picture %s has no file to take its look from.", picture.pk)
        taken += pictures.filter(pk=picture.pk).update(look=look)
    return taken
