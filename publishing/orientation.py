"""How a camera was held: a number from 1 to 8 in the EXIF of a picture, which may say anything and may be damaged."""

import struct

from PIL import ExifTags, ImageOps

TAG = ExifTags.Base.Orientation


def exif_orientation(image):
    """1 to 8, or None where nothing is told, or nothing that makes sense."""
    try:
        told = image.getexif().get(TAG)
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):  # as the damage has it
        return None
    return told if isinstance(told, int) and 1 <= told <= 8 else None


def apply_orientation(image, told):
    """Of an image without metadata, in place; `told` by the camera (1 to 8, or None)."""
    if told:
        image.getexif()[TAG] = told
        ImageOps.exif_transpose(image, in_place=True)
