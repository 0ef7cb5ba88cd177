"""Render HTML as tagged PDF (PDF/UA-1) by WeasyPrint, in a process of its own, so that it cannot harm the web server.

    python -m sites.papers.expose.printer PARENT SECONDS < job.json > file.pdf

It uses neither settings nor database, reads our own static and media files only, runs at a lower priority, and ends
with the web server or after SECONDS.
"""

import io
import json
import logging
import mimetypes
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image, ImageFile

from importing.sandbox import limit_resources
from sites.papers.expose.files import LocalFiles
from sites.papers.expose.tagging import PdfTagFixer

NICENESS = 10
MAX_MEMORY_BYTES = 1536 * 1024 * 1024
"""Of address space: some five times what twenty spaces with their pictures take."""
EXIT_UNAVAILABLE = 3
"""Exit status: the Pango libraries are missing."""
MAX_PICTURE_PIXELS = 1400
"""Length of a side: some 200 dpi over the width of the text."""
PICTURE_QUALITY = 82


def main(parent, seconds):
    limit_process(parent, seconds)
    job = json.load(sys.stdin.buffer)
    try:
        content = print_pdf(job["html"], job["site"], LocalFiles(**job["files"]), job["other_language"])
    except WeasyPrintMissing as error:
        print(error, file=sys.stderr)
        return EXIT_UNAVAILABLE
    sys.stdout.buffer.write(content)
    return 0


def limit_process(parent, seconds):
    os.nice(NICENESS)
    limit_resources(parent, seconds, MAX_MEMORY_BYTES)


class WeasyPrintMissing(Exception):
    """WeasyPrint cannot be loaded."""


def import_weasyprint():
    try:
        import weasyprint
    except OSError as error:
        raise WeasyPrintMissing(error) from error
    # The import switches this on globally; truncated pictures are not printed.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    logger = logging.getLogger("weasyprint")
    logger.setLevel(logging.ERROR)  # it warns about each rule for screens
    logger.addFilter(_is_relevant)
    return weasyprint


def _is_relevant(record):
    """Leave out pictures without alternative text: they are decorative."""
    return "no required alt description" not in record.msg


def print_pdf(html, site, files, other_language=""):
    """Return the PDF (bytes) of a whole HTML page of `site`; `other_language` is that of its <article> elements."""
    source = import_weasyprint().HTML(string=html, base_url=f"{site}/", url_fetcher=make_fetcher(site, files))
    document = source.render(pdf_variant="pdf/ua-1")
    return document.write_pdf(pdf_variant="pdf/ua-1", finisher=PdfTagFixer(other_language))


def make_fetcher(site, files):
    urls, own = import_weasyprint().urls, urlsplit(site)[:2]

    class LocalFetcher(urls.URLFetcher):
        """Read local files only; never open a connection."""

        def fetch(self, url, headers=None):
            address = urlsplit(url)
            if address[:2] != own:
                raise ValueError(f"not one of our own files: {url}")
            path = files.path_of(address.path)
            if files.is_picture(address.path):
                return urls.URLFetcherResponse(url, jpeg_for_print(path), {"Content-Type": "image/jpeg"})
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return LocalFetcher()


def jpeg_for_print(file):
    """Return a JPEG of at most MAX_PICTURE_PIXELS, transparent parts in white."""
    image = Image.open(Path(file))
    image.draft("RGB", (MAX_PICTURE_PIXELS, MAX_PICTURE_PIXELS))
    image.thumbnail((MAX_PICTURE_PIXELS, MAX_PICTURE_PIXELS), Image.Resampling.LANCZOS)
    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=PICTURE_QUALITY, optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
