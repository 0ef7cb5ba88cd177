"""In which order the reader of files gives up what it may."""

import io
from types import SimpleNamespace

import pytest

from importing.geometries import reader

SOURCE = SimpleNamespace(
    kind="GML", reference=SimpleNamespace(srid=25833, title="UTM 33", is_stated=True), records=[]
)


@pytest.mark.parametrize(("srid", "given"), [(25833, 25833), (0, None)])
def test_no_file_is_looked_at_before_the_doors_are_closed(monkeypatch, srid, given):
    done = []
    for name in ("limit_resources", "configure_django", "preload_libraries", "deny_syscalls"):
        monkeypatch.setattr(reader, name, lambda *given, name=name: done.append((name, *given)))
    monkeypatch.setattr(reader, "read_content", lambda *given: done.append(("read", *given)) or SOURCE)
    monkeypatch.setattr(reader.sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"content")))
    assert reader.main(77, 30, "de", srid) == 0
    assert done == [
        ("limit_resources", 77, 30, reader.MAX_MEMORY_BYTES),
        ("configure_django", "de"),
        ("preload_libraries",),
        ("deny_syscalls", 20),  # of the processor; a busy machine may take longer
        ("read", b"content", given),
    ]
