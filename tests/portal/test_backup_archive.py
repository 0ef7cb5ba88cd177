"""What is refused before anything is unpacked: archives that are cut off, changed or made to do harm."""

import io
import json
import tarfile

import pytest

from portal.backup import BackupFault, archive

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
    with pytest.raises(BackupFault) as fault, archive.opened(path) as packed:
        packed.read()
    return str(fault.value)


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "/etc/passwd",
        "media/../../outside",
        "media/./x",
        "media//x",
        "media",
        "media\\..\\x",
        "secret-key/x",
        "other/file",
        "manage.py",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(pack, name):
    assert "does not belong" in fault_of(pack({"database.sqlite3": CONTENT, name: CONTENT}))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE]
)
def test_only_plain_files_are_taken(pack, kind):
    member = tarfile.TarInfo("media/bild.jpg")
    member.type, member.linkname = kind, "/etc/passwd"
    assert "does not belong" in fault_of(pack({"database.sqlite3": CONTENT, "media/bild.jpg": member}))


def test_a_file_that_the_list_does_not_name_is_refused(pack):
    path = pack(
        {"database.sqlite3": CONTENT, "media/bild.jpg": CONTENT}, files={"database.sqlite3": [16, CHECKSUM]}
    )
    assert "does not name" in fault_of(path)


def test_a_file_that_only_the_list_names_is_missed(pack):
    files = {"database.sqlite3": [16, CHECKSUM], "media/bild.jpg": [16, CHECKSUM]}
    assert "media/bild.jpg is missing" in fault_of(pack({"database.sqlite3": CONTENT}, files=files))


def test_an_archive_without_a_database_is_refused(pack):
    assert "no database" in fault_of(pack({"media/bild.jpg": CONTENT}))


def test_another_content_than_the_list_says_is_noticed(pack):
    assert "does not match its checksum" in fault_of(pack({"database.sqlite3": CONTENT}))


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"vendor": "mysql"},
        {"files": []},
        {"files": {"x": 1}},
        {"migrations": [1]},
        {"more": 1},
    ],
)
def test_a_list_that_we_do_not_understand_is_refused(pack, changes):
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


def test_a_file_of_a_backup_belongs_to_nobody_and_one_that_is_gone_is_left_out(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as tar:
        info = tar.gettarinfo
        tar.gettarinfo = lambda **more: info(**more).replace(uid=501, gid=20, uname="vera", gname="staff")
        writer = archive.Writer(tar, lambda *args: None)
        writer.add("media/a", tmp_path / "a")
        writer.add("media/gone", tmp_path / "gone")
    content.seek(0)
    with tarfile.open(fileobj=content) as tar:
        [member] = tar.getmembers()
    assert (member.name, member.uid, member.gid, member.uname, member.gname) == ("media/a", 0, 0, "", "")
    assert {name: size for name, (size, _checksum) in writer.files.items()} == {"media/a": 3}
