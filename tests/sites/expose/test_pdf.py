"""The PDF maker reads our own files and nothing else."""

import pytest
from PIL import ImageFile

from sites.expose import pdf
from tests.factories.publishing import PictureFactory


def test_static_files_are_found():
    assert pdf.file_of("/static/css/expose.css").name == "expose.css"


def test_pictures_are_found(db):
    picture = PictureFactory()
    assert pdf.file_of(picture.url).is_file()


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
        pdf.file_of(path)


@pytest.mark.parametrize(
    "address",
    ["https://example.org/x.png", "file:///etc/passwd", "ftp://example.org/", "http://127.0.0.1:1/"],
)
def test_no_connection_is_opened(address):
    with pytest.raises((ValueError, pdf.weasyprint().urls.URLFetchingError)):
        pdf._fetcher().fetch(address)


def test_a_picture_is_no_larger_than_paper_shows(db):
    picture = PictureFactory()
    assert pdf.print_size(pdf.file_of(picture.url)).startswith(b"\xff\xd8")


def test_another_text_or_language_is_another_document():
    keys = {
        pdf.fingerprint("<p>a", "css/expose.css"),
        pdf.fingerprint("<p>b", "css/expose.css"),
        pdf.fingerprint("<p>a", "css/expose.css", "de"),
        pdf.fingerprint("<p>a", "css/site.css"),
    }
    assert len(keys) == 4


def test_the_library_leaves_the_check_of_uploads_as_strict_as_it_was():
    pdf.weasyprint()
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
