"""How a camera was held: a number from 1 to 8 in the EXIF of a picture, which may say anything and may be damaged."""

import struct

from PIL import ExifTags, Image

TAG = ExifTags.Base.Orientation
UPRIGHT = 1
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What brings a picture upright (Exif 2.32, 4.6.4 A)."""


def told_by(image):
    """1 to 8, or None where nothing is told, or nothing that makes sense."""
    try:
        told = image.getexif().get(TAG)
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):  # as the damage has it
        return None
    return told if isinstance(told, int) and (told == UPRIGHT or told in TURNS) else None


def turned(image, told):
    """The picture brought upright, of which a camera tells this (1 to 8, or None).

    ImageOps.exif_transpose would rewrite all the other tags.
    """
    turn = TURNS.get(told)
    return image if turn is None else image.transpose(turn)
