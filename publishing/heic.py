"""Detection of HEIC by its first bytes, and conversion to PNG in a separate process.

The decoder crashes its process at some damaged files, so it is never loaded into the web server (docs/adr/0067).
"""

import logging
import struct
from subprocess import TimeoutExpired

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from importing import sandbox
from publishing.decoding import check_pixel_count
from publishing.heic_reader import TOO_MANY_PIXELS

DECODER_MODULE = "publishing.heic_reader"
DECODE_TIMEOUT = 20
"""Seconds for one picture, as long as others wait for the lock: 36 megapixels take about one."""
STILL_BRANDS = {b"heic", b"heix", b"heim", b"heis"}
SEQUENCE_BRANDS = {b"hevc", b"hevx", b"hevm", b"hevs", b"msf1"}
"""Brands of ISO/IEC 23008-12, B.4."""
MAX_BRANDS = 50

logger = logging.getLogger(__name__)


def read_brands(file):
    """Return the brands declared in the file; empty if it has no `ftyp` box (ISO/IEC 14496-12, 4.3)."""
    file.seek(0)
    size, kind = struct.unpack(">L4s", file.read(8).ljust(8, b"\0"))
    if kind != b"ftyp":
        return set()
    content = file.read(min(max(size - 8, 0), 4 * MAX_BRANDS))
    # One of them is the minor version, which equals no brand.
    return {content[at : at + 4] for at in range(0, len(content), 4)}


def is_heic(file):
    return bool(read_brands(file) & (STILL_BRANDS | SEQUENCE_BRANDS))


def is_sequence(file):
    return bool(read_brands(file) & SEQUENCE_BRANDS)


def convert_to_png(file, longest):
    """Return the main picture of a HEIC as a PNG file, upright, without metadata but with its colour profile.

    A large one is reduced to a half, a third … of its size, its longest side no shorter than `longest` px. Raises
    ValidationError for too many pixels and if HEIC is unavailable, and OSError for a broken file, as Pillow does.
    """
    file.seek(0)
    try:
        ended = sandbox.run_sandboxed(
            DECODER_MODULE, DECODE_TIMEOUT, settings.PICTURE_MAX_PIXELS, longest, content=file.read()
        )
    except TimeoutExpired:
        logger.warning("A HEIC picture was given up: it took more than %s seconds.", DECODE_TIMEOUT)
        raise OSError from None
    except sandbox.SeccompUnavailable:
        raise ValidationError(
            _(
                "HEIC pictures cannot be read at present, because this server cannot protect itself against harmful "
                "ones. Please save the picture as JPEG. The portal's operators find the reason in the log."
            ),
            code="no_filter",
        ) from None
    if ended.returncode == TOO_MANY_PIXELS:
        check_pixel_count(int(ended.stdout))
    if ended.returncode:
        error = sandbox.last_stderr_line(ended)
        logger.warning("A HEIC picture could not be read (status %s): %s", ended.returncode, error)
        raise OSError
    return ContentFile(ended.stdout)
