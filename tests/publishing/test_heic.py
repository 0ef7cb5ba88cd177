"""HEIC, as phones take it: read like any other picture, and whatever becomes of its reader, we go on."""

import io
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image

from publishing import heic
from publishing.images import encode_upload
from publishing.models import Picture
from tests.factories.accounts import UserFactory
from tests.reading import text_of

pytestmark = pytest.mark.slow

FILES = Path(__file__).parent / "heic"


def content_of(name):
    return (FILES / f"{name}.heic").read_bytes()


def upload(content, name="IMG_1.HEIC"):
    return SimpleUploadedFile(name, content)


def encoded(name):
    picture = encode_upload(upload(content_of(name)))
    return picture, Image.open(io.BytesIO(picture.content))


def refusal(content):
    with pytest.raises(ValidationError) as refused:
        encode_upload(upload(content))
    return refused.value


def test_a_phone_s_picture_is_turned_upright_once_and_tells_no_place():
    assert b"Exif" in content_of("photo")
    picture, kept = encoded("photo")
    assert (picture.width, picture.height, picture.extension) == (48, 64, "jpg")
    assert kept.getpixel((40, 10)) == pytest.approx((204, 51, 51), abs=16)
    assert kept.getpixel((40, 55)) == pytest.approx((51, 51, 204), abs=16)
    assert not kept.getexif()


def test_what_counts_is_the_content_not_the_name():
    assert encode_upload(upload(content_of("photo"), "bild.jpg")).width == 48


def test_a_transparent_one_stays_transparent():
    picture, kept = encoded("transparent")
    assert (picture.extension, kept.mode) == ("png", "RGBA")


def test_a_grey_one_of_ten_bits_keeps_its_greys():
    _picture, kept = encoded("grey")
    assert len({kept.getpixel((x, y)) for x in range(64) for y in range(48)}) > 20


def test_of_several_pictures_in_one_file_the_main_one_is_taken():
    assert encoded("several")[0].width == 64


@pytest.mark.parametrize(("language", "words"), [("de", "bewegtes Bild"), ("en", "moving picture")])
def test_a_sequence_is_refused_and_not_frozen(language, words):
    with translation.override(language):
        refused = refusal(content_of("sequence"))
        assert refused.code == "moves"
        assert words in refused.messages[0]


def test_too_many_pixels_are_refused_in_words():
    refused = refusal(content_of("large"))
    assert refused.code == "too_many_pixels"
    assert "40 Megapixel" in refused.messages[0]


def test_a_large_one_comes_smaller(settings):
    settings.PICTURE_MAX_PIXELS = 40_000_000
    picture, _kept = encoded("large")
    assert (picture.width, picture.height) == (2560, 1600)


WHOLE = content_of("photo")
BROKEN = {
    "cut in its pixels": WHOLE[:-40],
    "cut in its list": WHOLE[:200],
    "cut behind its name": WHOLE[:12],
    "a head with nothing behind": b"\0\0\0\x24ftypheic" + bytes(40),
    "pixels overwritten": WHOLE[:493] + b"\xff" * 60 + WHOLE[553:],
    "one that ends its reader": content_of("crash"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_one_is_refused_in_words(name):
    refused = refusal(BROKEN[name])
    assert refused.code == "broken"
    assert "beschädigt" in refused.messages[0]


def test_avif_and_films_are_no_heic():
    for brands in (b"avif\0\0\0\0avifmif1", b"isom\0\0\0\0mp42isom"):
        assert refusal(b"\0\0\0\x18ftyp" + brands + bytes(40)).code == "no_picture"


@pytest.mark.parametrize(
    ("deed", "noted"),
    [
        ("os.kill(os.getpid(), 11)", "A HEIC picture could not be read (status -11): "),
        ("bytearray(8 * 1024**3)", "A HEIC picture could not be read (status 1): MemoryError"),
        ("time.sleep(60)", "A HEIC picture was given up: it took more than 2 seconds."),
        ("sys.exit('Torn.')", "A HEIC picture could not be read (status 1): Torn."),
    ],
)
def test_whatever_becomes_of_the_reader_it_is_one_picture_that_is_lost_and_noted_why(
    monkeypatch, caplog, deed, noted, tmp_path
):
    (tmp_path / "bad_reader.py").write_text(
        "import os, sys, time\nfrom importing.sandbox import limit_resources\n"
        f"limit_resources(int(sys.argv[1]), 60, 1024**3)\n{deed}\n"
    )
    monkeypatch.setattr(heic, "DECODER_MODULE", "bad_reader")
    monkeypatch.setattr(heic, "DECODE_TIMEOUT", 2)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert refusal(WHOLE).code == "broken"
    assert caplog.messages == [noted]


@pytest.mark.django_db
def test_where_system_calls_cannot_be_filtered_none_is_read(client, monkeypatch, caplog, tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import platform\nplatform.machine = lambda: 'riscv64'\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    client.force_login(UserFactory(region_staff=True))
    answer = client.post(reverse("admin:publishing_picture_upload"), {"upload": upload(WHOLE)})
    assert "Bitte speichern Sie das Bild als JPEG" in text_of(answer, 422)
    reason = "publishing.heic_reader refuses all files: no filter of system calls for Linux on riscv64"
    assert reason in caplog.messages


def test_its_reader_has_no_network_no_other_program_and_writes_nothing(monkeypatch, caplog, tmp_path):
    """What a wicked picture could make of it is done in the place of Pillow's `load`."""
    for deed, fault in {
        "import socket; socket.socket()": "PermissionError",
        "import os; os.execv('/bin/true', ['true'])": "PermissionError",
        f"open({str(tmp_path / 'x')!r}, 'wb', 0).write(b'x')": "OSError",
    }.items():
        (tmp_path / "sitecustomize.py").write_text(
            "from PIL import Image\ndef load(image):\n    " + deed + "\nImage.Image.load = load\n"
        )
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        assert refusal(WHOLE).code == "broken"
        assert fault in caplog.messages[-1]


def test_its_library_is_never_in_the_web_server():
    encoded("photo")
    assert "pi_heif" not in sys.modules


@pytest.mark.django_db
def test_one_is_sent_from_the_form_and_a_broken_one_is_told_beside_its_field(client):
    client.force_login(UserFactory(region_staff=True))
    address = reverse("admin:publishing_picture_upload")
    answer = client.post(address, {"upload": upload(WHOLE), "credit": "Foto: Anna Berg"})
    assert answer.status_code == 200
    assert Picture.objects.get().width == 48
    answer = client.post(address, {"upload": upload(content_of("crash")), "credit": "Foto: Anna Berg"})
    assert answer.status_code == 422
    assert "beschädigt" in answer.content.decode()
