"""Where static files are kept."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed static files; imports inside ES modules are rewritten too, so no bundler is needed."""

    support_js_module_import_aggregation = True
