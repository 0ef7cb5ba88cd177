"""Large files: how long seven photos keep others from writing, what decoding costs, a disk that is full."""

import gc
import io
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from PIL import Image

from news.models import Article
from publishing.models import Picture
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.publishing import PictureFactory
from tests.filling import filled

PHOTOS = 7


def photo(size=(6000, 4000)):
    """24 megapixels unless told otherwise, some 2 MB, and no two alike."""
    width, height = 60, 40
    noise = Image.frombytes("RGB", (width, height), os.urandom(width * height * 3))
    content = io.BytesIO()
    noise.resize(size, Image.Resampling.BICUBIC).save(content, "JPEG", quality=90)
    return SimpleUploadedFile("foto.jpg", content.getvalue())


class Held:
    """Seconds in which a transaction was open: by the clock, and of processor time."""

    def __init__(self):
        self.wall = self.processor = 0.0

    def __str__(self):
        return f"{self.wall:.2f} s by the clock, {self.processor:.2f} s of processor time"


@contextmanager
def held_by(monkeypatch):
    held, begun = Held(), []
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__

    def entering(atomic):
        outermost = not connection.in_atomic_block
        enter(atomic)
        begun.append((time.perf_counter(), time.thread_time()) if outermost else None)

    def leaving(atomic, *error):
        try:
            return leave(atomic, *error)
        finally:
            if start := begun.pop():
                held.wall += time.perf_counter() - start[0]
                held.processor += time.thread_time() - start[1]

    with monkeypatch.context() as patched:
        patched.setattr(transaction.Atomic, "__enter__", entering)
        patched.setattr(transaction.Atomic, "__exit__", leaving)
        yield held


def rows(**each):
    """Seven photos, each with these fields: `name(number)` gives the value."""
    sent = {"photos__TOTAL_FORMS": str(PHOTOS)}
    for number in range(PHOTOS):
        words = {"alt_de": "Ein Hof", "order": str(number), "credit": f"Foto: Anna Berg {number}"}
        for name, value in (words | {name: make(number) for name, make in each.items()}).items():
            sent[f"photos__{number}__{name}"] = value
    return sent


@pytest.mark.django_db(transaction=True)
def test_seven_photos_keep_nobody_from_writing_longer_than_the_form_without_them(client, monkeypatch):
    client.force_login(UserFactory(administrator=True))
    stored = [PictureFactory() for _photo in range(PHOTOS)]
    cases = {
        "no photos": dict,
        "seven that are there already": lambda: rows(
            picture=lambda number: str(stored[number].pk), credit=lambda _number: "Photo: Anna Berg"
        ),
        "seven of 24 megapixels": lambda: rows(upload=lambda _number: photo()),
    }
    held = {}
    for name, sent in [("to warm up", dict), *cases.items()]:
        page = reverse("admin:news_article_change", args=[ArticleFactory().pk])
        form = filled(client.get(page), title_de="Neu", **sent())
        start = time.thread_time()
        with held_by(monkeypatch) as held[name]:
            assert client.post(page, form).status_code == 302
        print(f"\n{name}: the lock is held for {held[name]}; all in all {time.thread_time() - start:.2f} s")
    assert Picture.objects.count() == 2 * PHOTOS
    extra = held["seven of 24 megapixels"].processor - held["seven that are there already"].processor
    print(f"seven new photos add {extra:.2f} s of processor time to the lock")
    assert extra < 0.3  # to write seven files and seven rows; to decode one photo alone takes more


MEASURE = """
import re, sys, threading
from pathlib import Path
import django
django.setup()
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from publishing import images

def megabytes():
    told = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
    return int(told[1]) / 1024

content = open(sys.argv[1], "rb").read()
idle, done = megabytes(), []

def encode():
    try:
        done.append(images.encode_upload(SimpleUploadedFile("bild", content)))
    except ValidationError:
        pass

threads = [threading.Thread(target=encode) for _ in range(int(sys.argv[2]))]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(round(megabytes() - idle), len(done))
"""


@pytest.mark.parametrize("at_once", [1, 8])
def test_pictures_of_36_megapixels_take_a_bounded_memory(at_once, tmp_path):
    path = tmp_path / "bild.png"
    Image.new("RGBA", (6000, 6000), (10, 200, 30, 128)).save(path)
    command = [sys.executable, "-c", MEASURE, path, str(at_once)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings", "VAR_DIR": str(tmp_path / "var")}
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
    megabytes, done = map(int, told.split())
    print(f"\n{at_once} of 36 megapixels at once: {megabytes} MB above the idle process, {done} made")
    assert 1 <= done <= 3
    assert megabytes < 300


@pytest.fixture
def small_disk(settings, tmp_path):
    """A disk of 1 MB for all uploads; only root can make one."""
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], check=True)
    settings.FILE_UPLOAD_TEMP_DIR, settings.MEDIA_ROOT = place, place / "media"
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_is_full_is_told_and_keeps_nothing_of_the_file(client, small_disk):
    client.force_login(UserFactory(administrator=True))
    client.raise_request_exception = False
    article = ArticleFactory()
    page = reverse("admin:news_article_change", args=[article.pk])
    photos = {"photos__0__credit": "Foto: Anna Berg", "photos__0__alt_de": "Ein Hof"}
    filling = small_disk / "filling"
    filling.write_bytes(bytes(900 * 1024))
    form = filled(client.get(page), title_de="Neuer Titel", photos__0__upload=photo(), **photos)
    answer = client.post(page, form)
    assert answer.status_code == 503
    assert Article.objects.get().title_de != "Neuer Titel"
    del answer  # which knows the error, and that the file
    gc.collect()
    assert [path for path in small_disk.rglob("*") if path.is_file()] == [filling]
    filling.unlink()
    form = filled(client.get(page), photos__0__upload=photo((900, 600)), **photos)
    assert client.post(page, form).status_code == 302
    [picture] = Picture.objects.all()
    assert Path(picture.file.name).name == "bild.jpg"
