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
from regions.tiles.installed import basemap_folder
from regions.tiles.workdir import require_disk_space

READ_TIMEOUT = 30
"""Seconds without a byte."""
RETRY_DELAYS = (1, 5, 15, 30)
"""Seconds before each further try; it begins again whenever something came."""
CHUNK_BYTES = 256 * 1024
PARTIAL_CONTENT, OK, RANGE_NOT_SATISFIABLE = 206, 200, 416


def is_url(text):
    return urlsplit(text).scheme in {"http", "https"}


def download_file(url, progress=None, pause=time.sleep):
    """The path of the whole file. Raises BasemapFault."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name or "map"
    stem = hashlib.sha256(url.encode()).hexdigest()[:12]
    downloads_folder().mkdir(exist_ok=True)
    whole = downloads_folder() / f"{stem}-{name[-80:]}"
    if whole.exists():
        return whole
    download = Download(url, whole)
    delays = list(RETRY_DELAYS)
    while True:
        before, reason = download.size, "the line broke"
        try:
            download.resume(progress)
            if download.is_complete:
                return download.part.replace(whole)
        except HTTPError as error:
            if error.code != RANGE_NOT_SATISFIABLE:
                raise BasemapFault(f"{url} answered {error.code} {error.reason}.") from error
            download.discard()
        except (URLError, HTTPException, TimeoutError, ConnectionError) as error:
            reason = getattr(error, "reason", None) or error
        if download.size > before:
            delays = list(RETRY_DELAYS)
        if not delays:
            raise BasemapFault(
                f"{url} could not be fetched ({reason}). {download.size / 1e6:.0f} MB are here already; the next run "
                "goes on from there."
            )
        pause(delays.pop(0))


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
    def is_complete(self):
        return self.total is None or self.size == self.total

    def discard(self):
        self.part.unlink(missing_ok=True)
        self.mark.unlink(missing_ok=True)

    def resume(self, progress=None):
        """Asks for what is missing, if the file is still the same one; else for all of it."""
        headers = {"User-Agent": "base map of a region's portal", "Accept-Encoding": "identity"}
        mark = self.mark.read_text() if self.mark.exists() else ""
        if not mark:
            self.discard()
        elif self.size:
            headers |= {"Range": f"bytes={self.size}-", "If-Range": mark}
        with urlopen(Request(self.url, headers=headers), timeout=READ_TIMEOUT) as response:  # noqa: S310  http, https only
            if response.status != PARTIAL_CONTENT:
                self.discard()
                self.mark.write_text(_version_mark(response))
            length = response.headers.get("Content-Length")
            self.total = self.size + int(length) if length else None
            require_disk_space(int(length or 0))
            with self.part.open("ab") as file:
                while chunk := response.read(CHUNK_BYTES):
                    file.write(chunk)
                    if progress and self.total:
                        progress(file.tell(), self.total)


def _version_mark(response):
    """Strong ones only: parts of versions that are alike are no file."""
    etag = response.headers.get("ETag") or ""
    return etag if etag and not etag.startswith("W/") else response.headers.get("Last-Modified") or ""


def downloads_folder():
    return basemap_folder() / "downloads"


def delete_downloads():
    with suppress(OSError):
        shutil.rmtree(downloads_folder())
