"""An archive holds nothing that would not be taken, can be looked through, and is refused in words when damaged."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from publishing import archives
from publishing.documents import CONTENT_CHECKS, check_document

ODT = b"application/vnd.oasis.opendocument.text"
PACKINGS = [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
OFFICE = ["docx", "xlsx", "pptx", "odt", "ods", "odp"]


def upload(content, name="plan.zip"):
    return SimpleUploadedFile(name, content)


def packed(*names, packing=zipfile.ZIP_STORED, **contents):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name in (*names, *contents):
            archive.writestr(name, contents.get(name, "x"))
    return buffer.getvalue()


def refusal_of(file):
    with pytest.raises(ValidationError) as refusal:
        check_document(file)
    return refusal.value


def sentence(refusal):
    with override("en"):
        return " ".join(refusal.messages)


def bare_records(count, told=1):
    """An archive of one entry, whose directory has `count` records and tells of `told`."""
    whole = packed("a.txt")
    start = whole.index(b"PK\x01\x02")
    records = struct.pack("<46s", whole[start : start + 28] + bytes(18)) * count
    return (
        whole[:start]
        + records
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, told, told, len(records), start, 0)
    )


def test_an_open_document_with_a_damaged_kind_is_refused():
    content = bytearray(packed(mimetype=ODT, **{"content.xml": "<x/>"}))
    content[38:60] = b"\xff" * 22  # behind the head of 30 bytes and the name of 8
    assert refusal_of(upload(bytes(content), "text.odt")).code == "document_disguised"


@pytest.mark.parametrize("packing", PACKINGS)
def test_an_open_document_whose_kind_is_packed_is_refused(packing):
    content = packed(mimetype=ODT, packing=packing, **{"content.xml": "<x/>"})
    assert refusal_of(upload(content, "text.odt")).code == "document_disguised"


def test_an_open_document_that_begins_with_another_entry_is_refused():
    content = packed(**{"content.xml": "<x/>", "mimetype": ODT})
    assert refusal_of(upload(content, "text.odt")).code == "document_disguised"


@pytest.mark.parametrize(
    "name",
    [
        *("evil.exe", "evil.exe.", "evil.exe ", "evil.exe. .", "evil", "plan.pdf/evil.exe", "evil.exe/"),
        *("a.bz2", "a.xll", "a.doc", "a.docm", "a.html", "a.svg", "a.zip", ".pdf/.exe", "thumbs.db.exe"),
    ],
)
def test_what_is_not_known_as_harmless_is_not_taken_inside_an_archive(name):
    refusal = refusal_of(upload(packed("plan.shp", name)))
    assert refusal.code == "document_holds_program"
    assert "Taken are: pdf, " in sentence(refusal)


@pytest.mark.parametrize("first", ["evil.exe", "plan.pdf"])
def test_an_entry_with_two_names_is_asked_for_both(first):
    second = {"evil.exe": "plan.pdf", "plan.pdf": "evil.exe"}[first]
    entry = zipfile.ZipInfo(first)
    told = struct.pack("<BL", 1, zlib.crc32(first.encode())) + second.encode()
    entry.extra = struct.pack("<HH", 0x7075, len(told)) + told
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry, "x")
    assert refusal_of(upload(buffer.getvalue())).code == "document_holds_program"


def test_one_of_two_entries_of_the_same_name_hides_nothing():
    with pytest.warns(UserWarning, match="Duplicate"):
        content = bytearray(packed("plan.shp", "plan.shp"))
    content[content.index(b"PK\x01\x02") + 8] |= archives.ENCRYPTED_FLAG
    assert refusal_of(upload(bytes(content))).code == "document_locked"


@pytest.mark.parametrize("ending", OFFICE)
def test_an_office_document_comes_by_itself_since_nobody_looks_for_macros_inside_an_archive(ending):
    refusal = refusal_of(upload(packed("plan.shp", f"Texte/Bericht.{ending.upper()}")))
    assert refusal.code == "document_holds_program"
    assert "“Bericht." in sentence(refusal)


def test_what_is_taken_by_itself_is_taken_inside_an_archive_but_for_office_documents_and_archives():
    assert set(CONTENT_CHECKS) - archives.ALLOWED_EXTENSIONS == {*OFFICE, "zip"}


def test_geodata_come_in_folders_and_with_what_systems_leave_there():
    names = ["Karte/Plan.SHP", "Karte/Plan.dbf", "Karte/plan.shp.xml", "Karte/Plan.pdf ", "b.gpkg", "c.tfw"]
    content = packed(
        *names,
        ".DS_Store",
        "__MACOSX/._.DS_Store",
        "__MACOSX/._Plan.shp",
        "Karte/Thumbs.db",
        **{"Nr. 12/": ""},
    )
    assert check_document(upload(content)) is None


@pytest.mark.parametrize("told", [1, 4])
def test_an_archive_of_too_many_files_is_refused_whatever_it_tells(told, monkeypatch):
    monkeypatch.setattr(archives, "MAX_ENTRIES", 3)
    refusal = refusal_of(upload(bare_records(4, told)))
    assert refusal.code == "document_too_many"
    assert sentence(refusal) == "The archive holds more than 3 files. Divide it into several archives."
    assert check_document(upload(packed("a.txt", "b.txt", "c.txt"))) is None


def test_too_many_records_are_not_even_listed(monkeypatch):
    file = upload(bare_records(10_001))
    monkeypatch.setattr(zipfile, "ZipFile", None)
    refusal = refusal_of(file)
    assert "more than 10,000 files" in sentence(refusal)


@pytest.mark.parametrize("name", ["plan.zip", "text.docx"])
def test_what_unpacks_to_too_much_is_refused(name, monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED_BYTES", 2 * archives.GIGABYTE)
    content = bytearray(packed("a.txt", "b.txt", "c.txt"))
    for record in (zipfile.ZipFile(io.BytesIO(content)).start_dir + 51 * row for row in range(3)):
        content[record + 24 : record + 28] = struct.pack("<L", archives.GIGABYTE)  # so it says of itself
    refusal = refusal_of(upload(bytes(content), name))
    assert refusal.code == "document_unpacks_too_big"
    assert "more than 2 GB" in sentence(refusal)


def linked(name, target="../../etc/passwd"):
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry, target)
    return buffer.getvalue()


AWAY = [
    *("../../plan.txt", "a/../../plan.txt", "/abs.txt", "..\\plan.txt", "a\\plan.txt", "//host/share/a.txt"),
    *("C:plan.txt", "c:\\plan.txt", "evil.exe::$DATA", "plan.pdf:evil.exe", "evil.exe:a.pdf"),
]


@pytest.mark.parametrize("name", AWAY)
def test_what_would_be_unpacked_elsewhere_is_refused(name):
    refusal = refusal_of(upload(packed("plan.shp", name)))
    assert refusal.code == "document_leads_away"
    assert "leads to another folder" in sentence(refusal)


def test_folders_that_lead_away_are_refused_too():
    assert refusal_of(upload(packed("plan.shp", **{"../Karte/": ""}))).code == "document_leads_away"


def test_an_entry_that_is_a_link_is_refused():
    assert refusal_of(upload(linked("plan.txt"))).code == "document_leads_away"


def test_dots_within_a_name_lead_nowhere():
    assert check_document(upload(packed("Karte/plan..neu.pdf", "a...b/plan.txt"))) is None


def office(*parts):
    return packed("[Content_Types].xml", "_rels/.rels", "word/document.xml", *parts)


def text(*parts):
    names = ["content.xml", "META-INF/manifest.xml", *parts]
    return packed(mimetype=ODT.decode(), **dict.fromkeys(names, "x"))


STRAY = [
    "payload.html",
    "word/media/page.xhtml",
    "run.js",
    "setup.exe",
    "word/embeddings/Mappe.xlsm",
    "bild.svg",
]


@pytest.mark.parametrize("name", STRAY)
@pytest.mark.parametrize(("make", "ending"), [(office, "docx"), (text, "odt")])
def test_what_no_office_program_puts_into_a_document_is_refused(make, ending, name):
    refusal = refusal_of(upload(make(name), f"text.{ending}"))
    assert refusal.code == "document_holds_program"
    assert "does not belong" in sentence(refusal)


@pytest.mark.parametrize("name", AWAY)
@pytest.mark.parametrize(("make", "ending"), [(office, "docx"), (text, "odt")])
def test_a_document_leads_nowhere_either(make, ending, name):
    assert refusal_of(upload(make(name), f"text.{ending}")).code == "document_leads_away"


def test_what_office_programs_write_is_taken():
    parts = ["docProps/app.xml", "word/theme/theme1.xml", "word/fonts/font1.odttf", "word/media/image1.emf"]
    parts += [
        "word/media/image2.svg",
        "word/embeddings/Microsoft_Excel_Worksheet.xlsx",
        "customXml/item1.xml",
    ]
    parts += ["word/printerSettings/printerSettings1.bin", "word/drawings/vmlDrawing1.vml", "docProps/t.jpeg"]
    assert check_document(upload(office(*parts), "text.docx")) is None
    parts = ["manifest.rdf", "Thumbnails/thumbnail.png", "Pictures/1000.svg", "Object 1/content.xml"]
    parts += ["ObjectReplacements/Object 1", "layout-cache", "Configurations2/accelerator/current.xml"]
    assert check_document(upload(text(*parts), "text.odt")) is None
