"""Whether two pictures look the same though their files differ: another size, other compression, a margin cut off.

A difference hash (dHash) says of 9 x 8 grey fields whether each is lighter than its right neighbour: 64 bits as 16 hex
digits. 4 x 4 fields in RGB follow as 96 digits, for portraits of one photographer have much the same lights and
shadows. The limits come from the demo's pictures, each also smaller, compressed and cut.
"""

from PIL import Image

NO_CONTRAST = "none"
"""The hash of a picture without contrast: a plain sky, a blank sheet."""
MIN_CONTRAST = 2
"""Mean difference of neighbouring fields, of 255 greys; below it, chance and noise decide the bits."""
MAX_BIT_DISTANCE = 7
"""By which the hashes of one motif may differ, of 64."""
MAX_COLOUR_DISTANCE = 8
"""Mean difference of the colours of one motif, of 255. The same one differs by 4 at most, the next by 12."""
LUMINANCE_DIGITS = 16  # digits


def compute_hash(image):
    grey = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    pairs = [(grey[at], grey[at + 1]) for row in range(8) for at in range(9 * row, 9 * row + 8)]
    if sum(abs(left - right) for left, right in pairs) < MIN_CONTRAST * len(pairs):
        return NO_CONTRAST
    lights = int("".join(str(int(left > right)) for left, right in pairs), 2)
    colours = image.convert("RGB").resize((4, 4), Image.Resampling.LANCZOS).tobytes()
    return f"{lights:016x}{colours.hex()}"


def find_similar(picture, among):
    """The picture of the queryset `among` that looks most like this one, or None."""
    wanted = picture.perceptual_hash
    if wanted == NO_CONTRAST:
        return None
    others = among.exclude(pk=picture.pk).exclude(perceptual_hash__in=["", NO_CONTRAST]).order_by()
    alike = [
        (hamming_distance(wanted, other), pk)
        for pk, other in others.values_list("pk", "perceptual_hash")
        if hamming_distance(wanted, other) <= MAX_BIT_DISTANCE and have_same_colours(wanted, other)
    ]
    return among.get(pk=min(alike)[1]) if alike else None


def hamming_distance(one, other):
    """In how many bits of 64 they differ."""
    return (int(one[:LUMINANCE_DIGITS], 16) ^ int(other[:LUMINANCE_DIGITS], 16)).bit_count()


def have_same_colours(one, other):
    """Where one of the two hashes tells no colours, nothing speaks against it."""
    pairs = list(
        zip(bytes.fromhex(one[LUMINANCE_DIGITS:]), bytes.fromhex(other[LUMINANCE_DIGITS:]), strict=False)
    )
    return sum(abs(left - right) for left, right in pairs) <= MAX_COLOUR_DISTANCE * len(pairs)
