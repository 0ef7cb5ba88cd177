"""Where static files are kept."""

from functools import cache

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from portal import modules, stylesheets


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed static files, without a bundler: imports inside ES modules are rewritten, and what would be a
    long chain of requests is joined: each stylesheet that pages link, and the modules that all readers or all who
    search the pool load, with what they import.
    """

    support_js_module_import_aggregation = True
    joined = {
        "css/site.css": stylesheets.lean,
        "css/map.css": stylesheets.lean,
        "css/expose.css": stylesheets.lean,
        "css/admin.css": stylesheets.lean,
        "js/site.js": modules.joined,
        "js/pool.js": modules.joined,
        "js/pool-map.js": modules.joined,
        "js/workers/tile-painter.js": modules.joined,
    }

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
