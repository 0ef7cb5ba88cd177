"""Perceptual hashes: detect the same picture in files of another size, compression or crop.

A difference hash (dHash) encodes for 9 x 8 grey fields whether each is lighter than its right neighbour: 64 bits as 16
hex digits. 4 x 4 fields in RGB follow as 96 digits, since portraits by one photographer have similar luminance. The
limits were measured with the demo's pictures, each also scaled, compressed and cropped.
"""

from PIL import Image

NO_CONTRAST = "none"
"""Hash of a picture without contrast, such as a plain sky."""
MIN_CONTRAST = 2
"""Mean difference of neighbouring fields, of 255 greys; below it noise decides the bits."""
MAX_BIT_DISTANCE = 7
"""Of 64, between hashes of the same picture."""
MAX_COLOUR_DISTANCE = 8
"""Mean difference of colours, of 255. Versions of one picture differ by 4 at most, other pictures by 12 or more."""
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
    """Return the most similar picture of the queryset `among`, or None."""
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
    """Return the number of differing luminance bits, of 64."""
    return (int(one[:LUMINANCE_DIGITS], 16) ^ int(other[:LUMINANCE_DIGITS], 16)).bit_count()


def have_same_colours(one, other):
    """Whether the colours are similar; true if one of the hashes has no colours."""
    pairs = list(
        zip(bytes.fromhex(one[LUMINANCE_DIGITS:]), bytes.fromhex(other[LUMINANCE_DIGITS:]), strict=False)
    )
    return sum(abs(left - right) for left, right in pairs) <= MAX_COLOUR_DISTANCE * len(pairs)
