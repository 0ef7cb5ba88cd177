"""What a restore decides before it touches anything: asked directly, with no archive and no portal of its own."""

from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from portal.backup import BackupFault, archive, restoring, saving, swap

SQLITE = SimpleNamespace(vendor="sqlite", holds_data=lambda: False)


def manifest(**more):
    values = {"made_at": "", "site_url": "", "program": "", "vendor": "sqlite", "migrations": []}
    return archive.Manifest(**values | more)


@pytest.fixture
def done(monkeypatch):
    """An archive that can be restored; lists what is done."""
    done = []
    packed = SimpleNamespace(manifest=manifest(), read=lambda **_: done.append("read"))
    monkeypatch.setattr(restoring.serving, "alone", nullcontext)
    monkeypatch.setattr(restoring.archive, "opened", lambda path: nullcontext(packed))
    monkeypatch.setattr(restoring.database, "of", lambda: SQLITE)
    monkeypatch.setattr(restoring, "refusal_of", lambda target, replace: "" if replace else "Full.")
    monkeypatch.setattr(restoring, "put_back", lambda *_: done.append("put back"))
    monkeypatch.setattr(swap, "finish", lambda: done.append("finished another") or True)
    return done


def test_a_dry_run_reads_all_and_moves_nothing_also_of_a_restore_that_was_cut_off(done):
    report = restoring.restore("x.tar", dry_run=True)
    assert (done, report.finished_another, report.notes[0]) == (["read"], False, "Full.")
    assert "Full." not in restoring.restore("x.tar", dry_run=True, replace=True).notes


def test_a_restore_that_was_cut_off_is_finished_before_this_one_and_also_before_it_is_refused(done):
    assert restoring.restore("x.tar", replace=True).finished_another
    with pytest.raises(BackupFault, match="Full"):
        restoring.restore("x.tar")
    assert done == ["finished another", "put back", "finished another"]


@pytest.mark.parametrize(
    ("vendor", "holds_data", "files", "replace", "words"),
    [
        ("sqlite", False, [], False, None),
        ("sqlite", False, ["look/region.css"], False, None),
        ("sqlite", False, ["media/a.jpg"], False, "--replace"),
        ("sqlite", True, [], False, "--replace"),
        ("sqlite", True, ["media/a.jpg"], True, None),
        ("postgresql", True, [], True, "createdb"),
        ("postgresql", False, ["media/a.jpg"], False, "--replace"),
        ("postgresql", False, ["media/a.jpg"], True, None),
    ],
)
def test_content_is_replaced_on_demand_only_and_a_database_of_a_server_never(
    monkeypatch, vendor, holds_data, files, replace, words
):
    monkeypatch.setattr(restoring.parts, "files", lambda: dict.fromkeys(files))
    refusal = restoring.refusal_of(SimpleNamespace(vendor=vendor, holds_data=lambda: holds_data), replace)
    assert refusal is None if words is None else words in refusal


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"migrations": [("news", "0001_initial")]}, 1),
        ({"migrations": [("news", "0001_initial"), ("news", "0002_more")]}, 0),
        ({"migrations": [("elsewhere", "0007_of_an_app_that_went")]}, 2),
        ({"migrations": [("news", "0003_later")]}, "(it knows news.0003_later). Update the program first"),
        ({"migrations": [("news", "0003_later")], "program": "abc"}, "git checkout abc"),
        ({"vendor": "postgresql"}, "of the kind postgresql; DATABASE_URL names one of the kind sqlite"),
    ],
)
def test_only_what_this_program_understands_is_restored(monkeypatch, changes, answer):
    known = {("news", "0001_initial"): None, ("news", "0002_more"): None}
    monkeypatch.setattr(
        restoring, "MigrationLoader", lambda _connection: SimpleNamespace(disk_migrations=known)
    )
    if isinstance(answer, int):
        assert restoring.check_program(manifest(**changes), SQLITE) == answer
    else:
        with pytest.raises(BackupFault) as fault:
            restoring.check_program(manifest(**changes), SQLITE)
        assert answer in str(fault.value)
        assert ("git checkout" in str(fault.value)) is ("program" in changes)


@pytest.mark.parametrize("missing", [0, 1])
def test_a_disk_keeps_room_beside_what_is_unpacked_or_written(monkeypatch, tmp_path, missing):
    free = 5_000_000 + saving.SPARE_BYTES - missing
    monkeypatch.setattr(saving.shutil, "disk_usage", lambda folder: SimpleNamespace(free=free))
    packed = manifest(files={"a": (2_000_000, ""), "b": (3_000_000, "")})
    for check in (
        lambda: restoring.check_room(packed, {"media": tmp_path / "new" / "media"}),
        lambda: saving.prepare_folder(tmp_path / "more" / "x.tar", 5_000_000),
    ):
        if missing:
            with pytest.raises(BackupFault, match=r"72\.1 MB are needed, 72\.1 MB are free"):
                check()
        else:
            check()
    assert (tmp_path / "new").is_dir()


def test_what_was_there_is_kept_under_the_hour_with_its_companions_behind():
    place = Path("var/portal.sqlite3")
    assert restoring.kept_as(place, "2026-11-30-081500", "-wal").name == (
        "portal.sqlite3.before-2026-11-30-081500-wal"
    )


@pytest.mark.parametrize(
    ("key", "files", "words"),
    [
        ("of ours", {"secret-key": (1, "")}, "was left alone"),
        ("of ours", {}, "was left alone"),
        ("", {"secret-key": (1, "")}, None),
        ("", {}, "holds no secret key"),
    ],
)
def test_whose_secret_key_counts_is_told(monkeypatch, key, files, words):
    monkeypatch.setenv("SECRET_KEY", key)
    notes = [*restoring.notes_on(manifest(files=files | {"second-factor-key": (1, "")}))]
    assert not notes if words is None else words in notes[0]
