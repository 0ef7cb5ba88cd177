"""The storage of pictures and documents: a file is there whole or not at all."""

import os
import uuid
from contextlib import suppress
from pathlib import PurePosixPath

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Writes beside the place and renames, so that nobody reads half a file and a full disk leaves nothing behind.

    Storage.save() has chosen a free name. Folders are named by chance or by the content of their file, so two that
    choose the same at one moment bring the same.
    """

    def _save(self, name, content):
        part = str(PurePosixPath(name).parent / f"{uuid.uuid4().hex}.part")
        try:
            super()._save(part, content)
            os.replace(self.path(part), self.path(name))
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(self.path(part))
            with suppress(OSError):  # it holds something else
                os.rmdir(os.path.dirname(self.path(part)))
            raise
        return name


overwriting_storage = WholeFileStorage(allow_overwrite=True)
"""For what may be written twice, and is the same then."""
