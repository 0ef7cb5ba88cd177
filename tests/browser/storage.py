"""Static files as in production, less the compressed copies, which take longer than all else to make."""

from portal.server.storage import ModuleManifestStorage


class UncompressedStorage(ModuleManifestStorage):
    def post_process_with_compression(self, files):
        for name, hashed_name, processed in files:
            if isinstance(processed, Exception):
                raise processed
            yield name, hashed_name, processed
