"""Storage of static files."""

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
    """Compresses files whose compressed copies are missing or outdated."""

    def compress(self, path):
        return [] if is_up_to_date(f"{path}.gz", path) else super().compress(path)


def is_up_to_date(copy, original):
    """A finished copy has the mtime of the original; the gzip copy is written last."""
    return os.path.exists(copy) and abs(os.path.getmtime(copy) - os.path.getmtime(original)) < 1e-5


class ModuleManifestStorage(WholeFileStorage, CompressedManifestStaticFilesStorage):
    """Hashed, compressed static files. Imports in ES modules are rewritten; `bundles` lists the entry points that are
    bundled with their imports: linked stylesheets, and modules of all pages or of the pool.

    Files are collected while the server runs: each is replaced atomically, and only if its content changed.
    """

    support_js_module_import_aggregation = True
    bundles = {
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
        """Keep the file: Django deletes it before saving it again."""

    def _save(self, name, content):
        path, text = Path(self.path(name)), b"".join(content.chunks())
        if path.exists() and path.read_bytes() == text:
            return name
        return super()._save(name, ContentFile(text))

    def create_compressor(self, **options):
        return ChangedFilesCompressor(**options)

    @cache  # noqa: B019  one storage per process with some hundred names; a page uses seventy
    def url(self, name, force=False):
        return super().url(name, force)

    def post_process(self, paths, dry_run=False, **options):
        def read(name):
            storage, path = paths[name]
            with storage.open(path) as file:
                return file.read().decode()

        bundles = InMemoryStorage()
        for name, join in self.bundles.items():
            if name in paths:
                bundles.save(name, ContentFile(join(name, read).encode()))
        originals = paths | {name: (bundles, name) for name in self.bundles if name in paths}
        yield from super().post_process(originals, dry_run, **options)
