"""EXIF orientation of pictures, 1 to 8; the EXIF of an upload may be damaged or hold any value."""

import struct

from PIL import ExifTags, ImageOps

TAG = ExifTags.Base.Orientation


def exif_orientation(image):
    """Return 1 to 8, or None if missing or invalid."""
    try:
        orientation = image.getexif().get(TAG)
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):  # as the damage has it
        return None
    return orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else None


def apply_orientation(image, orientation):
    """Rotate an image without metadata in place; `orientation`: 1 to 8, or None."""
    if orientation:
        image.getexif()[TAG] = orientation
        ImageOps.exif_transpose(image, in_place=True)
