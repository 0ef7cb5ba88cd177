"""HTML to tagged PDF (PDF/UA-1) by WeasyPrint, which gets our own static and media files and nothing else."""

import hashlib
import io
import logging
import mimetypes
from functools import cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join
from PIL import Image, ImageFile

from sites.expose.tagging import Mender

PICTURE_SIDE = 1400
"""px: some 200 dots per inch over the width of the text."""
PICTURE_QUALITY = 82

logger = logging.getLogger(__name__)


class Unavailable(Exception):
    """This machine cannot make PDFs: the Pango libraries are missing."""


def weasyprint():
    """The library, imported when it is first needed: it loads Pango, without which the portal works all the same."""
    try:
        import weasyprint
    except OSError as error:
        logger.error("No PDF can be made: %s", error)
        raise Unavailable from error
    # The import switches it on for everybody: uploads that are cut off would pass.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    said = logging.getLogger("weasyprint")
    said.setLevel(logging.ERROR)  # it warns of each rule meant for screens
    said.addFilter(_is_news)
    return weasyprint


def _is_news(record):
    """Pictures without words are decoration here, not mistakes."""
    return "no required alt description" not in record.msg


def pdf_of(html, other_language=""):
    """The PDF (bytes) of a whole HTML page; `other_language` is that of its <article> elements. Raises Unavailable."""
    library = weasyprint()
    document = library.HTML(string=html, base_url=f"{settings.SITE_URL}/", url_fetcher=_fetcher()).render(
        pdf_variant="pdf/ua-1"
    )
    return document.write_pdf(pdf_variant="pdf/ua-1", finisher=Mender(other_language))


def fingerprint(html, stylesheet, other_language=""):
    """Hex digest of everything that makes a PDF what it is, except the machine's fonts."""
    parts = [html, file_of(f"{settings.STATIC_URL}{stylesheet}").read_text(), other_language, _makers()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _makers():
    own = Path(__file__).parent
    return version("weasyprint") + "".join((own / name).read_text() for name in ("pdf.py", "tagging.py"))


def file_of(path):
    """The file behind a local address, `/static/…` or `/medien/bilder/…`. Raises FileNotFoundError for all else."""
    path = unquote(path)
    try:
        if path.startswith(settings.STATIC_URL):
            name = path.removeprefix(settings.STATIC_URL)
            # Collected files bear hashes in their names; the finders know the plain names, and the newest text.
            found = finders.find(name) or safe_join(settings.STATIC_ROOT, name)
        elif path.startswith(f"{settings.MEDIA_URL}bilder/"):
            found = safe_join(settings.MEDIA_ROOT, path.removeprefix(settings.MEDIA_URL))
        else:
            found = None
    except SuspiciousFileOperation:
        found = None
    if not found or not Path(found).is_file():
        raise FileNotFoundError(path)
    return Path(found)


def print_size(file):
    """A picture as JPEG no larger than paper shows; on white where it is transparent."""
    image = Image.open(file)
    image.draft("RGB", (PICTURE_SIDE, PICTURE_SIDE))
    image.thumbnail((PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.LANCZOS)
    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=PICTURE_QUALITY, optimize=True)
    return buffer.getvalue()


def _fetcher():
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    site = urlsplit(settings.SITE_URL)

    class LocalFetcher(URLFetcher):
        """Reads files; opens no connection, whatever the page says."""

        def fetch(self, url, headers=None):
            address = urlsplit(url)
            if (address.scheme, address.netloc) != (site.scheme, site.netloc):
                raise ValueError(f"not one of our own files: {url}")
            path = file_of(address.path)
            if address.path.startswith(settings.MEDIA_URL):
                return URLFetcherResponse(url, print_size(path), {"Content-Type": "image/jpeg"})
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return LocalFetcher()
