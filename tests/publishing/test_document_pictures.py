"""Pictures among the documents: each page is looked at, nothing moves, and what was exact stays exact."""

import io
import struct

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import ExifTags, Image, ImageChops
from PIL.TiffImagePlugin import AppendingTiffWriter

from publishing import documents
from publishing.documents import check_document, tidied

XMP = 700  # a tag of TIFF


def upload(name, content):
    return SimpleUploadedFile(name, content)


def saved(format, *pictures, **options):
    first, *others = pictures or [Image.effect_noise((40, 30), 80).convert("RGB")]
    buffer = io.BytesIO()
    more = {"save_all": True, "append_images": others} if others else {}
    first.save(buffer, format, **more, **options)
    return buffer.getvalue()


def plain(colour="red"):
    return Image.new("RGB", (40, 30), colour)


def tiff(*options):
    """A page for each of the options (of Image.save)."""
    buffer = io.BytesIO()
    with AppendingTiffWriter(buffer, new=True) as pages:
        for told in options:
            plain().save(pages, "TIFF", **told)
            pages.newFrame()
    return buffer.getvalue()


def place():
    exif = Image.Exif()
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place.update({ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (51.0, 20.0, 24.0)})
    exif[ExifTags.Base.GPSInfo] = place
    return exif


def refusal_of(name, content):
    with pytest.raises(ValidationError) as refusal:
        check_document(upload(name, content))
    return refusal.value


@pytest.mark.parametrize("told", [{"exif": place()}, {"tiffinfo": {XMP: b"<x>exif:GPSLatitude</x>"}}])
def test_a_tiff_that_tells_the_place_on_a_later_page_is_refused(told):
    assert refusal_of("plan.tif", tiff({}, {}, told)).code == "document_tells_place"


def test_a_tiff_of_several_pages_is_taken():
    assert check_document(upload("plan.tif", tiff({}, {}, {}))) is None


def test_a_tiff_of_more_pages_than_are_looked_at_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "MOST_PAGES", 2)
    assert check_document(upload("plan.tif", tiff({}, {}))) is None
    refusal = refusal_of("plan.tif", tiff({}, {}, {}))
    assert refusal.code == "document_too_many_pages"
    with override("en"):
        assert refusal.messages == ["The TIFF has more than 2 pages. Save it as a PDF."]


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_tiff_whose_later_page_cannot_be_read_is_refused():
    content = tiff({}, {})
    second = struct.unpack("<L", content[4:8])[0]
    entries = struct.unpack("<H", content[second : second + 2])[0]
    at = second + 2 + 12 * entries
    far = content[:at] + struct.pack("<L", len(content) - 1) + content[at + 4 :]
    assert refusal_of("plan.tif", far).code == "document_disguised"


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(format):
    refusal = refusal_of(f"foto.{format.lower()}", saved(format, plain(), plain("blue")))
    assert refusal.code == "moves"
    with override("en"):
        assert "moving picture" in refusal.messages[0]


@pytest.mark.parametrize(
    "options", [{}, {"icc_profile": b"x" * 33}, {"exif": b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"}]
)
def test_a_lossless_picture_stays_lossless(options):
    content = saved("WEBP", lossless=True, xmp=b"<x/>", **options)
    kept = Image.open(tidied(upload("foto.webp", content)))
    assert "xmp" not in kept.info
    assert not ImageChops.difference(
        kept.convert("RGB"), Image.open(io.BytesIO(content)).convert("RGB")
    ).getbbox()


def test_what_is_seen_through_keeps_its_colours_too():
    picture = Image.effect_noise((40, 30), 80).convert("RGBA")
    picture.putalpha(0)
    content = saved("WEBP", picture, lossless=True, exact=True, xmp=b"<x/>")
    kept = Image.open(tidied(upload("foto.webp", content)))
    assert kept.tobytes() == picture.tobytes()
