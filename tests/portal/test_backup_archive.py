"""What is refused before anything is unpacked: archives that are cut off, changed or made to do harm."""

import io
import json
import tarfile

import pytest

from portal.operations.backup import BackupFault, archive

CONTENT = b"SQLite format 3\x00"
CHECKSUM = "5b1b2d2be5ad62ea0b8a1f3c2e7cf7bd7e4a0e5ef1e0d3a7f6c5b4a392817161"


def manifest(files, **changes):
    values = {
        "made_at": "2026-11-30T08:15:00+01:00",
        "site_url": "https://portal.example.org",
        "program": "",
        "vendor": "sqlite",
        "migrations": [],
        "files": files,
        "format": archive.FORMAT,
    }
    return json.dumps(values | changes).encode()


@pytest.fixture
def pack(tmp_path):
    """Writes a tar: members by name, each bytes or a TarInfo."""

    def pack(members, files=None, **changes):
        path = tmp_path / "backup.tar"
        listed = {name: [len(CONTENT), CHECKSUM] for name in members} if files is None else files
        with tarfile.open(path, "w") as tar:
            for name, content in members.items():
                if isinstance(content, tarfile.TarInfo):
                    tar.addfile(content)
                else:
                    add(tar, name, content)
            add(tar, archive.MANIFEST, manifest(listed, **changes))
        return path

    return pack


def add(tar, name, content):
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


def fault_of(path):
    with pytest.raises(BackupFault) as fault, archive.open_archive(path) as packed:
        packed.verify("Verify", lambda *step: None)
    return str(fault.value)


@pytest.mark.parametrize("name", ["../outside", "media/../../outside"])
def test_a_name_that_leads_elsewhere_is_refused(pack, tmp_path, name):
    path = pack({"database.sqlite3": CONTENT, name: CONTENT})
    with pytest.raises(BackupFault, match="outside"), archive.open_archive(path) as packed:
        packed.unpack(tmp_path / "unpacked")
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE])
def test_only_plain_files_are_taken(pack, kind):
    member = tarfile.TarInfo("media/bild.jpg")
    member.type, member.linkname = kind, "/etc/passwd"
    assert "does not belong" in fault_of(pack({"database.sqlite3": CONTENT, "media/bild.jpg": member}))


@pytest.mark.parametrize("listed", [[], ["media/bild.jpg", "media/gone.jpg"]])
def test_other_files_than_the_list_names_are_refused(pack, listed):
    files = {name: [len(CONTENT), CHECKSUM] for name in ["database.sqlite3", *listed]}
    path = pack({"database.sqlite3": CONTENT, "media/bild.jpg": CONTENT}, files=files)
    assert "not those that its list names" in fault_of(path)


def test_an_archive_without_a_database_is_refused(pack):
    assert "no database" in fault_of(pack({"media/bild.jpg": CONTENT}))


def test_another_content_than_the_list_says_is_noticed(pack):
    assert "does not match its checksum" in fault_of(pack({"database.sqlite3": CONTENT}))


@pytest.mark.parametrize("changes", [{"format": 2}, {"vendor": "mysql"}, {"files": {"x": 1}}])
def test_a_list_that_this_program_cannot_read_is_refused(pack, changes):
    assert fault_of(pack({"database.sqlite3": CONTENT}, **changes)).startswith("The archive")


@pytest.mark.parametrize("share", [0, 0.3, 0.9])
def test_an_archive_that_is_cut_off_is_refused(pack, share):
    path = pack({"database.sqlite3": CONTENT, "media/bild.jpg": b"x" * 100_000})
    path.write_bytes(path.read_bytes()[: int(100_000 * share)])
    assert "no backup of the portal" in fault_of(path)


@pytest.mark.parametrize("content", [b"", b"Hello", b"\x1f\x8b" + bytes(600), bytes(2000), b"\xff" * 5000])
def test_any_other_file_is_refused(tmp_path, content):
    (tmp_path / "other").write_bytes(content)
    assert "no backup of the portal" in fault_of(tmp_path / "other")


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert "There is no file" in fault_of(tmp_path / "nothing.tar")
