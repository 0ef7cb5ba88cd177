"""Uploaded pictures are checked before they are decoded, turned upright, stripped of their metadata and re-encoded."""

import hashlib
import io
import struct
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, UnidentifiedImageError

from publishing import looks, orientation

ACCEPTED_FORMATS = {"JPEG", "PNG", "WEBP"}
Image.MAX_IMAGE_PIXELS = None  # open_upload() has a limit of its own, and words for it
LONGEST_SIDE = 2560  # px; nothing on the site is shown larger
WIDTHS = (480, 960, 1600)  # px, of the variants a browser may choose from
VARIANT_OPTIONS = {"avif": {"quality": 60, "speed": 9}, "webp": {"quality": 80, "method": 2}}


@dataclass(frozen=True)
class EncodedPicture:
    """A clean picture: `content` bytes with its `extension`; width and height in px after turning upright.

    `small` is its smallest WebP variant, for the forms that show it before the others are made.
    """

    content: bytes
    extension: str
    width: int
    height: int
    sha256: str
    small: bytes
    look: str


def open_upload(file):
    """The decoded picture in `file` (any binary file). Raises ValidationError with words for the editor."""
    if file.size > settings.PICTURE_MAX_BYTES:
        raise ValidationError(
            _("The picture has %(size)s MB; %(limit)s MB are allowed. Save it smaller and try again."),
            params={"size": round(file.size / 1024**2), "limit": settings.PICTURE_MAX_BYTES // 1024**2},
            code="too_big",
        )
    try:
        file.seek(0)
        image = Image.open(file, formats=sorted(ACCEPTED_FORMATS))
        width, height = image.size
        if width * height > settings.PICTURE_MAX_PIXELS:
            raise ValidationError(
                _(
                    "The picture has %(pixels)s megapixels; %(limit)s are allowed. Save it smaller and try again."
                ),
                params={
                    "pixels": round(width * height / 1_000_000),
                    "limit": settings.PICTURE_MAX_PIXELS // 1_000_000,
                },
                code="too_many_pixels",
            )
        image.load()
    except UnidentifiedImageError:
        raise ValidationError(
            _("This file is no JPEG, PNG or WebP picture, whatever its name says. Choose another file."),
            code="no_picture",
        ) from None
    except (OSError, SyntaxError, ValueError):
        raise ValidationError(_("The picture is damaged and cannot be read."), code="broken") from None
    return image


def encode_upload(file):
    """Verify and re-encode an upload: upright, RGB, at most LONGEST_SIDE, no metadata (so no place) left."""
    image = orientation.upright(open_upload(file))
    transparent = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    image = in_srgb(image).convert("RGBA" if transparent else "RGB")
    image.info.pop("comment", None)  # which Pillow would write into the new file
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    if transparent:
        image.save(buffer, "PNG", optimize=True)
    else:
        image.save(buffer, "JPEG", quality=86, progressive=True, optimize=True)
    content = buffer.getvalue()
    small = encode_variant(resized(image, variant_widths(image.width)[0]), "webp")
    sha256 = hashlib.sha256(content).hexdigest()
    extension = "png" if transparent else "jpg"
    return EncodedPicture(content, extension, *image.size, sha256, small, looks.look_of(image))


def without_metadata(file):
    """The picture in `file` as it is, in its own size and format, without what a camera writes into it (so no place).

    How it is turned, its colours and its quality stay. The same file where there is nothing to take away.
    """
    image = open_upload(file)
    told = {"exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp"}
    if not told & set(image.info) and not getattr(image, "text", None):
        file.seek(0)
        return file
    format = "JPEG" if image.format == "MPO" else image.format
    turned = Image.Exif()
    if turn := orientation.told_by(image):
        turned[orientation.TAG] = turn
    lossless = format == "WEBP" and is_lossless(file)
    options = {
        "JPEG": {"quality": "keep" if image.format == "JPEG" else 95},
        "WEBP": {"quality": 95, "xmp": b"", "lossless": lossless, "exact": lossless},
    }
    icc = image.info.get("icc_profile")
    for key in told | {"XML:com.adobe.xmp"}:
        image.info.pop(key, None)
    buffer = io.BytesIO()
    image.save(
        buffer, format, exif=turned.tobytes() if turned else b"", icc_profile=icc, **options.get(format, {})
    )
    return ContentFile(buffer.getvalue(), name=file.name)


def is_lossless(file):
    """Whether a WebP keeps each pixel as it was: the kind of its chunk of pixels tells (RFC 9649, 2.4 to 2.7)."""
    file.seek(12)
    while len(head := file.read(8)) == 8:
        kind, size = struct.unpack("<4sL", head)
        if kind in {b"VP8 ", b"VP8L"}:
            return kind == b"VP8L"
        file.seek(size + size % 2, io.SEEK_CUR)
    return False


def in_srgb(image):
    """The picture with its own colour space (CMYK, Display P3 …) turned into the web's; a broken profile is ignored."""
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
        smaller = resized(image, width)
        for extension in VARIANT_OPTIONS:
            yield width, extension, encode_variant(smaller, extension)


def resized(image, width):
    return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)


def encode_variant(image, extension):
    buffer = io.BytesIO()
    image.save(buffer, extension.upper(), **VARIANT_OPTIONS[extension])
    return buffer.getvalue()


def variant_widths(width):
    """The widths kept of a picture `width` px wide: the usual ones below it, and its own up to the largest of them.

    At least one, and the smallest first.
    """
    return [usual for usual in WIDTHS if usual < width] + ([width] if width <= WIDTHS[-1] else [])
