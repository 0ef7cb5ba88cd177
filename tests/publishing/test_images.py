import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image, ImageCms

from editing.admin.pictures.photos import PictureUploadForm
from publishing.images import encode_upload, open_upload
from publishing.models import Picture
from tests.factories.publishing import picture_upload

GPS, ORIENTATION = 0x8825, 0x0112

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def exif(**tags):
    exif = Image.Exif()
    if "orientation" in tags:
        exif[ORIENTATION] = tags["orientation"]
    if "gps" in tags:
        exif.get_ifd(GPS)[2] = tags["gps"]
        exif[GPS] = {2: tags["gps"]}
    return exif


def refusal(file, longest=None):
    with pytest.raises(ValidationError) as refused:
        open_upload(file, longest)
    [message] = refused.value.messages
    return message


def test_the_place_a_picture_was_taken_at_is_removed():
    upload = picture_upload(exif=exif(gps=(51.0, 20.0, 0.0)))
    assert Image.open(io.BytesIO(upload.read())).getexif().get_ifd(GPS)
    upload.seek(0)
    kept = Image.open(io.BytesIO(encode_upload(upload).content))
    assert not kept.getexif()
    assert "exif" not in kept.info


def test_a_comment_in_the_file_is_removed():
    upload = picture_upload(comment=b"taken at home, Am Damm 3")
    assert b"Am Damm" in upload.read()
    assert b"Am Damm" not in encode_upload(upload).content


def profile_with_red_and_green_exchanged():
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    [tags] = struct.unpack_from(">I", profile, 128)
    entries = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * tags, 12)}
    red, green = entries[b"rXYZ"], entries[b"gXYZ"]
    profile[red + 4 : red + 12], profile[green + 4 : green + 12] = (
        profile[green + 4 : green + 12],
        profile[red + 4 : red + 12],
    )
    return bytes(profile)


def colour_after_upload(profile):
    upload = io.BytesIO()
    Image.new("RGB", (8, 8), (255, 0, 0)).save(upload, "PNG", icc_profile=profile)
    encoded = encode_upload(SimpleUploadedFile("bild.png", upload.getvalue()))
    kept = Image.open(io.BytesIO(encoded.content))
    assert "icc_profile" not in kept.info
    return kept.getpixel((4, 4))


def test_a_picture_s_own_colour_space_is_turned_into_the_web_s():
    red, green, _blue = colour_after_upload(profile_with_red_and_green_exchanged())
    assert green > 200 > 60 > red


def test_an_unreadable_colour_profile_is_ignored():
    red, green, _blue = colour_after_upload(b"no profile at all")
    assert red > 200 > 60 > green


def test_a_picture_lying_on_its_side_is_turned_upright():
    encoded = encode_upload(picture_upload(size=(64, 48), exif=exif(orientation=6)))
    assert (encoded.width, encoded.height) == (48, 64)


def test_a_transparent_picture_stays_transparent():
    buffer = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(buffer, "PNG")
    encoded = encode_upload(SimpleUploadedFile("logo.png", buffer.getvalue()))
    assert encoded.extension == "png"
    assert Image.open(io.BytesIO(encoded.content)).mode == "RGBA"


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
@pytest.mark.parametrize("size", [(4000, 1000), (5121, 300), (6001, 3999), (300, 9000), (20001, 3)])
def test_a_huge_picture_is_made_smaller(format, size):
    encoded = encode_upload(picture_upload(size=size, format=format))
    assert max(encoded.width, encoded.height) == 2560
    assert encoded.width / encoded.height == pytest.approx(size[0] / size[1], rel=0.01) or min(size) < 10


@pytest.mark.parametrize(
    ("mode", "options", "expected"),
    [
        ("L", {}, "RGB"),
        ("P", {}, "RGB"),
        ("P", {"transparency": 0}, "RGBA"),
        ("LA", {}, "RGBA"),
        ("1", {}, "RGB"),
    ],
)
def test_a_picture_in_bands_looks_as_it_did_whole(mode, options, expected):
    """6,000 px wide, of two halves and a line between two bands."""
    image = Image.new("RGB", (6000, 1200), "#3366cc")
    image.paste("#cc9933", (0, 700, 6000, 1200))
    buffer = io.BytesIO()
    image.convert(mode).save(buffer, "PNG", **options)
    kept = Image.open(io.BytesIO(encode_upload(SimpleUploadedFile("bild.png", buffer.getvalue())).content))
    whole = Image.open(buffer).convert(expected).resize(kept.size)
    assert kept.size == (2560, 512)
    assert kept.mode == expected
    for place in [(1280, 100), (1280, 290), (1280, 310), (2500, 500), (3, 3)]:
        assert kept.getpixel(place) == pytest.approx(whole.getpixel(place), abs=40 if mode == "1" else 4)


