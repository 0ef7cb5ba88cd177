"""A few real pictures with their variants, which many objects share."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from publishing.images import encode_upload, encode_variants
from publishing.models import Picture

COLOURS = ("steelblue", "olivedrab", "sienna", "slategray", "darkkhaki")
SIZE = (1200, 800)


def pictures():
    """The Pictures, stored."""
    return [store(number, colour) for number, colour in enumerate(COLOURS)]


def store(number, colour):
    buffer = io.BytesIO()
    Image.new("RGB", SIZE, colour).save(buffer, "JPEG")
    encoded = encode_upload(SimpleUploadedFile(f"{colour}.jpg", buffer.getvalue()))
    return Picture.objects.store_encoded(
        encoded, encode_variants(encoded.content), credit=f"Foto: Bild {number}"
    )
