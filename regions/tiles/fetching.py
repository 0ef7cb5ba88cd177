"""Download large files with retries; an interrupted download is resumed, even by the next run.

Files stay in BASEMAP_DIR/downloads until a map was built from them.
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
"""Seconds."""
RETRY_DELAYS = (1, 5, 15, 30)
"""Seconds; restarted whenever data arrived."""
CHUNK_BYTES = 256 * 1024
PARTIAL_CONTENT, OK, RANGE_NOT_SATISFIABLE = 206, 200, 416


def is_url(text):
    return urlsplit(text).scheme in {"http", "https"}


def download_file(url, progress=None, pause=time.sleep):
    """Return the path of the complete file. Raises BasemapFault."""
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
    """A partial file, and the validator (ETag or Last-Modified) of its version."""

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
        """Request the missing range if the version is unchanged, else the whole file."""
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
    """Return a strong ETag, else Last-Modified: a weak ETag does not identify bytes."""
    etag = response.headers.get("ETag") or ""
    return etag if etag and not etag.startswith("W/") else response.headers.get("Last-Modified") or ""


def downloads_folder():
    return basemap_folder() / "downloads"


def delete_downloads():
    with suppress(OSError):
        shutil.rmtree(downloads_folder())
