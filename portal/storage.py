"""Where static files are kept."""

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from portal.stylesheets import joined


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed static files, without a bundler: imports inside ES modules are rewritten, and each
    stylesheet that pages link is joined with what it imports.
    """

    support_js_module_import_aggregation = True
    linked_stylesheets = ("css/site.css", "css/map.css", "css/expose.css", "css/admin.css")

    def post_process(self, paths, dry_run=False, **options):
        def read(name):
            storage, path = paths[name]
            with storage.open(path) as file:
                return file.read().decode()

        bundles = InMemoryStorage()
        for name in self.linked_stylesheets:
            if name in paths:
                bundles.save(name, ContentFile(joined(name, read).encode()))
        originals = paths | {name: (bundles, name) for name in self.linked_stylesheets if name in paths}
        yield from super().post_process(originals, dry_run, **options)
