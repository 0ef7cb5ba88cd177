"""Where static files are kept."""

import os
from functools import cache
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from portal.server import css_bundler, js_bundler
from publishing.storage import WholeFileStorage


class ChangedFilesCompressor(Compressor):
    """Compresses a file whose copies are missing or were made of an earlier one."""

    def compress(self, path):
        return [] if is_up_to_date(f"{path}.gz", path) else super().compress(path)


def is_up_to_date(copy, original):
    """Whether the copy was finished: only then it gets the original's time, and the one by gzip is the last."""
    return os.path.exists(copy) and abs(os.path.getmtime(copy) - os.path.getmtime(original)) < 1e-5


class ModuleManifestStorage(WholeFileStorage, CompressedManifestStaticFilesStorage):
    """Hashed, compressed static files, without a bundler: imports inside ES modules are rewritten, and what would be a
    long chain of requests is joined: each stylesheet that pages link, and the modules that all readers or all who
    search the pool load, with what they import.

    Files are collected while others may be served. Each is replaced at once, and stays untouched where it is the same.
    """

    support_js_module_import_aggregation = True
    joined = {
        "css/site.css": css_bundler.bundle_minified,
        "css/map.css": css_bundler.bundle_minified,
        "css/expose.css": css_bundler.bundle_minified,
        "css/admin.css": css_bundler.bundle_minified,
        "js/site.js": js_bundler.bundle_module,
        "js/pool.js": js_bundler.bundle_module,
        "js/pool-map.js": js_bundler.bundle_module,
        "js/workers/tile-painter.js": js_bundler.bundle_module,
    }

    def __init__(self, *args, **options):
        super().__init__(*args, allow_overwrite=True, **options)

    def delete(self, name):
        """Leaves the file: Django deletes what it is about to save again."""

    def _save(self, name, content):
        path, text = Path(self.path(name)), b"".join(content.chunks())
        if path.exists() and path.read_bytes() == text:
            return name
        return super()._save(name, ContentFile(text))

    def create_compressor(self, **options):
        return ChangedFilesCompressor(**options)

    @cache  # noqa: B019  one storage for each process, and some hundred names; a page asks for seventy
    def url(self, name, force=False):
        return super().url(name, force)

    def post_process(self, paths, dry_run=False, **options):
        def read(name):
            storage, path = paths[name]
            with storage.open(path) as file:
                return file.read().decode()

        bundles = InMemoryStorage()
        for name, join in self.joined.items():
            if name in paths:
                bundles.save(name, ContentFile(join(name, read).encode()))
        originals = paths | {name: (bundles, name) for name in self.joined if name in paths}
        yield from super().post_process(originals, dry_run, **options)
