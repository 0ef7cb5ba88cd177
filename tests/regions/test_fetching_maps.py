import hashlib
import re
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from regions.tiles.faults import BasemapFault
from regions.tiles.fetching import delete_downloads, download_file, downloads_folder, is_url
from regions.tiles.installed import basemap_folder

pytestmark = pytest.mark.slow

CONTENT = bytes(range(256)) * 4000


@pytest.fixture(autouse=True)
def _a_folder(settings):
    basemap_folder().mkdir(parents=True)


@contextmanager
def server(content=CONTENT, breaks=(), etag='"one"', status=None, ranges=True):
    """Serves the content; the n-th answer ends after breaks[n] bytes. Gives its address and the asked ranges."""
    asked, breaks = [], list(breaks)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.headers.get("Range"))
            if status:
                self.send_error(status)
                return
            begin = 0
            if ranges and asked[-1] and self.headers.get("If-Range") == etag:
                begin = int(re.search(r"\d+", asked[-1])[0])
                if begin >= len(content):
                    self.send_error(416)
                    return
                self.send_response(206)
            else:
                self.send_response(200)
            self.send_header("Content-Length", str(len(content) - begin))
            if etag:
                self.send_header("ETag", etag)
            self.end_headers()
            self.wfile.write(content[begin : begin + breaks.pop(0)] if breaks else content[begin:])

        def log_message(self, *arguments):
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.server_port}/extracts/saxony.osm.pbf", asked
    finally:
        listening.shutdown()
        listening.server_close()


def fetched(url, **options):
    pauses = []
    return download_file(url, pause=pauses.append, **options), pauses


def test_a_file_is_fetched_once():
    with server() as (url, asked):
        path, _pauses = fetched(url)
        assert path.read_bytes() == CONTENT
        assert path.name.endswith("-saxony.osm.pbf")
        assert fetched(url)[0] == path
    assert asked == [None]


def test_progress_is_told_in_bytes():
    told = []
    with server() as (url, _asked):
        fetched(url, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (len(CONTENT), len(CONTENT))


def test_a_line_that_breaks_is_taken_up_where_it_broke():
    with server(breaks=[300_000, 400_000]) as (url, asked):
        path, pauses = fetched(url)
    assert path.read_bytes() == CONTENT
    assert asked == [None, "bytes=300000-", "bytes=700000-"]
    assert pauses == [1, 1]


def test_a_run_goes_on_where_the_last_one_ended():
    with server(breaks=[300_000]) as (url, asked):
        with pytest.raises(KeyboardInterrupt):
            download_file(url, pause=interrupted)
        assert fetched(url)[0].read_bytes() == CONTENT
    assert asked == [None, "bytes=300000-"]


def interrupted(_seconds):
    raise KeyboardInterrupt


@pytest.mark.parametrize("options", [{"etag": ""}, {"ranges": False}, {"etag": 'W/"weak"'}])
def test_what_cannot_be_continued_is_fetched_anew(options):
    with server(breaks=[300_000], **options) as (url, _asked):
        assert fetched(url)[0].read_bytes() == CONTENT


def test_parts_of_two_versions_are_never_joined():
    with server(breaks=[300_000]) as (url, _asked), pytest.raises(KeyboardInterrupt):
        download_file(url, pause=interrupted)
    (part,) = downloads_folder().glob("*.part")
    with server(content=CONTENT[::-1], etag='"two"') as (other, _asked):
        # The same address, which serves another version now.
        for file in (part, part.with_name(part.name.replace(".part", ".mark"))):
            file.rename(file.with_name(file.name.replace(file.name[:12], stem_of(other))))
        assert fetched(other)[0].read_bytes() == CONTENT[::-1]


def stem_of(url):
    return hashlib.sha256(url.encode()).hexdigest()[:12]


def test_an_address_without_a_file_is_told():
    with server(status=404) as (url, asked), pytest.raises(BasemapFault, match="answered 404"):
        fetched(url)
    assert len(asked) == 1


def test_a_host_that_does_not_answer_is_told():
    with server() as (url, _asked):
        pass
    with pytest.raises(BasemapFault, match="could not be fetched"):
        fetched(url)


def test_what_was_fetched_is_forgotten_when_the_map_is_made():
    with server() as (url, _asked):
        fetched(url)
    delete_downloads()
    assert not downloads_folder().exists()
    delete_downloads()


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://example.org/a.pbf", True),
        ("/tmp/a.pbf", False),
        ("a.pbf", False),
        ("file:///etc/passwd", False),
    ],
)
def test_addresses_are_told_from_files(text, is_one):
    assert is_url(text) == is_one
