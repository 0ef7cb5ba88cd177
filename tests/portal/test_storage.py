"""Static files that are collected again: only what changed is packed, and nothing vanishes while it is served."""

import json
import os

import pytest
from django.core.management import call_command
from whitenoise.compress import Compressor

LONG = ".a { color: red }\n" * 100


@pytest.fixture
def source(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "portal.server.storage.ModuleManifestStorage"}
    }
    (tmp_path / "source" / "css").mkdir(parents=True)
    write(tmp_path / "source", "css/region.css", LONG)
    write(tmp_path / "source", "css/page.css", f'@import url("region.css");\n{LONG}')
    write(tmp_path / "source", "css/other.css", LONG * 2)
    write(tmp_path / "source", "plan.svg", f"<svg>{LONG}</svg>")
    return tmp_path / "source"


def write(folder, name, text, minutes=-2):
    """A source of some minutes ago: copies are made of newer ones only."""
    (folder / name).write_text(text)
    now = (folder / name).stat().st_mtime
    os.utime(folder / name, (now + 60 * minutes,) * 2)


@pytest.fixture
def packed(monkeypatch):
    """The texts that were compressed."""
    texts = []
    real = Compressor.compress_brotli

    def compress(data):
        texts.append(data.decode())
        return real(data)

    monkeypatch.setattr(Compressor, "compress_brotli", staticmethod(compress))
    return texts


def collect():
    call_command("collectstatic", interactive=False, verbosity=0)


def manifest(settings):
    return json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text())["paths"]


def test_only_what_changed_is_packed_again(source, packed, settings):
    collect()
    assert len(packed) == 8
    packed.clear()
    collect()
    assert packed == []
    before = manifest(settings)
    write(source, "css/region.css", LONG.replace("red", "green"), minutes=2)
    collect()
    after = manifest(settings)
    assert {name for name in before if before[name] != after[name]} == {"css/region.css", "css/page.css"}
    assert len(packed) == 3  # the file, and both that have another hash in their name
    for name in after.values():
        text = (settings.STATIC_ROOT / name).read_bytes()
        assert Compressor.compress_gzip(text) == (settings.STATIC_ROOT / f"{name}.gz").read_bytes()


def test_what_was_packed_half_is_packed_again(source, packed, settings):
    collect()
    copy = settings.STATIC_ROOT / f"{manifest(settings)['plan.svg']}.gz"
    whole = copy.read_bytes()
    copy.write_bytes(whole[:20])
    collect()
    assert copy.read_bytes() == whole


def test_nothing_vanishes_while_it_is_served_and_no_file_is_seen_half(source, settings, monkeypatch):
    collect()
    before = {path: path.read_bytes() for path in settings.STATIC_ROOT.rglob("*") if path.is_file()}
    write(source, "css/region.css", LONG.replace("red", "green"), minutes=2)
    removed = []
    monkeypatch.setattr(os, "remove", removed.append)
    monkeypatch.setattr(os, "unlink", removed.append)
    inode = (settings.STATIC_ROOT / "staticfiles.json").stat().st_ino
    collect()
    assert removed == []
    assert (settings.STATIC_ROOT / "staticfiles.json").stat().st_ino != inode
    changed = {path.name for path, text in before.items() if path.read_bytes() != text}
    assert changed == {"staticfiles.json", "region.css", "region.css.br", "region.css.gz"}
