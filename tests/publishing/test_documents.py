"""Documents are taken for what they are: by their ending, and by what is in them."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import ExifTags, Image

from publishing.documents import check_document, clean_filename, clean_upload
from tests.papers import PDF

GPS = {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (51.0, 20.0, 24.0)}
OFFICE = "[Content_Types].xml"


def upload(name, content):
    return SimpleUploadedFile(name, content)


def packed(*names, **contents):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in (*names, *contents):
            archive.writestr(name, contents.get(name, "x"))
    return buffer.getvalue()


def open_document(kind, *names):
    told = f"application/vnd.oasis.opendocument.{kind}"
    return packed(mimetype=told, **dict.fromkeys(["content.xml", *names], "x"))


def picture(format, place=False, turned=None, size=(40, 30), **options):
    exif = Image.Exif()
    if place:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(GPS)
        exif[ExifTags.Base.GPSInfo] = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if turned:
        exif[ExifTags.Base.Orientation] = turned
    buffer = io.BytesIO()
    Image.new("RGB", size, "#336699").save(buffer, format, **options, **({"exif": exif} if exif else {}))
    return buffer.getvalue()


GOOD = {
    "plan.pdf": PDF,
    "PLAN.PDF": b"\xef\xbb\xbf" + PDF,
    "text.docx": packed(OFFICE, "word/document.xml"),
    "tabelle.xlsx": packed(OFFICE, "xl/workbook.xml"),
    "folien.pptx": packed(OFFICE, "ppt/presentation.xml"),
    "text.odt": open_document("text"),
    "tabelle.ods": open_document("spreadsheet"),
    "folien.odp": open_document("presentation"),
    "plan.dwg": b"AC1032\0\0\0",
    "plan.dxf": b"0\nSECTION\n2\nHEADER\n",
    "plan.zip": packed("plan.shp", "plan.dbf"),
    "liste.csv": "Straße;Länge\n".encode("cp1252"),
    "notiz.txt": "Grüße\n".encode(),
    "foto.jpg": picture("JPEG"),
    "foto.jpeg": picture("JPEG", place=True),
    "foto.png": picture("PNG"),
    "foto.webp": picture("WEBP"),
}
BAD = {
    "böse.exe": (b"MZ\x90\0", "document_ending"),
    "seite.html": (b"<script>alert(1)</script>", "document_ending"),
    "bild.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "document_ending"),
    "makro.docm": (packed(OFFICE, "word/document.xml"), "document_ending"),
    "IMG_1.HEIC": (b"\0\0\0\x24ftypheic", "document_ending"),
    "ohne": (b"%PDF-1.7", "document_ending"),
    "plan.pdf.exe": (b"%PDF-1.7", "document_ending"),
    "plan.pdf": (b"<!doctype html><p>%PDF-1.7", "document_disguised"),
    "exe.txt": (b"MZ\x90\0\x03\0", "document_disguised"),
    "exe.csv": (b"a" * 100_000 + b"\0", "document_disguised"),
    "binary.dxf": (b"AutoCAD Binary DXF\r\n\x1a\0", "document_disguised"),
    "plan.dwg": (b"MZ\x90\0", "document_disguised"),
    "html.zip": (b"<html>", "document_disguised"),
    "hidden.zip": (b"MZ\x90\0" + packed("a.txt"), "document_disguised"),
    "cut.docx": (packed(OFFICE, "word/document.xml")[:-30], "document_disguised"),
    "other.docx": (packed("readme.txt"), "document_disguised"),
    "text.ods": (open_document("text"), "document_disguised"),
    "macros.docx": (packed(OFFICE, "word/document.xml", "word/vbaProject.bin"), "document_macros"),
    "macros.xlsx": (packed(OFFICE, "xl/workbook.xml", "XL/VBAPROJECT.BIN"), "document_macros"),
    "macros.odt": (open_document("text", "Basic/Standard/Module1.xml"), "document_macros"),
    "program.zip": (packed("plan.shp", "setup/Setup.EXE"), "document_holds_program"),
    "inside.zip": (packed("plan.zip"), "document_holds_program"),
    "office.zip": (packed("text.docx"), "document_holds_program"),
    "html.jpg": (b"<html>", "no_picture"),
    "cut.jpg": (picture("JPEG", size=(400, 300))[:-400], "broken"),
    "png.jpg": (picture("PNG"), "document_disguised"),
    "plan.tif": (picture("TIFF"), "document_ending"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_a_file_says_it_is_is_taken(name):
    assert check_document(upload(name, GOOD[name])) is None


@pytest.mark.parametrize("name", BAD)
def test_what_a_file_is_not_is_refused(name):
    content, code = BAD[name]
    with pytest.raises(ValidationError) as refusal:
        check_document(upload(name, content))
    assert refusal.value.code == code
    assert refusal.value.messages[0]


def test_a_phone_s_picture_is_told_the_way_out():
    with override("en"), pytest.raises(ValidationError, match="Taken are: .* jpg"):
        check_document(upload("IMG_1.HEIC", b"x"))


def test_an_archive_with_a_password_is_refused():
    content = bytearray(packed("plan.shp"))
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag “encrypted” of the entry
    with pytest.raises(ValidationError) as refusal:
        check_document(upload("plan.zip", bytes(content)))
    assert refusal.value.code == "document_locked"


def test_a_file_may_not_be_larger_than_the_portal_allows(settings):
    settings.DOCUMENT_MAX_BYTES = 1024**2
    check_document(upload("notiz.txt", b"x" * 1024**2))
    with pytest.raises(ValidationError):
        check_document(upload("notiz.txt", b"x" * (1024**2 + 1)))
    with override("en"), pytest.raises(ValidationError) as refusal:
        check_document(upload("notiz.txt", b"x" * 2 * 1024**2))
    with override("en"):
        said = refusal.value.messages
    assert said == ["The file has 2 MB; 1 MB are allowed. Save it smaller and try again."]


def test_a_checked_file_can_be_read_from_its_beginning():
    file = upload("text.docx", GOOD["text.docx"])
    check_document(file)
    assert file.read() == GOOD["text.docx"]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_the_place_and_keeps_size_and_turn(format):
    name = f"foto.{format.lower()}"
    kept = Image.open(clean_upload(upload(name, picture(format, place=True, turned=6))))
    assert kept.format == format
    assert kept.size == (40, 30)
    assert dict(kept.getexif()) == {ExifTags.Base.Orientation: 6}
    assert not kept.getexif().get_ifd(ExifTags.IFD.GPSInfo)


def test_a_picture_loses_what_its_other_metadata_tell():
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>GPSLatitude</x:xmpmeta>"
    content = clean_upload(upload("foto.jpg", picture("JPEG", xmp=xmp, comment=b"Am Anger 3"))).read()
    assert b"GPSLatitude" not in content
    assert b"Am Anger 3" not in content


@pytest.mark.parametrize("name", ["plan.pdf", "foto.jpg"])
def test_what_tells_nothing_stays_byte_for_byte(name):
    assert clean_upload(upload(name, GOOD[name])).read() == GOOD[name]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Plan.PDF", "Plan.pdf"),
        ("böse.exe.pdf", "böse-exe.pdf"),
        ("  .. .pdf", "unterlage.pdf"),
        ("Bebauungsplan Nr. 12.pdf", "Bebauungsplan-Nr-12.pdf"),
        (f"{'x' * 300}.pdf", f"{'x' * 100}.pdf"),
        ("u\u0308ber.pdf", "über.pdf"),
    ],
)
def test_a_name_is_tidied(sent, kept):
    assert clean_filename(sent) == kept
