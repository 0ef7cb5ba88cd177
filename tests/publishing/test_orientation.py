"""A camera's word on how it was held is followed where it can be understood, and hinders nothing where it cannot."""

import io
import struct

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

from publishing.documents import check_document, clean_upload
from publishing.images import encode_upload

TURNED = ExifTags.Base.Orientation
SHORT, LONG, ASCII, BYTES = 3, 4, 2, 7


def told(kind, count, value):
    """EXIF that holds nothing but an orientation: `count` values of a kind of TIFF, in 4 bytes."""
    return b"Exif\0\0" + struct.pack("<2sHLHHHL4sL", b"II", 42, 8, 1, TURNED, kind, count, value, 0)


NONSENSE = {
    "too large": told(LONG, 1, struct.pack("<L", 70_000)),
    "text": told(ASCII, 3, b"6\0\0\0"),
    "bytes": told(BYTES, 2, b"\x06\x06\0\0"),
    "zero": told(SHORT, 1, struct.pack("<HH", 0, 0)),
    "nine": told(SHORT, 1, struct.pack("<HH", 9, 0)),
    "no TIFF": b"Exif\0\0\xca\x9b\x59\x9b\0\0\0\x08",
}


UPPER_LEFT_COMES_TO = {
    1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1),
    5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1),
}  # fmt: skip
"""The corner (across, down) to which each turn brings the upper left one (Exif 2.32, 4.6.4 A)."""


def upload(format, exif, image=None):
    buffer = io.BytesIO()
    image = image or Image.new("RGB", (40, 30), "#336699")
    image.save(buffer, format, exif=exif)
    return SimpleUploadedFile(f"foto.{format.lower()}", buffer.getvalue())


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("exif", NONSENSE.values(), ids=NONSENSE)
def test_what_makes_no_sense_is_not_taken_over(format, exif):
    file = upload(format, exif)
    check_document(file)
    kept = Image.open(clean_upload(file))
    assert kept.size == (40, 30)
    assert not kept.getexif()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("exif", NONSENSE.values(), ids=NONSENSE)
def test_a_photo_for_the_pages_stays_as_it_is_if_that_makes_no_sense(format, exif):
    encoded = encode_upload(upload(format, exif))
    assert (encoded.width, encoded.height) == (40, 30)


@pytest.mark.parametrize("turned", range(1, 9))
def test_each_turn_is_kept_by_documents_and_done_for_the_pages(turned):
    exif = told(LONG, 1, struct.pack("<L", turned))
    assert dict(Image.open(clean_upload(upload("PNG", exif))).getexif()) == {TURNED: turned}
    image = Image.new("RGB", (40, 30), "white")
    image.paste("red", (0, 0, 20, 15))
    encoded = encode_upload(upload("PNG", exif, image))
    assert (encoded.width, encoded.height) == ((40, 30) if turned < 5 else (30, 40))
    across, down = UPPER_LEFT_COMES_TO[turned]
    kept = Image.open(io.BytesIO(encoded.content))
    found = kept.getpixel((across * (encoded.width - 1), down * (encoded.height - 1)))
    assert found == pytest.approx((255, 0, 0), abs=32)


def test_other_tags_that_cannot_be_written_again_hinder_no_photo():
    exif = Image.Exif()
    exif[TURNED] = 6
    content = exif.tobytes()
    spoilt = content.replace(
        struct.pack(">L", 8) + struct.pack(">H", 1), struct.pack(">L", 8) + struct.pack(">H", 2)
    )
    width = struct.pack(">HHL4s", ExifTags.Base.BitsPerSample, ASCII, 3, b"6\0\0\0")
    encoded = encode_upload(upload("JPEG", spoilt[:-4] + width + bytes(4)))
    assert (encoded.width, encoded.height) == (30, 40)
