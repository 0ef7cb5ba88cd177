"""The cache in files keeps what it is given, and not more of it than it may."""

from itertools import count

import pytest

from caching import files
from caching.files import CULL_INTERVAL, FileCache


@pytest.fixture
def cache(tmp_path):
    return FileCache(tmp_path, {"OPTIONS": {"MAX_ENTRIES": 100}})


def test_a_look_for_too_many_entries_is_taken_once_in_so_many_puts(cache, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_writes", count())
    most = 0
    for number in range(6 * CULL_INTERVAL):
        cache.set(f"page-{number}", number, 60)
        most = max(most, len([*tmp_path.iterdir()]))
    assert 100 < most <= 100 + CULL_INTERVAL


def test_a_process_looks_before_it_puts_anything(cache, tmp_path, monkeypatch):
    """Many that each put a few would never look otherwise."""
    monkeypatch.setattr(files, "_writes", count(1))
    for number in range(CULL_INTERVAL - 1):
        cache.set(f"old-{number}", number, 60)
    small = FileCache(tmp_path, {"OPTIONS": {"MAX_ENTRIES": 10}})
    monkeypatch.setattr(files, "_writes", count())
    small.set("new", 1, 60)
    assert len([*tmp_path.iterdir()]) < CULL_INTERVAL - 1


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
