"""In which order the reader of files gives up what it may, and what it answers."""

import io
import json
from types import SimpleNamespace

import pytest

from importing.geometries import reader
from importing.geometries.references import ReferenceMissing
from importing.reports import ImportFault

SHAPE = SimpleNamespace(wkb=SimpleNamespace(hex=lambda: "0101"))
RECORD = SimpleNamespace(number=3, fields={"NAME": "a"}, shape=SHAPE, fault="")
FAULTY = SimpleNamespace(number=4, fields={}, shape=None, fault="Open.")
REFERENCE = SimpleNamespace(srid=25833, title="UTM 33", is_stated=True)
SOURCE = SimpleNamespace(kind="GML", reference=REFERENCE, records=[RECORD, FAULTY])


@pytest.fixture
def run(monkeypatch, capsys):
    """Calls `main` with what `read` gives or raises; returns what was done in order, and the answer."""

    def run(answer, srid=25833):
        done = []

        def note(name, result=None):
            def noted(*given):
                done.append((name, *given))
                if isinstance(result, Exception):
                    raise result
                return result

            return noted

        for name in ("keep_within_bounds", "prepare", "load_libraries", "close_doors"):
            monkeypatch.setattr(reader, name, note(name))
        monkeypatch.setattr(reader, "read", note("read", answer))
        monkeypatch.setattr(reader.sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"content")))
        assert reader.main(77, 30, "de", srid) == 0
        return done, json.loads(capsys.readouterr().out)

    return run


@pytest.mark.parametrize(("srid", "given"), [(25833, 25833), (0, None)])
def test_no_file_is_looked_at_before_the_doors_are_closed(run, srid, given):
    done, _answer = run(SOURCE, srid)
    assert done == [
        ("keep_within_bounds", 77, 30, reader.MOST_MEMORY),
        ("prepare", "de"),
        ("load_libraries",),
        ("close_doors", 20),  # of the processor; a busy machine may take longer
        ("read", b"content", given),
    ]


@pytest.mark.parametrize(
    ("found", "answer"),
    [
        (ReferenceMissing(), {"silent": True}),
        (ImportFault("Zu groß."), {"fault": "Zu groß."}),
        (
            SOURCE,
            {
                "kind": "GML",
                "reference": [25833, "UTM 33", True],
                "records": [[3, {"NAME": "a"}, "0101", ""], [4, {}, None, "Open."]],
            },
        ),
    ],
)
def test_what_was_found_is_told_as_data(run, found, answer):
    assert run(found)[1] == answer


@pytest.mark.parametrize(
    ("head", "is_markup"),
    [
        (b"<kml>", True),
        (b"\xef\xbb\xbf \r\n\t<kml>", True),
        ("<kml>".encode("utf-16"), True),
        (b"{", False),
        (b"", False),
        (b" " * 200 + b"<kml>", False),
        (b" " * 199 + b"<kml>", True),
    ],
)
def test_markup_is_known_by_its_first_sign(head, is_markup):
    assert reader.looks_like_markup(head) is is_markup
