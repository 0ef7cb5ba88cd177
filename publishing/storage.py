"""The storage of pictures and documents, with atomic writes."""

import os
import uuid
from contextlib import suppress
from pathlib import PurePosixPath

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Writes to a temporary name and renames, so that no partial file is read or left behind by a full disk.

    Storage.save() has chosen a free name. Folders have random names or a hash of the content, so two writers of one
    name at the same moment write the same content.
    """

    def _save(self, name, content):
        part = str(PurePosixPath(name).parent / f"{uuid.uuid4().hex}.part")
        try:
            super()._save(part, content)
            os.replace(self.path(part), self.path(name))
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(self.path(part))
            with suppress(OSError):  # not empty
                os.rmdir(os.path.dirname(self.path(part)))
            raise
        return name


overwriting_storage = WholeFileStorage(allow_overwrite=True)
"""For files that may be written twice with the same content."""
