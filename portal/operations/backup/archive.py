"""Writes the members of a backup's tar file, and reads untrusted or damaged ones."""

import hashlib
import io
import json
import os
import tarfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from portal.operations.backup import BackupFault

MANIFEST = "manifest.json"
FORMAT = 1
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
"""The database's member by vendor."""
FILE_MODE = 0o600  # contains keys and personal data


@dataclass
class Manifest:
    """The last member. `files`: size in bytes and SHA-256 by name; `migrations`: pairs of app and name."""

    made_at: str
    site_url: str
    program: str
    vendor: str
    migrations: list
    files: dict = field(default_factory=dict)
    format: int = FORMAT

    @property
    def database(self):
        return DATABASES[self.vendor]

    @property
    def size(self):
        """Bytes of all files."""
        return sum(size for size, _checksum in self.files.values())


class HashingReader:
    """Computes the SHA-256 of a file while it is read."""

    def __init__(self, file):
        self.file = file
        self.hash = hashlib.sha256()

    def read(self, size):
        block = self.file.read(size)
        self.hash.update(block)
        return block


def add_file(tar, files, name, path):
    """Add the file, with its size and checksum in `files`; the last one of a name counts. Skips a deleted one."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        facts = os.fstat(file.fileno())
        member, hashed = tarfile.TarInfo(name), HashingReader(file)
        member.size, member.mtime, member.mode = facts.st_size, facts.st_mtime, FILE_MODE
        tar.addfile(member, hashed)
    files[name] = (member.size, hashed.hash.hexdigest())


def add_manifest(tar, manifest):
    content = json.dumps(asdict(manifest), indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size, member.mode = len(content), FILE_MODE
    tar.addfile(member, io.BytesIO(content))


class ArchiveReader:
    """An open archive, validated to contain only regular files that match its manifest."""

    def __init__(self, tar):
        self.tar = tar
        names = set(tar.getnames())
        if MANIFEST not in names:
            raise BackupFault(
                "This is no backup of the portal, or it is cut off: its list of files is missing."
            )
        self.manifest = self._read_manifest()
        if not all(member.isreg() and not member.issparse() for member in tar):
            raise BackupFault("The archive holds what does not belong into a backup; nothing was unpacked.")
        if names - {MANIFEST} != self.manifest.files.keys():
            raise BackupFault("The archive is damaged: its files are not those that its list names.")
        if self.manifest.database not in names:
            raise BackupFault("The archive holds no database.")

    def _read_manifest(self):
        try:
            values = json.load(self.tar.extractfile(MANIFEST))
            if values["format"] != FORMAT:
                raise BackupFault(
                    f"The archive has the format {values['format']}; this program reads {FORMAT}."
                )
            manifest = Manifest(**values)
            manifest.files = {name: (int(size), sum_) for name, (size, sum_) in manifest.files.items()}
            manifest.migrations = sorted((app, name) for app, name in manifest.migrations)
            manifest.database  # noqa: B018  raises KeyError for an unknown vendor
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BackupFault("The archive's list of files cannot be read.") from error
        return manifest

    def verify(self, step, progress):
        """Compare every file with its checksum."""
        done = 0
        for name, (size, checksum) in self.manifest.files.items():
            progress(step, done, self.manifest.size)
            if hashlib.file_digest(self.tar.extractfile(name), "sha256").hexdigest() != checksum:
                raise BackupFault(f"The archive is damaged: {name} does not match its checksum.")
            done += size

    def unpack(self, folder):
        """Write all files below `folder`; reject paths that lead out of it."""
        for name in self.manifest.files:
            self.tar.extract(name, folder, filter=_owner_only)


def _owner_only(member, folder):
    return tarfile.data_filter(member, folder).replace(mode=FILE_MODE, mtime=None)


@contextmanager
def open_archive(path):
    """Open the archive as an ArchiveReader. Raises BackupFault for an invalid file."""
    if not Path(path).is_file():
        raise BackupFault(f"There is no file {path}.")
    try:
        with tarfile.open(path, "r:", errorlevel=2) as tar:
            yield ArchiveReader(tar)
    except (tarfile.TarError, EOFError, UnicodeError) as error:
        raise BackupFault(f"This is no backup of the portal, or it is damaged: {path} ({error})") from error
