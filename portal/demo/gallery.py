"""The demo's pictures (see pictures/README.md), encoded like uploads on first use."""

import os
from concurrent.futures import ThreadPoolExecutor

from django.core.files.base import ContentFile

from portal.demo.records import FOLDER
from publishing import images
from publishing.models import Picture

CREDIT = "Illustration: Metropolregion Mitteldeutschland"


class Gallery:
    """`gallery["bahn"]` is the Picture of pictures/bahn.webp. Encoding takes all cores (Pillow frees the GIL)."""

    def __init__(self, progress):
        self.progress, self.created = progress, {}

    def __enter__(self):
        self.pool = ThreadPoolExecutor(os.cpu_count())
        files = sorted((FOLDER / "pictures").glob("*.webp"))
        self.encoded = {file.stem: self.pool.submit(encode_picture, file) for file in files}
        return self

    def __exit__(self, failure, *_rest):
        self.pool.shutdown(cancel_futures=True)
        if failure:
            # The rollback removes the rows, but not the files.
            for picture in self.created.values():
                picture.delete_files()

    def __getitem__(self, key):
        if key not in self.created:
            self.created[key] = Picture.objects.store_encoded(
                *self.encoded[key].result(), credit=CREDIT, is_sample=True
            )
            self.progress("Pictures", len(self.created), len(self.encoded))
        return self.created[key]


def encode_picture(file):
    encoded = images.encode_picture(ContentFile(file.read_bytes()))
    return encoded, list(images.encode_variants(encoded.content))
