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
    for name in ("keep_within_bounds", "prepare", "load_libraries", "close_doors"):
        monkeypatch.setattr(reader, name, lambda *given, name=name: done.append((name, *given)))
    monkeypatch.setattr(reader, "read", lambda *given: done.append(("read", *given)) or SOURCE)
    monkeypatch.setattr(reader.sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"content")))
    assert reader.main(77, 30, "de", srid) == 0
    assert done == [
        ("keep_within_bounds", 77, 30, reader.MOST_MEMORY),
        ("prepare", "de"),
        ("load_libraries",),
        ("close_doors", 20),  # of the processor; a busy machine may take longer
        ("read", b"content", given),
    ]
