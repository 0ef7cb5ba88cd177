"""Uploaded pictures are checked before they are decoded, rotated upright, stripped of metadata and re-encoded.

Each upload is decoded once, and one at a time in each process (docs/adr/0054).
"""

import hashlib
import io
import struct
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, UnidentifiedImageError

from publishing import heic, orientation, perceptual_hash
from publishing.decoding import check_pixel_count, exclusive_decoding
from publishing.uploads import check_size, memoised_per_file

ACCEPTED_FORMATS = {"JPEG", "PNG", "WEBP"}
Image.MAX_IMAGE_PIXELS = None  # open_upload() checks the limit, with a message of its own
MAX_SIDE_PX = 2560  # nothing on the site is shown larger
VARIANT_WIDTHS = (480, 960, 1600)  # px
BAND_HEIGHT = 256  # px, the height of the bands in which a picture is processed
VARIANT_OPTIONS = {"avif": {"quality": 60, "speed": 9}, "webp": {"quality": 80, "method": 2}}


@dataclass(frozen=True)
class EncodedPicture:
    """A clean picture: `content` bytes with its `extension`; width and height in px after rotation.

    `small` is the smallest WebP variant, for forms that show it before the others exist.
    """

    content: bytes
    extension: str
    width: int
    height: int
    sha256: str
    small: bytes
    perceptual_hash: str


def open_upload(file, longest=None):
    """Decode the picture in `file` (any binary file). Raises ValidationError with a message for the editor.

    With `longest` (px) HEIC is accepted too, and a larger JPEG or HEIC is reduced to a half, a quarter or an eighth
    of its size (HEIC also to a third …), its longest side no shorter than that.
    """
    check_size(file, settings.PICTURE_MAX_BYTES)
    try:
        if longest and heic.is_heic(file):
            if heic.is_sequence(file):
                raise moving_picture_error()
            file = heic.convert_to_png(file, longest)
        file.seek(0)
        image = Image.open(file, formats=sorted(ACCEPTED_FORMATS))
        width, height = image.size
        check_pixel_count(width * height)
        if image.format in {"PNG", "WEBP"} and image.n_frames > 1:
            raise moving_picture_error()
        if longest:
            share = longest / max(width, height)
            image.draft(None, (max(round(width * share), 1), max(round(height * share), 1)))
        image.load()
    except UnidentifiedImageError:
        raise ValidationError(
            _(
                "Pictures are taken here as %(formats)s, and this file is none of them. Open it in a program for "
                "pictures, save it as PNG or JPEG (the one picture of a moving GIF that is meant), and choose that "
                "file."
            ),
            params={"formats": "JPEG, PNG, WebP, HEIC" if longest else "JPEG, PNG, WebP"},
            code="no_picture",
        ) from None
    except (OSError, SyntaxError, ValueError):
        raise ValidationError(_("The picture is damaged and cannot be read."), code="broken") from None
    return image


def moving_picture_error():
    return ValidationError(
        _(
            "This is a moving picture. Save the one of its pictures that is meant as JPEG, and choose that file."
        ),
        code="moves",
    )


@memoised_per_file
@exclusive_decoding()
def encode_upload(file):
    """Call encode_picture() once for each upload, under the decoding lock."""
    return encode_picture(file)


def encode_picture(file):
    """Verify and re-encode a picture: upright, RGB, at most MAX_SIDE_PX, without metadata (so no location)."""
    image = open_upload(file, MAX_SIDE_PX)
    transparent = image.has_transparency_data
    turn = orientation.exif_orientation(image)
    image = convert_colours(image, "RGBA" if transparent else "RGB")
    orientation.apply_orientation(image, turn)
    image.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    if transparent:
        image.save(buffer, "PNG", optimize=True)
    else:
        image.save(buffer, "JPEG", quality=86, progressive=True, optimize=True)
    content = buffer.getvalue()
    small = encode_variant(resize(image, variant_widths(image.width)[0]), "webp")
    sha256 = hashlib.sha256(content).hexdigest()
    extension = "png" if transparent else "jpg"
    return EncodedPicture(content, extension, *image.size, sha256, small, perceptual_hash.compute_hash(image))


