"""The files a PDF may be made of: static files and pictures, by their local addresses. Needs no settings."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote


@dataclass
class LocalFiles:
    """`static` and `pictures`: (prefix of the addresses, folders in which the rest of an address is looked for)."""

    static: tuple
    pictures: tuple

    def path_of(self, address):
        """The file behind `/static/…` or `/medien/bilder/…`. Raises FileNotFoundError for all else."""
        address = unquote(address)
        for prefix, folders in (self.static, self.pictures):
            if address.startswith(prefix):
                for folder in folders:
                    if path := _file_in(folder, address.removeprefix(prefix)):
                        return path
        raise FileNotFoundError(address)

    def is_picture(self, address):
        return unquote(address).startswith(self.pictures[0])


def _file_in(folder, name):
    path = Path(os.path.abspath(Path(folder, name)))
    return path if path.is_relative_to(os.path.abspath(folder)) and path.is_file() else None
