"""Whether two pictures look the same though their files differ: another size, other compression, a margin cut off.

A difference hash (dHash) says of 9 x 8 grey fields whether each is lighter than its right neighbour: 64 bits as 16 hex
digits. Pictures with nearly the same hash are compared once more by their colours, for portraits of one photographer
have much the same lights and shadows. The limits come from the demo's pictures, each also smaller, compressed and cut.
"""

from contextlib import suppress
from functools import lru_cache

from django.core.files.storage import default_storage
from PIL import Image

NONE = "none"
"""The hash of a picture without contrast: a plain sky, a blank sheet."""
LEAST_CONTRAST = 2
"""Mean difference of neighbouring fields, of 255 greys; below it, chance and noise decide the bits."""
MOST_BITS = 7
"""By which the hashes of one motif may differ, of 64."""
MOST_COLOUR = 12
"""Mean difference of two pictures of one motif at 16 x 16 pixels, of 255."""
NEAREST = 5
"""Pictures whose colours are compared: each is a file to be read."""


def hash_of(image):
    grey = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    pairs = [(grey[at], grey[at + 1]) for row in range(8) for at in range(9 * row, 9 * row + 8)]
    if sum(abs(left - right) for left, right in pairs) < LEAST_CONTRAST * len(pairs):
        return NONE
    return f"{int(''.join(str(int(left > right)) for left, right in pairs), 2):016x}"


def lookalike(picture, among):
    """The picture of the queryset `among` that looks most like this one, or None."""
    others = near(picture.perceptual_hash, among.exclude(pk=picture.pk))
    return next((other for other in others if same_colours(picture, other)), None)


def read_near(hash_, among):
    """Read the colours that lookalike() will compare: so that it need not, where nobody else may wait for it."""
    for picture in near(hash_, among):
        with suppress(OSError):
            colours_of(picture)


def near(hash_, among):
    """The pictures of the queryset `among` with nearly this hash, the nearest first."""
    if hash_ == NONE:
        return []
    bits = int(hash_, 16)
    others = among.exclude(perceptual_hash__in=["", NONE]).order_by()
    nearest = sorted(
        (distance, pk)
        for pk, other in others.values_list("pk", "perceptual_hash")
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
    return getattr(picture, "colours", None) or stored_colours(picture.small_name)


@lru_cache(maxsize=5_000)
def stored_colours(name):
    """The name tells the content, so what was read once stays true. Raises OSError."""
    with default_storage.open(name) as file:
        return colours_in(file)


def colours_in(file):
    """Of a picture: 16 x 16 pixels in RGB."""
    return Image.open(file).convert("RGB").resize((16, 16), Image.Resampling.LANCZOS).tobytes()
