"""Fetches large files, and goes on where the line broke: now, or in the next run.

What came so far lies in BASEMAP_DIR/downloads until a map was made of it.
"""

import hashlib
import shutil
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import PurePosixPath
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from regions.tiles.faults import BasemapFault
from regions.tiles.installed import folder
from regions.tiles.workplace import demand_room

PATIENCE = 30
"""Seconds without a byte."""
PAUSES = (1, 5, 15, 30)
"""Seconds before each further try; it begins again whenever something came."""
CHUNK = 256 * 1024
PARTIAL, WHOLE, NOT_THERE_ANY_MORE = 206, 200, 416


def is_address(text):
    return urlsplit(text).scheme in {"http", "https"}


def fetch(url, progress=None, pause=time.sleep):
    """The path of the whole file. Raises BasemapFault."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name or "map"
    stem = hashlib.sha256(url.encode()).hexdigest()[:12]
    downloads().mkdir(exist_ok=True)
    whole = downloads() / f"{stem}-{name[-80:]}"
    if whole.exists():
        return whole
    download = Download(url, whole)
    tries = list(PAUSES)
    while True:
        before, reason = download.size, "the line broke"
        try:
            download.go_on(progress)
            if download.is_whole:
                return download.part.replace(whole)
        except HTTPError as error:
            if error.code != NOT_THERE_ANY_MORE:
                raise BasemapFault(f"{url} answered {error.code} {error.reason}.") from error
            download.forget()
        except (URLError, HTTPException, TimeoutError, ConnectionError) as error:
            reason = getattr(error, "reason", None) or error
        if download.size > before:
            tries = list(PAUSES)
        if not tries:
            raise BasemapFault(
                f"{url} could not be fetched ({reason}). {download.size / 1e6:.0f} MB are here already; the next run "
                "goes on from there."
            )
        pause(tries.pop(0))


class Download:
    """What came so far, with the mark (ETag or date) of the version it belongs to."""

    def __init__(self, url, whole):
        self.url = url
        self.part, self.mark = whole.with_name(whole.name + ".part"), whole.with_name(whole.name + ".mark")
        self.total = None

    @property
    def size(self):
        return self.part.stat().st_size if self.part.exists() else 0

    @property
    def is_whole(self):
        return self.total is None or self.size == self.total

    def forget(self):
        self.part.unlink(missing_ok=True)
        self.mark.unlink(missing_ok=True)

    def go_on(self, progress=None):
        """Asks for what is missing, if the file is still the same one; else for all of it."""
        headers = {"User-Agent": "base map of a region's portal", "Accept-Encoding": "identity"}
        mark = self.mark.read_text() if self.mark.exists() else ""
        if not mark:
            self.forget()
        elif self.size:
            headers |= {"Range": f"bytes={self.size}-", "If-Range": mark}
        with urlopen(Request(self.url, headers=headers), timeout=PATIENCE) as answer:  # noqa: S310  http, https only
            if answer.status != PARTIAL:
                self.forget()
                self.mark.write_text(_mark_of(answer))
            length = answer.headers.get("Content-Length")
            self.total = self.size + int(length) if length else None
            demand_room(int(length or 0))
            with self.part.open("ab") as file:
                while chunk := answer.read(CHUNK):
                    file.write(chunk)
                    if progress and self.total:
                        progress(file.tell(), self.total)


def _mark_of(answer):
    """Strong ones only: parts of versions that are alike are no file."""
    etag = answer.headers.get("ETag") or ""
    return etag if etag and not etag.startswith("W/") else answer.headers.get("Last-Modified") or ""


def downloads():
    return folder() / "downloads"


def forget_downloads():
    with suppress(OSError):
        shutil.rmtree(downloads())
