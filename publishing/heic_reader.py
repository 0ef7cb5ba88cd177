"""HEIC to PNG as a separate process, so that a damaged picture crashes nothing else.

    python -m publishing.heic_reader PARENT SECONDS PIXELS LONGEST < picture.heic > picture.png

It uses neither settings nor database. PIXELS is the limit; for LONGEST see publishing.heic.convert_to_png.
"""

import io
import sys

from PIL import Image

from importing.sandbox import deny_syscalls, limit_resources

MAX_MEMORY_BYTES = 1024**3
"""Bytes of address space: 36 megapixels take a quarter of it, with transparency half."""
TOO_MANY_PIXELS = 3
"""Exit status; the number of pixels is printed."""
STRAIGHT_ALPHA_MODES = {"RGBa": "RGBA", "La": "LA"}
"""{mode with premultiplied alpha: mode that PNG supports}"""


def main(parent, seconds, pixels, longest):
    limit_resources(parent, seconds, MAX_MEMORY_BYTES)
    from pi_heif import register_heif_opener

    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    Image.MAX_IMAGE_PIXELS = None  # checked below
    content = sys.stdin.buffer.read()
    deny_syscalls(seconds)
    image = Image.open(io.BytesIO(content), formats=["HEIF"])
    if image.width * image.height > pixels:
        print(image.width * image.height)
        return TOO_MANY_PIXELS
    image.load()  # rotated as the file declares; an orientation in EXIF does not count
    profile = image.info.get("icc_profile")
    image = image.convert(STRAIGHT_ALPHA_MODES.get(image.mode, image.mode))
    if (factor := max(image.size) // longest) > 1:
        image = image.reduce(factor)
    image.info = {}
    image.save(sys.stdout.buffer, "PNG", compress_level=0, icc_profile=profile)
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
