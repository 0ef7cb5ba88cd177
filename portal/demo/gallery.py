"""The demo's pictures (see pictures/README.md), encoded like any upload when they are first needed."""

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
        self.progress = progress
        self.files = {file.stem: file for file in sorted((FOLDER / "pictures").glob("*.webp"))}
        self.pool, self.encoded, self.hung, self.new = None, {}, {}, []

    def __enter__(self):
        return self

    def __exit__(self, failure, *_rest):
        if self.pool:
            self.pool.shutdown(cancel_futures=True)
        if failure:
            # The transaction takes back the rows; the files it cannot.
            for picture in self.new:
                picture.delete_files()

    def start(self):
        """Begin to encode everything in the background."""
        if self.pool is None:
            self.pool = ThreadPoolExecutor(os.cpu_count())
            self.encoded = {key: self.pool.submit(encode, file) for key, file in self.files.items()}

    def __getitem__(self, key):
        if key not in self.hung:
            self.start()
            self.hung[key] = self._hang(*self.encoded[key].result())
            self.progress("Pictures", len(self.hung), len(self.files))
        return self.hung[key]

    def _hang(self, encoded, variants):
        """A picture that an editor has uploaded already stays theirs; only new ones are samples."""
        existing = Picture.objects.filter(sha256=encoded.sha256).first()
        if existing:
            return existing
        picture = Picture.objects.keep(encoded, variants, credit=CREDIT, is_sample=True)
        self.new.append(picture)
        return picture


def encode(file):
    encoded = images.encode(ContentFile(file.read_bytes()))
    return encoded, list(images.encode_variants(encoded.content))
