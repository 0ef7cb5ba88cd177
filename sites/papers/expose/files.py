"""The static files and pictures that a PDF may use, by URL path. Needs no settings."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote


@dataclass
class LocalFiles:
    """`static` and `pictures`: (prefix of URL paths, folders in which the rest is looked up)."""

    static: tuple
    pictures: tuple

    def path_of(self, address):
        """Return the file behind `/static/…` or `/medien/bilder/…`. Raises FileNotFoundError for all else."""
        address = unquote(address)
        for prefix, folders in (self.static, self.pictures):
            if address.startswith(prefix):
                for folder in folders:
                    if path := _find_file(folder, address.removeprefix(prefix)):
                        return path
        raise FileNotFoundError(address)

    def is_picture(self, address):
        return unquote(address).startswith(self.pictures[0])


def _find_file(folder, name):
    path = Path(os.path.abspath(Path(folder, name)))
    return path if path.is_relative_to(os.path.abspath(folder)) and path.is_file() else None
