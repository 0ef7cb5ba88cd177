"""HEIC damaged at random: each is a picture, or refused in words. One in some thousands ends its reader."""

import random
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from publishing.images import encode_upload

FILES = Path(__file__).parents[1] / "publishing" / "heic"
NAMES = ["photo", "transparent", "several", "grey"]
TRIES = 100


def damaged(content, chance):
    content = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 5])):
        content[chance.randrange(12, len(content))] = chance.choice([0, 1, 255, chance.randrange(256)])
    return bytes(content[: chance.randrange(12, len(content))] if chance.random() < 0.2 else content)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_damaged_it_is_a_picture_or_refused(name):
    whole = (FILES / f"{name}.heic").read_bytes()
    chance = random.Random(name)
    refused = set()
    for number in range(TRIES):
        try:
            encoded = encode_upload(SimpleUploadedFile(f"{number}.heic", damaged(whole, chance)))
        except ValidationError as refusal:
            refused.add(refusal.code)
        else:
            assert encoded.width * encoded.height <= 36_000_000
    assert "broken" in refused
    assert refused <= {"broken", "no_picture", "too_many_pixels", "moves"}
