"""Whether two pictures look the same though their files differ: another size, other compression, a margin cut off.

A difference hash (dHash) says of 9 x 8 grey fields whether each is lighter than its right neighbour: 64 bits as 16 hex
digits. 4 x 4 fields in RGB follow as 96 digits, for portraits of one photographer have much the same lights and
shadows. The limits come from the demo's pictures, each also smaller, compressed and cut.
"""

from PIL import Image

NONE = "none"
"""The hash of a picture without contrast: a plain sky, a blank sheet."""
LEAST_CONTRAST = 2
"""Mean difference of neighbouring fields, of 255 greys; below it, chance and noise decide the bits."""
MOST_BITS = 7
"""By which the hashes of one motif may differ, of 64."""
MOST_COLOUR = 8
"""Mean difference of the colours of one motif, of 255. The same one differs by 4 at most, the next by 12."""
LIGHTS = 16  # digits


def hash_of(image):
    grey = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    pairs = [(grey[at], grey[at + 1]) for row in range(8) for at in range(9 * row, 9 * row + 8)]
    if sum(abs(left - right) for left, right in pairs) < LEAST_CONTRAST * len(pairs):
        return NONE
    lights = int("".join(str(int(left > right)) for left, right in pairs), 2)
    colours = image.convert("RGB").resize((4, 4), Image.Resampling.LANCZOS).tobytes()
    return f"{lights:016x}{colours.hex()}"


def lookalike(picture, among):
    """The picture of the queryset `among` that looks most like this one, or None."""
    wanted = picture.perceptual_hash
    if wanted == NONE:
        return None
    others = among.exclude(pk=picture.pk).exclude(perceptual_hash__in=["", NONE]).order_by()
    alike = [
        (distance(wanted, other), pk)
        for pk, other in others.values_list("pk", "perceptual_hash")
        if distance(wanted, other) <= MOST_BITS and have_same_colours(wanted, other)
    ]
    return among.get(pk=min(alike)[1]) if alike else None


def distance(one, other):
    """In how many bits of 64 they differ."""
    return (int(one[:LIGHTS], 16) ^ int(other[:LIGHTS], 16)).bit_count()


def have_same_colours(one, other):
    """Where one of the two hashes tells no colours, nothing speaks against it."""
    pairs = list(zip(bytes.fromhex(one[LIGHTS:]), bytes.fromhex(other[LIGHTS:]), strict=False))
    return sum(abs(left - right) for left, right in pairs) <= MOST_COLOUR * len(pairs)
