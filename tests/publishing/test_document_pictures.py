"""Pictures among the documents: nothing moves, and what was exact stays exact."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import Image, ImageChops

from publishing.documents import check_document, clean_upload


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


def refusal_of(name, content):
    with pytest.raises(ValidationError) as refusal:
        check_document(upload(name, content))
    return refusal.value


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
    kept = Image.open(clean_upload(upload("foto.webp", content)))
    assert "xmp" not in kept.info
    assert not ImageChops.difference(
        kept.convert("RGB"), Image.open(io.BytesIO(content)).convert("RGB")
    ).getbbox()


def test_what_is_seen_through_keeps_its_colours_too():
    picture = Image.effect_noise((40, 30), 80).convert("RGBA")
    picture.putalpha(0)
    content = saved("WEBP", picture, lossless=True, exact=True, xmp=b"<x/>")
    kept = Image.open(clean_upload(upload("foto.webp", content)))
    assert kept.tobytes() == picture.tobytes()


def test_a_picture_that_lost_something_before_does_not_grow():
    content = saved("WEBP", quality=80, xmp=b"<x/>")
    kept = clean_upload(upload("foto.webp", content)).read()
    assert b"VP8L" not in kept
    assert len(kept) < 2 * len(content)
