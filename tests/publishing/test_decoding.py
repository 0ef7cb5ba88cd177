"""Pictures are decoded one at a time; who would wait too long is told so, and nobody else waits."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from database.locking import HEAVY_WORK_SLOTS, WEB_THREADS, ServerBusy, is_transient
from publishing import decoding, documents, images
from tests.factories.publishing import picture_upload

AT_ONCE = WEB_THREADS - 1


@pytest.fixture
def held():
    """Somebody else's picture is being decoded until the event is set."""
    begun, going_on = threading.Event(), threading.Event()

    @decoding.exclusive_decoding()
    def decode():
        begun.set()
        going_on.wait(20)

    with ThreadPoolExecutor(1) as other:
        other.submit(decode)
        assert begun.wait(20)
        yield going_on
        going_on.set()


def test_pictures_are_decoded_one_after_the_other(monkeypatch):
    now, most = [], []
    work = images.open_upload

    def noted(*args):
        now.append(1)
        most.append(len(now))
        image = work(*args)
        now.pop()
        return image

    monkeypatch.setattr(images, "open_upload", noted)
    with ThreadPoolExecutor(AT_ONCE) as editors:
        for answer in [editors.submit(images.encode_upload, picture_upload()) for _ in range(AT_ONCE)]:
            assert answer.result().width == 64
    assert most == [1] * AT_ONCE


def test_who_waited_long_enough_is_told_to_come_back(held, monkeypatch):
    monkeypatch.setattr(decoding, "DECODING_TIMEOUT", 0.01)
    with pytest.raises(ServerBusy) as refusal:
        images.encode_upload(picture_upload())
    assert is_transient(refusal.value)


def test_who_would_be_one_too_many_does_not_wait_at_all(held):
    waiting = [HEAVY_WORK_SLOTS.acquire(blocking=False) for _other in range(AT_ONCE - 1)]
    try:
        with pytest.raises(ServerBusy):
            images.encode_upload(picture_upload())
    finally:
        for _place in waiting:
            HEAVY_WORK_SLOTS.release()


def test_the_next_one_has_its_turn_after_a_broken_picture():
    for _try in range(AT_ONCE + 1):
        with pytest.raises(ValidationError):
            images.encode_upload(SimpleUploadedFile("bild.jpg", b"no picture"))
    assert images.encode_upload(picture_upload()).width == 64


def test_that_a_stored_picture_could_not_be_looked_at_now_is_not_remembered(held, monkeypatch):
    monkeypatch.setattr(decoding, "DECODING_TIMEOUT", 0.01)
    name = default_storage.save("unterlagen/x/plan.jpg", picture_upload())
    with pytest.raises(ServerBusy):
        documents.document_error(documents.stored_file(name))
    held.set()
    monkeypatch.setattr(decoding, "DECODING_TIMEOUT", 20)
    assert documents.document_error(documents.stored_file(name)) is None