@pytest.mark.parametrize(("width", "height", "megapixels"), [(8000, 5000, 40), (20000, 10000, 200)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch, width, height, megapixels):
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda image: pytest.fail("was decoded"))
    header = picture_upload(format="PNG").read()
    chunk = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + header[24:29]
    content = header[:12] + chunk + zlib.crc32(chunk).to_bytes(4, "big") + header[33:]
    assert f"{megapixels} Megapixel" in refusal(SimpleUploadedFile("gross.png", content))


def test_as_many_bytes_as_are_allowed_are_taken_and_not_one_more(settings):
    upload = picture_upload()
    for limit in (upload.size + 1, upload.size):
        settings.PICTURE_MAX_BYTES = limit
        assert open_upload(upload).size == (64, 48)
    settings.PICTURE_MAX_BYTES = upload.size - 1
    with pytest.raises(ValidationError) as refused:
        open_upload(upload)
    assert refused.value.code == "too_big"


def test_as_many_pixels_as_are_allowed_are_taken_and_not_one_more(settings):
    upload = picture_upload(size=(64, 48))
    for limit in (64 * 48 + 1, 64 * 48):
        settings.PICTURE_MAX_PIXELS = limit
        assert open_upload(upload).size == (64, 48)
    settings.PICTURE_MAX_PIXELS = 64 * 48 - 1
    with pytest.raises(ValidationError) as refused:
        open_upload(upload)
    assert refused.value.code == "too_many_pixels"


def test_the_limits_are_those_that_the_form_names(settings):
    assert (settings.PICTURE_MAX_BYTES, settings.PICTURE_MAX_PIXELS) == (25 * 1024**2, 36_000_000)
    assert "25 MB" in str(PictureUploadForm.base_fields["upload"].help_text)
    assert "36 Megapixel" in str(PictureUploadForm.base_fields["upload"].help_text)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ["keines davon", "als PNG oder JPEG", "Einzelbild eines bewegten GIF"]),
        ("en", ["none of them", "as PNG or JPEG", "one picture of a moving GIF"]),
    ],
)
def test_a_gif_is_refused_with_what_is_taken_and_with_the_way_out(language, words):
    gif = SimpleUploadedFile("bild.gif", b"GIF89a" + bytes(40))
    with translation.override(language):
        refused = refusal(gif, longest=2400)
    assert [word for word in ["JPEG, PNG, WebP, HEIC", *words] if word not in refused] == []


def test_where_heic_is_not_taken_it_is_not_named():
    """A document that is a picture stays as it is."""
    assert "HEIC" not in refusal(SimpleUploadedFile("plan.jpg", b"GIF89a" + bytes(40)))


@pytest.mark.parametrize(("language", "words"), [("de", "bewegtes Bild"), ("en", "moving picture")])
@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_a_moving_picture_is_refused_and_not_frozen(format, language, words):
    others = [Image.new("RGB", (64, 48), colour) for colour in ("red", "blue")]
    with translation.override(language):
        assert words in refusal(picture_upload(format=format, save_all=True, append_images=others))


def test_a_grey_picture_of_sixteen_bits_keeps_its_greys():
    buffer = io.BytesIO()
    Image.new("I;16", (20, 20), 0x8000).save(buffer, "PNG")
    encoded = encode_upload(SimpleUploadedFile("scan.png", buffer.getvalue()))
    assert Image.open(io.BytesIO(encoded.content)).getpixel((5, 5)) == pytest.approx((128,) * 3, abs=2)


def test_a_broken_picture_is_refused():
    whole = picture_upload(size=(400, 300), colour="red").read()
    assert "beschädigt" in refusal(SimpleUploadedFile("halb.jpg", whole[: len(whole) // 2]))


@pytest.mark.parametrize("content", [b"Nur ein Text", SVG, b"", b"GIF89a", b"%PDF-1.4"])
def test_what_is_no_picture_is_refused_whatever_its_name(content):
    assert "JPEG, PNG" in refusal(SimpleUploadedFile("bild.jpg", content))


@pytest.mark.django_db
def test_the_same_picture_is_stored_once():
    first = Picture.objects.store(picture_upload("a.jpg"), credit="A")
    second = Picture.objects.store(picture_upload("b.jpg"), credit="B")
    assert first == second
    assert Picture.objects.count() == 1
