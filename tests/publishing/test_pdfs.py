"""A PDF that runs something, or carries files, is refused; one that only opens at a page is none of these."""

import zlib

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, String

from publishing import pdfs
from publishing.documents import check_document
from tests.papers import PDF, pdf_of


def script():
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def launch():
    return Dictionary(S=Name.Launch, F=String("calc.exe"))


def refusal(content):
    with pytest.raises(ValidationError) as refused:
        check_document(SimpleUploadedFile("plan.pdf", content))
    assert refused.value.messages[0]
    return refused.value.code


def opening(action):
    return lambda pdf: pdf.Root.update({"/OpenAction": action()})


def attach(pdf):
    pdf.attachments["rechnung.xml"] = b"<xml/>"


def on_page(**annotation):
    def change(pdf):
        pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **annotation)])

    return change


def named_scripts(pdf):
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("x"), pdf.make_indirect(script())]))


def form_with_xfa(pdf):
    pdf.Root.AcroForm = Dictionary(Fields=[], XFA=pdf.make_stream(b"<xdp/>"))


def deep(pdf):
    thing = Dictionary(A=launch())
    for _step in range(50):
        thing = Dictionary(Deeper=Array([thing]))
    pdf.Root.Extra = thing


RUNNING = {
    "script at opening": opening(script),
    "program at opening": opening(launch),
    "address at opening": opening(lambda: Dictionary(S=Name.URI, URI=String("https://example.org"))),
    "print at opening": opening(lambda: Dictionary(S=Name.Named, N=Name.Print)),
    "script after a harmless step": opening(
        lambda: Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=script())
    ),
    "scripts of the whole": named_scripts,
    "at events of the page": lambda pdf: pdf.pages[0].obj.update({"/AA": Dictionary(O=script())}),
    "behind a link": lambda pdf: on_page(Subtype=Name.Link, A=launch())(pdf),
    "film": on_page(Subtype=Name.RichMedia),
    "form of programs": form_with_xfa,
    "deep inside": deep,
}
CARRYING = {
    "attachment": attach,
    "note with a file": on_page(Subtype=Name.FileAttachment),
}
HARMLESS = {
    "opens at a page": lambda pdf: opening(lambda: Array([pdf.pages[0].obj, Name.Fit]))(pdf),
    "goes to a page": lambda pdf: opening(
        lambda: Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))
    )(pdf),
    "link": lambda pdf: on_page(
        Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org"))
    )(pdf),
    "empty lists as programs write them": lambda pdf: pdf.Root.update(
        {
            "/AA": Dictionary(),
            "/Names": Dictionary(JavaScript=Dictionary(), EmbeddedFiles=Dictionary(Names=[])),
        }
    ),
}


@pytest.mark.parametrize("change", RUNNING.values(), ids=RUNNING)
@pytest.mark.parametrize("packed", [True, False])
def test_what_runs_is_refused(change, packed):
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    assert refusal(pdf_of(change, object_stream_mode=mode)) == "document_runs"


@pytest.mark.parametrize("action", ["ImportData", "Movie", "Rendition", "RichMediaExecute", "Sound"])
def test_an_action_that_plays_or_reads_something_in_is_refused(action):
    behind_a_link = on_page(Subtype=Name.Link, A=Dictionary(S=Name(f"/{action}")))
    assert refusal(pdf_of(behind_a_link)) == "document_runs"


@pytest.mark.parametrize("change", CARRYING.values(), ids=CARRYING)
def test_what_carries_files_is_refused(change):
    assert refusal(pdf_of(change)) == "document_carries"


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_what_only_shows_is_taken(change):
    assert check_document(SimpleUploadedFile("plan.pdf", pdf_of(change))) is None


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4\n<html><script>alert(1)</script></html>",
        b"%PDF-1.7",
        PDF[: len(PDF) // 3],
        b"<html>" + PDF,
    ],
)
def test_what_cannot_be_read_as_a_pdf_is_none(content):
    assert refusal(content) == "document_disguised"


def test_a_pdf_that_asks_for_a_password_is_refused_and_one_that_only_forbids_printing_is_taken():
    locked = pdf_of(encryption=pikepdf.Encryption(owner="x", user="geheim"))
    assert refusal(locked) == "document_locked"
    restricted = pdf_of(encryption=pikepdf.Encryption(owner="x", user=""))
    assert check_document(SimpleUploadedFile("plan.pdf", restricted)) is None


def test_programs_in_a_restricted_pdf_are_found_too():
    restricted = pdf_of(opening(script), encryption=pikepdf.Encryption(owner="x", user=""))
    assert refusal(restricted) == "document_runs"


def test_no_more_is_looked_at_than_the_limits_allow(monkeypatch):
    monkeypatch.setattr(pdfs, "MAX_OBJECTS", 3)
    assert refusal(pdf_of(lambda pdf: pdf.add_blank_page())) == "document_too_many"
    monkeypatch.setattr(pdfs, "MAX_OBJECTS", 1_000_000)
    monkeypatch.setattr(pdfs, "MAX_CPU_SECONDS", -1)
    assert refusal(PDF) == "document_too_many"


def with_packed(stream, filters):
    """A PDF whose object 5, an action, is packed into a stream of objects, written by hand."""
    name = " ".join(f"/{name}" for name in filters)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Type/ObjStm/N 1/First 4/Filter[%b]/Length %d>>stream\n%b\nendstream"
        % (name.encode(), len(stream), stream),
    ]
    content, places = b"%PDF-1.5\n", []
    for number, thing in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, thing)
    rows = [(0, 0), *((1, place) for place in places), (2, 4), (1, len(content))]
    table = b"".join(bytes([kind]) + place.to_bytes(4) + b"\0" for kind, place in rows)
    head = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return content + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(content)


ACTION = b"5 0 <</S/JavaScript/JS(app.alert\\(1\\))>>"


def test_what_is_packed_smaller_than_it_may_be_is_not_unpacked():
    room = b" " * pdfs.MAX_STREAM_BYTES
    assert refusal(with_packed(zlib.compress(ACTION), ["FlateDecode"])) == "document_runs"
    assert refusal(with_packed(zlib.compress(ACTION + room), ["FlateDecode"])) == "document_too_many"


def test_nothing_is_hidden_by_being_packed_more_often_than_is_unpacked():
    def packed(times):
        stream = ACTION
        for _ in range(times):
            stream = zlib.compress(stream)
        return with_packed(stream, ["FlateDecode"] * times)

    assert refusal(packed(3)) == "document_runs"
    assert refusal(packed(30)) == "document_too_many"


@pytest.mark.parametrize("filter", ["FlateDecode", "ASCII85Decode", "Unknown"])
def test_nothing_is_hidden_by_being_packed_so_that_it_cannot_be_unpacked(filter):
    assert refusal(with_packed(zlib.compress(ACTION)[:-6], [filter])) == "document_too_many"


def test_a_pdf_without_pages_is_none():
    assert refusal(pdf_of(lambda pdf: pdf.pages.__delitem__(0))) == "document_disguised"
