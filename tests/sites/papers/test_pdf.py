"""PDFs are made by a process beside us, of our own files and nothing else, and whatever becomes of it, we go on."""

import json
import os
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageFile

from sites.papers.expose import pdf, printer
from tests.factories.publishing import PictureFactory


def test_static_files_are_found():
    assert pdf.local_files().path_of("/static/css/expose.css").name == "expose.css"


def test_pictures_are_found(db):
    picture = PictureFactory()
    assert pdf.local_files().path_of(picture.url).is_file()


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "/static/../portal/settings.py",
        "/static/%2e%2e/portal/settings.py",
        "/medien/unterlagen/vertrag.pdf",
        "/medien/bilder/../unterlagen/vertrag.pdf",
    ],
)
def test_nothing_else_is_found(path):
    with pytest.raises(FileNotFoundError):
        pdf.local_files().path_of(path)


@pytest.mark.parametrize(
    "address",
    ["https://example.org/x.png", "file:///etc/passwd", "ftp://example.org/", "http://127.0.0.1:1/"],
)
def test_no_connection_is_opened(address):
    with pytest.raises((ValueError, printer.import_weasyprint().urls.URLFetchingError)):
        printer.make_fetcher(settings.SITE_URL, pdf.local_files()).fetch(address)


def test_a_picture_is_no_larger_than_paper_shows(db):
    picture = PictureFactory()
    assert printer.jpeg_for_print(pdf.local_files().path_of(picture.url)).startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("size", "printed"), [((2800, 1400), (1400, 700)), ((700, 1400), (700, 1400)), ((30, 20), (30, 20))]
)
def test_a_picture_is_printed_with_1400_dots_at_most_and_never_enlarged(tmp_path, size, printed):
    Image.new("RGB", size, "teal").save(tmp_path / "a.jpg")
    assert Image.open(BytesIO(printer.jpeg_for_print(tmp_path / "a.jpg"))).size == printed


def test_what_is_transparent_is_printed_on_white(tmp_path):
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(tmp_path / "a.png")
    printed = Image.open(BytesIO(printer.jpeg_for_print(tmp_path / "a.png")))
    assert (printed.mode, printed.getpixel((4, 4))) == ("RGB", (255, 255, 255))


def test_another_text_language_or_release_is_another_document(monkeypatch):
    keys = {pdf.pdf_fingerprint("<p>a"), pdf.pdf_fingerprint("<p>b"), pdf.pdf_fingerprint("<p>a", "de")}
    monkeypatch.setattr(pdf, "release_id", lambda: "another")
    assert len(keys | {pdf.pdf_fingerprint("<p>a")}) == 4


@pytest.mark.parametrize(
    "load",
    [printer.import_weasyprint, lambda: printer.make_fetcher("http://testserver", None)],
    ids=["all", "fetcher"],
)
def test_the_library_leaves_the_check_of_uploads_as_strict_as_it_was(monkeypatch, load):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    load()
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_page_becomes_a_pdf():
    content = pdf.render_pdf(
        '<html lang="de"><title>Fläche</title><img src="/static/img/icon-192.png" alt="">'
    )
    assert content.startswith(b"%PDF-1.")
    assert b"%%EOF" in content[-10:]


class TestWhateverBecomesOfTheProcess:
    @pytest.fixture(autouse=True)
    def bad_printer(self, monkeypatch):
        monkeypatch.setattr(pdf, "PRINTER_MODULE", "tests.sites.papers.bad_printer")

    def test_it_steps_back_and_knows_no_secrets(self, monkeypatch):
        """Nor the address of a cache or a proxy: of the environment it gets what it needs, by name."""
        secrets = {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "CACHE_URL", "PROXY_PURGE_URL", "HTTPS_PROXY"}
        for name in secrets:
            monkeypatch.setenv(name, "secret")
        monkeypatch.setenv("PROJ_DATA", "/usr/share/proj")
        told = json.loads(pdf.render_pdf("report"))
        assert told["niceness"] == min(19, os.nice(0) + printer.NICENESS)
        assert not secrets & {*told["environment"]}
        assert {"PATH", "PROJ_DATA"} <= {*told["environment"]}

    @pytest.mark.parametrize("deed", ["crash", "be killed", "eat"])
    def test_its_end_is_the_end_of_one_document(self, deed):
        with pytest.raises(pdf.PrintFailed):
            pdf.render_pdf(deed)

    def test_it_is_ended_when_it_takes_too_long(self, monkeypatch):
        monkeypatch.setattr(pdf, "TIMEOUT_SECONDS", 1)
        with pytest.raises(pdf.PrintFailed):
            pdf.render_pdf("sleep")

    def test_without_pango_no_document_can_be_made(self):
        with pytest.raises(pdf.PrinterUnavailable):
            pdf.render_pdf("miss pango")

    def test_it_ends_with_the_server(self):
        """Even with one that is killed: the kernel says so."""
        serve = (
            "import os, subprocess, sys;"
            "subprocess.run([sys.executable, '-m', 'tests.sites.papers.bad_printer', str(os.getpid()), '60'],"
            ' input=b\'{"html": "sleep"}\')'
        )
        server = subprocess.Popen(
            [sys.executable, "-c", serve], cwd=settings.BASE_DIR, stdout=subprocess.PIPE
        )
        with server:
            process = json.loads(server.stdout.readline())["pid"]
            server.kill()
        assert ends(process)


def ends(process):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False
