"""The tar file: writing its members, and reading what strangers or bad disks may have changed."""

import hashlib
import io
import json
import os
import shutil
import tarfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath

from portal.backup import BackupFault, parts

MANIFEST = "manifest.json"
FORMAT = 1
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
"""The database's member by vendor."""
BLOCK = 1024 * 1024  # bytes read at once
MOST_MANIFEST_BYTES = 256 * BLOCK
MODE = 0o600  # the key and people's data are inside


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


class Writer:
    """Adds files to a tar that is open for writing, and remembers what a manifest has to say of them."""

    def __init__(self, tar, progress):
        self.tar = tar
        self.files = {}
        self.progress = progress

    def add(self, name, path):
        """Add the file; one that is gone meanwhile is left out. A name added again counts as added last."""
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return
        with file:
            member = self.tar.gettarinfo(arcname=name, fileobj=file)
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            reader = Hashed(file, self.progress)
            self.tar.addfile(member, reader)
        self.files[name] = (member.size, reader.checksum)

    def close(self, manifest):
        manifest.files = self.files
        content = json.dumps(asdict(manifest), indent=1).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(content), MODE
        self.tar.addfile(member, io.BytesIO(content))


class Hashed:
    """A file that computes the SHA-256 of what is read from it and counts the bytes."""

    def __init__(self, file, progress):
        self.file = file
        self.hash = hashlib.sha256()
        self.progress = progress

    def read(self, size):
        block = self.file.read(size)
        self.hash.update(block)
        self.progress(len(block))
        return block

    @property
    def checksum(self):
        return self.hash.hexdigest()


def nowhere(_name):
    """Opens what keeps nothing of what is written."""
    return open(os.devnull, "wb")


class Reader:
    """An archive open for reading, whose members are all there, all known, and all where they belong."""

    def __init__(self, tar):
        self.tar = tar
        self.members = {}
        for member in tar.getmembers():
            self.members[member.name] = checked(member)
        self.manifest = self._read_manifest()
        if missing := self.manifest.files.keys() - self.members.keys():
            raise BackupFault(f"The archive is damaged: {sorted(missing)[0]} is missing.")
        if strange := self.members.keys() - self.manifest.files.keys() - {MANIFEST}:
            raise BackupFault(f"The archive holds a file that its list does not name: {sorted(strange)[0]}.")
        if self.manifest.database not in self.members:
            raise BackupFault("The archive holds no database.")

    def _read_manifest(self):
        member = self.members.get(MANIFEST)
        if member is None:
            raise BackupFault(
                "This is no backup of the portal, or it is cut off: its list of files is missing."
            )
        if member.size > MOST_MANIFEST_BYTES:
            raise BackupFault("The archive's list of files is too long.")
        try:
            values = json.load(self.tar.extractfile(member))
            if values["format"] != FORMAT:
                raise BackupFault(
                    f"The archive has the format {values['format']}; this program reads {FORMAT}."
                )
            manifest = Manifest(**values)
            manifest.files = {
                str(name): (int(size), str(sum_)) for name, (size, sum_) in manifest.files.items()
            }
            manifest.migrations = sorted((str(app), str(name)) for app, name in manifest.migrations)
            manifest.database  # noqa: B018  asks whether we know the vendor
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BackupFault("The archive's list of files cannot be read.") from error
        return manifest

    def read(self, open_target=nowhere, progress=lambda count: None):
        """Compare every file with its checksum, and write each to what `open_target(name)` opens."""
        for name, (size, checksum) in self.manifest.files.items():
            member = self.members[name]
            source = Hashed(self.tar.extractfile(member), progress)
            with open_target(name) as target:
                shutil.copyfileobj(source, target, BLOCK)
            if member.size != size or source.checksum != checksum:
                raise BackupFault(f"The archive is damaged: {name} does not match its checksum.")


def checked(member):
    """The member, when it is a plain file in one of the places we know; a path that leads elsewhere is refused."""
    path = PurePosixPath(member.name)
    is_plain = member.isreg() and not member.issparse()
    known = {MANIFEST, *parts.FILES, *DATABASES.values()}
    belongs = member.name in known or (
        path.parts[:1] and path.parts[0] in parts.FOLDERS and len(path.parts) > 1
    )
    straight = str(path) == member.name and ".." not in path.parts and not set("\\\0") & set(member.name)
    if not (is_plain and belongs and straight):
        raise BackupFault(
            f"The archive holds what does not belong into a backup; nothing was unpacked: {member.name!r}"
        )
    return member


@contextmanager
def opened(path):
    """The archive's Reader. Raises BackupFault for whatever is wrong with the file."""
    try:
        with tarfile.open(path, "r:", errorlevel=2) as tar:
            yield Reader(tar)
    except FileNotFoundError as error:
        raise BackupFault(f"There is no file {path}.") from error
    except (tarfile.TarError, EOFError, UnicodeError) as error:
        raise BackupFault(f"This is no backup of the portal, or it is damaged: {path} ({error})") from error