def convert_colours(image, mode):
    """Convert to sRGB, without metadata, and reduce to a half or less if that is still MAX_SIDE_PX.

    Processed in bands, so that there is no second picture of full size in memory.
    """
    factor = max(max(image.size) // MAX_SIDE_PX, 1)
    width, height = (-(-side // factor) for side in image.size)
    small = Image.new(mode, (width, height))
    for top in range(0, image.height, BAND_HEIGHT * factor):
        band = image.crop((0, top, image.width, min(top + BAND_HEIGHT * factor, image.height)))
        band = to_srgb(to_eight_bits(band))
        band = band if band.mode == mode else band.convert(mode)
        small.paste(band.reduce(factor) if factor > 1 else band, (0, top // factor))
    return small


def to_eight_bits(image):
    """Scale greys of 16 bits, as scanners write them; a plain conversion would make them all white."""
    if image.mode not in {"I", "I;16"}:
        return image
    return image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")


@memoised_per_file
@exclusive_decoding()
def format_of(file):
    """Return Pillow's name of the format of a picture that can be decoded. Raises ValidationError."""
    return open_upload(file).format


@memoised_per_file
@exclusive_decoding()
def without_metadata(file):
    """Return the picture in `file` in its own size and format, without camera metadata (so no location).

    Orientation, colours and quality stay. The same file if there is nothing to remove.
    """
    image = open_upload(file)
    metadata = {"exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp"}
    if not metadata & set(image.info) and not getattr(image, "text", None):
        file.seek(0)
        return file
    format = "JPEG" if image.format == "MPO" else image.format
    turned = Image.Exif()
    if turn := orientation.exif_orientation(image):
        turned[orientation.TAG] = turn
    lossless = format == "WEBP" and is_lossless(file)
    options = {
        "JPEG": {"quality": "keep" if image.format == "JPEG" else 95},
        "WEBP": {"quality": 95, "xmp": b"", "lossless": lossless, "exact": lossless},
    }
    icc = image.info.get("icc_profile")
    for key in metadata:
        image.info.pop(key, None)
    buffer = io.BytesIO()
    image.save(
        buffer, format, exif=turned.tobytes() if turned else b"", icc_profile=icc, **options.get(format, {})
    )
    clean = TemporaryUploadedFile(file.name, "", buffer.tell(), None)
    clean.write(buffer.getvalue())
    clean.seek(0)
    return clean


def is_lossless(file):
    """Whether a WebP is lossless, by the type of its bitstream chunk (RFC 9649, 2.4 to 2.7)."""
    file.seek(12)
    while len(head := file.read(8)) == 8:
        kind, size = struct.unpack("<4sL", head)
        if kind in {b"VP8 ", b"VP8L"}:
            return kind == b"VP8L"
        file.seek(size + size % 2, io.SEEK_CUR)
    return False


def to_srgb(image):
    """Convert the picture's colour space (CMYK, Display P3 …) to sRGB; a broken profile is ignored."""
    profile = image.info.pop("icc_profile", None)
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK"}:
        return image
    try:
        return ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if image.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        return image


def encode_variants(content):
    """Yield (width, format, bytes) of the smaller versions of an encoded picture, AVIF and WebP."""
    image = Image.open(io.BytesIO(content))
    image.load()
    for width in variant_widths(image.width):
        smaller = resize(image, width)
        for extension in VARIANT_OPTIONS:
            yield width, extension, encode_variant(smaller, extension)


def resize(image, width):
    height = max(round(image.height * width / image.width), 1)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def encode_variant(image, extension):
    buffer = io.BytesIO()
    image.save(buffer, extension.upper(), **VARIANT_OPTIONS[extension])
    return buffer.getvalue()


def variant_widths(width):
    """Return the variant widths of a picture `width` px wide, ascending: VARIANT_WIDTHS cut off at its own width."""
    return sorted({min(usual, width) for usual in VARIANT_WIDTHS})
