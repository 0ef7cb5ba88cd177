"""HTML to tagged PDF (PDF/UA-1) by WeasyPrint: a program of its own, so that it can be slow, large or broken alone.

    python -m sites.papers.expose.printer PARENT SECONDS < job.json > file.pdf

It knows neither settings nor database, gets our own static and media files and nothing else, steps back behind the web
server, and ends with it, or when its time is over.
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

from importing.apart import keep_within_bounds
from sites.papers.expose.files import LocalFiles
from sites.papers.expose.tagging import Mender

NICENESS = 10
MOST_MEMORY = 1536 * 1024 * 1024
"""Bytes of address space: some five times what twenty objects with their pictures take."""
UNAVAILABLE = 3
"""Exit status: the Pango libraries are missing."""
PICTURE_SIDE = 1400
"""px: some 200 dots per inch over the width of the text."""
PICTURE_QUALITY = 82


def main(parent, seconds):
    step_back(parent, seconds)
    job = json.load(sys.stdin.buffer)
    try:
        content = pdf_of(job["html"], job["site"], LocalFiles(**job["files"]), job["other_language"])
    except Missing as error:
        print(error, file=sys.stderr)
        return UNAVAILABLE
    sys.stdout.buffer.write(content)
    return 0


def step_back(parent, seconds):
    os.nice(NICENESS)
    keep_within_bounds(parent, seconds, MOST_MEMORY)


class Missing(Exception):
    """WeasyPrint cannot be loaded."""


def weasyprint():
    try:
        import weasyprint
    except OSError as error:
        raise Missing(error) from error
    # The import switches it on for everybody; of a picture that is cut off nothing is printed.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    said = logging.getLogger("weasyprint")
    said.setLevel(logging.ERROR)  # it warns of each rule meant for screens
    said.addFilter(_is_news)
    return weasyprint


def _is_news(record):
    """Pictures without words are decoration here, not mistakes."""
    return "no required alt description" not in record.msg


def pdf_of(html, site, files, other_language=""):
    """The PDF (bytes) of a whole HTML page of `site`; `other_language` is that of its <article> elements."""
    source = weasyprint().HTML(string=html, base_url=f"{site}/", url_fetcher=fetcher(site, files))
    document = source.render(pdf_variant="pdf/ua-1")
    return document.write_pdf(pdf_variant="pdf/ua-1", finisher=Mender(other_language))


def fetcher(site, files):
    urls, own = weasyprint().urls, urlsplit(site)[:2]

    class LocalFetcher(urls.URLFetcher):
        """Reads files; opens no connection, whatever the page says."""

        def fetch(self, url, headers=None):
            address = urlsplit(url)
            if address[:2] != own:
                raise ValueError(f"not one of our own files: {url}")
            path = files.path_of(address.path)
            if files.is_picture(address.path):
                return urls.URLFetcherResponse(url, print_size(path), {"Content-Type": "image/jpeg"})
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return LocalFetcher()


def print_size(file):
    """A picture as JPEG no larger than paper shows; on white where it is transparent."""
    image = Image.open(Path(file))
    image.draft("RGB", (PICTURE_SIDE, PICTURE_SIDE))
    image.thumbnail((PICTURE_SIDE, PICTURE_SIDE), Image.Resampling.LANCZOS)
    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=PICTURE_QUALITY, optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
