"""PDFs are kept by what they were made from, in a folder that stays small."""

import os
import runpy
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from database.locking import HEAVY_WORK_SLOTS, WEB_THREADS
from sites.papers import limits
from sites.papers.expose import cache

ROOT = Path(__file__).parents[3]


def refuse():
    raise AssertionError("made again")


def test_what_was_made_once_is_read_again():
    assert cache.get_or_make("a1", lambda: b"%PDF one") == b"%PDF one"
    assert cache.get_or_make("a1", refuse) == b"%PDF one"


def test_readers_of_one_document_make_it_once():
    made = []

    def make():
        made.append(1)
        return b"%PDF"

    with ThreadPoolExecutor(WEB_THREADS - 1) as readers:
        answers = list(readers.map(lambda _reader: cache.get_or_make("b2", make), range(8)))
    assert answers == [b"%PDF"] * 8
    assert len(made) == 1


def test_a_full_folder_is_emptied(monkeypatch):
    monkeypatch.setattr(cache, "MAX_BYTES", 10)
    for key in ("one", "two", "three"):
        cache.get_or_make(key, lambda: b"1234")
    assert {path.stem for path in cache.cache_folder().iterdir()} == {"three"}


def test_what_was_made_a_month_ago_leaves():
    cache.get_or_make("old", lambda: b"1")
    os.utime(cache.cache_folder() / "old.pdf", (1, 1))
    cache.get_or_make("fresh", lambda: b"1")
    assert {path.stem for path in cache.cache_folder().iterdir()} == {"fresh"}


def test_failure_leaves_no_file_behind():
    with pytest.raises(ZeroDivisionError):
        cache.get_or_make("c3", lambda: 1 / 0)
    assert not cache.cache_folder().exists() or not list(cache.cache_folder().iterdir())


def test_document_is_made_even_where_nothing_can_be_kept(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.VAR_DIR = tmp_path / "file"
    assert cache.get_or_make("d4", lambda: b"%PDF") == b"%PDF"


def test_a_server_thread_stays_free_however_many_documents_are_wanted():
    """Anyone who finds all places taken is turned away at once, instead of waiting in a thread."""
    threads = runpy.run_path(ROOT / "scripts" / "gunicorn.conf.py")["threads"]
    assert threads > WEB_THREADS - 1
    going_on, everybody = threading.Event(), WEB_THREADS - 1
    with ThreadPoolExecutor(everybody) as readers:
        answers = [
            readers.submit(cache.get_or_make, f"f{number}", lambda: going_on.wait(20) and b"%PDF")
            for number in range(everybody)
        ]
        while HEAVY_WORK_SLOTS._value:
            time.sleep(0.01)
        with pytest.raises(limits.ServerBusy):
            cache.get_or_make("f9", refuse)
        assert not any(answer.done() for answer in answers)  # no clock: a busy machine makes a second long
        going_on.set()
    assert [answer.result() for answer in answers] == [b"%PDF"] * everybody
    assert cache.get_or_make("f9", lambda: b"%PDF") == b"%PDF"


def test_readers_are_turned_away_while_another_takes_too_long(monkeypatch):
    monkeypatch.setattr(limits, "LOCK_TIMEOUT_SECONDS", 0.01)
    with limits.exclusive_slot(), pytest.raises(limits.ServerBusy):
        cache.get_or_make("e5", lambda: b"%PDF")
