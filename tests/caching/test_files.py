"""The cache in files keeps what it is given, and not more of it than it may."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from caching import files
from caching.files import PUTS, FileCache


@pytest.fixture
def cache(tmp_path):
    return FileCache(tmp_path, {"OPTIONS": {"MAX_ENTRIES": 100}})


def test_what_was_put_there_is_found_by_another_process_until_it_ends(cache, tmp_path):
    other = FileCache(tmp_path, {})
    cache.set("page", (b"\x00Leipzig", {"ETag": "1"}), 60)
    cache.set("over", "gone", -1)
    assert other.get("page") == (b"\x00Leipzig", {"ETag": "1"})
    assert (other.get("over"), other.get("never"), other.get("never", 7)) == (None, None, 7)
    assert (other.has_key("page"), other.has_key("over")) == (True, False)
    other.delete("page")
    assert cache.get("page") is None


def test_a_look_for_too_many_entries_is_taken_once_in_so_many_puts(cache, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_puts", count())
    looks = []
    real = FileCache._list_cache_files
    monkeypatch.setattr(FileCache, "_list_cache_files", lambda self: looks.append(1) or real(self))
    most = 0
    for number in range(10 * PUTS):
        cache.set(f"page {number}", number, 60)
        most = max(most, len([*tmp_path.iterdir()]))
    assert len(looks) == 10
    assert 100 < most <= 100 + PUTS


def test_a_process_looks_before_it_puts_anything(cache, tmp_path, monkeypatch):
    """Many that each put a few would never look otherwise."""
    monkeypatch.setattr(files, "_puts", count(1))
    for number in range(PUTS - 1):
        cache.set(f"old {number}", number, 60)
    small = FileCache(tmp_path, {"OPTIONS": {"MAX_ENTRIES": 10}})
    monkeypatch.setattr(files, "_puts", count())
    small.set("new", 1, 60)
    assert len([*tmp_path.iterdir()]) < PUTS - 1


def test_the_folder_may_be_deleted_at_any_time(cache, tmp_path):
    cache.set("page", 1, 60)
    for file in tmp_path.iterdir():
        file.unlink()
    tmp_path.rmdir()
    assert cache.get("page") is None
    cache.set("page", 2, 60)
    assert cache.get("page") == 2


def test_only_the_owner_may_read_what_is_kept(cache, tmp_path):
    cache.set("page", 1, 60)
    [file] = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_of_a_value_that_cannot_be_written_nothing_is_left(cache, tmp_path, monkeypatch):
    """A full disk; caching.storing then leaves the cache alone for a while."""
    cache.set("page", 1, 60)

    def fail(_part, _path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        cache.set("page", 2, 60)
    assert len([*tmp_path.iterdir()]) == 1
    assert cache.get("page") == 1


def test_many_that_write_the_same_leave_one_whole_value(tmp_path):
    caches = [FileCache(tmp_path, {}) for _place in range(8)]
    with ThreadPoolExecutor(8) as threads:
        for _round in range(20):
            [*threads.map(lambda own: own.set("page", b"x" * 100_000, 60), caches)]
            assert caches[0].get("page") == b"x" * 100_000
    assert len([*tmp_path.iterdir()]) == 1


def test_a_value_may_be_kept_for_longer(cache):
    cache.set("page", {"a": 1}, 60)
    assert (cache.touch("page", -1), cache.get("page")) == (True, None)
    cache.set("page", {"a": 1}, 60)
    assert (cache.touch("page", 600), cache.get("page")) == (True, {"a": 1})
    assert cache.touch("never") is False


def test_what_a_killed_process_left_goes_with_the_rest(cache, tmp_path, monkeypatch):
    monkeypatch.setattr(files.os, "replace", lambda part, path: None)
    cache.set("page", 1, 60)
    assert len([*tmp_path.iterdir()]) == 1
    cache.clear()
    assert [*tmp_path.iterdir()] == []
