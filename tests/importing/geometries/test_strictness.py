"""What a wicked file cannot make of the reader."""

import io
import subprocess
import sys
import threading
import tracemalloc
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings
from django.utils import translation

from importing.geometries import archives
from importing.geometries.reading import read_geometry_file
from importing.reports import ImportFault
from tests.factories.geometry_files import FIELD, geopackage, gml, kml, shapefile

pytestmark = pytest.mark.slow

RING = ((12.38, 51.33), (12.38, 51.34), (12.39, 51.34))


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def packed(*members, method=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, part in members:
            archive.writestr(name, part)
    return content.getvalue()


def refused(content, match):
    with pytest.raises(ImportFault, match=match):
        read_geometry_file(content, srid=25833)


@pytest.fixture
def visits():
    """Requests that reach a server of ours, whose address comes first."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET

        def log_message(self, *_told):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "content",
    [
        b"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>"
        b"</OGRVRTDataSource>",
        b"<VRTDataset/>",
        b"<WFSDataSource><URL>http://example.org/</URL></WFSDataSource>",
        b"<GDAL_WMS/>",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n",
        b"/vsicurl/http://example.org/x.gpkg",
        b"",
        b"\0" * 1000,
        b'{"type": 1}',
        b'{"type": "FeatureCollection", "features": ' + b"[" * 200_000,
        b"SQLite format 3\x00rubbish",
        b"PK\x03\x04rubbish",
        b"PK\x05\x06",
    ],
)
def test_what_is_none_of_the_files_is_refused_in_words(content):
    refused(content, ".")


def test_a_schema_is_never_fetched(visits):
    address, asked = visits
    schema = (
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="http://example.org/o {address}o.xsd"'
    )
    content = gml(FIELD).replace(b"<gml:FeatureCollection", f"<gml:FeatureCollection {schema}".encode())
    assert len(read_geometry_file(content, srid=25833).records) == 1
    assert asked == []


def test_a_link_in_a_file_is_never_followed(visits):
    address, asked = visits
    linked = kml(RING).replace(
        b"</Document>",
        f"<NetworkLink><Link><href>{address}x.kml</href></Link></NetworkLink></Document>".encode(),
    )
    assert len(read_geometry_file(linked).records) == 1
    referring = gml(
        FIELD, more=f'<o:near xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{address}x"/>'
    )
    assert len(read_geometry_file(referring, srid=25833).records) == 1
    assert asked == []


def test_a_view_of_a_geopackage_reaches_neither_network_nor_files(tmp_path, visits):
    address, asked = visits
    for at, call in enumerate([f"ogr_geocode('{address}')", "ogr_datasource_load_layers('/etc/passwd')"]):
        content = geopackage(
            tmp_path / f"{at}.gpkg", ["POINT (318000 5690000)"], view=f"fid, geom, {call} AS name"
        )
        try:
            read = read_geometry_file(content)
        except ImportFault:
            continue
        assert not any(record.fields.get("name") for record in read.records)
    assert asked == []


@pytest.mark.parametrize("name", ["../a.shp", "/etc/a.shp", "x/../../a.shp", "C:\\a.shp", "..\\a.shp"])
def test_names_that_lead_out_of_the_archive_are_refused(name):
    refused(packed((name, b"x")), "lead out")


def test_archives_of_something_else_are_told():
    refused(packed(("readme.txt", b"x")), "no shapefile")
    refused(packed(*((f"{at}.txt", b"") for at in range(201))), "200")
    refused(shapefile(FIELD, more=[("other.shp", b"x")]), "2 shapefiles")
    refused(packed(("a.shp", b"x" * 100), method=zipfile.ZIP_LZMA), "ZIP")
    locked = bytearray(packed(("a.shp", b"x" * 100)))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    refused(bytes(locked), "password")
    refused(shapefile(FIELD)[:-40], "damaged")


def test_what_a_mac_packs_beside_is_passed_over():
    content = shapefile(
        FIELD, stem="Plan/plots", more=[("__MACOSX/Plan/._plots.shp", b"x"), ("Plan/.DS_Store", b"")]
    )
    assert len(read_geometry_file(content, srid=25833).records) == 1


def test_a_document_type_is_refused_in_any_writing():
    declared = '<!DOCTYPE kml [<!ENTITY a "b">]>'
    refused(kml(RING, head=declared), "DOCTYPE")
    refused(kml(RING, head=declared).decode().replace("UTF-8", "UTF-16").encode("utf-16"), "DOCTYPE")


def test_elements_too_deep_within_each_other_are_refused():
    refused(b"<kml>" + b"<Folder>" * 200_000, "deep")


def program(*lines):
    words = "\n".join(
        [
            "import socket, os, subprocess",
            "from importing.sandbox import deny_syscalls",
            "deny_syscalls(5)",
            *lines,
        ]
    )
    return subprocess.run(
        [sys.executable, "-c", words], cwd=settings.BASE_DIR, capture_output=True, check=False, timeout=60
    ).stderr.decode()


PRCTL = {"x86_64": 157, "aarch64": 167}
UNFILTERED = {
    "another machine": (
        "platform.machine = lambda: 'riscv64'",
        "no filter of system calls for Linux on riscv64",
    ),
    "the kernel refuses": (
        "from importing import sandbox; calls, machine = sandbox.DENIED_SYSCALLS, platform.machine();"
        f"sandbox.DENIED_SYSCALLS = {{machine: (calls[machine][0], ({PRCTL}[machine],))}};"
        "sandbox.install_seccomp_filter(); sandbox.DENIED_SYSCALLS = calls",
        "[Errno 13] the kernel takes no filter of system calls",
    ),
}


@pytest.mark.parametrize("case", UNFILTERED)
def test_where_system_calls_cannot_be_filtered_nothing_is_read(tmp_path, monkeypatch, caplog, case):
    """A program of that machine: Python runs `sitecustomize` first."""
    lines, reason = UNFILTERED[case]
    (tmp_path / "sitecustomize.py").write_text(f"import platform\n{lines}\n")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{settings.BASE_DIR}")
    refused(kml(RING), "cannot be read at present")
    assert "importing.geometries.reader refuses all files" in caplog.text
    assert reason in caplog.text


def test_behind_closed_doors_there_is_no_network_no_other_program_and_no_writing(tmp_path):
    assert "Error" not in program("print(1)")
    assert "PermissionError" in program("socket.socket()")
    assert "PermissionError" in program("subprocess.run(['/bin/true'])")
    assert "File too large" in program(f"open({str(tmp_path / 'x')!r}, 'w').write('x')")


@pytest.mark.parametrize(
    ("parent", "ends"), [("os.getppid()", (0, "1000000000 True 0")), ("os.getppid() + 1", (1, ""))]
)
def test_such_a_program_keeps_to_its_memory_and_its_time_and_ends_with_the_one_that_began_it(parent, ends):
    words = f"""
import os, resource, signal
from importing.sandbox import deny_syscalls, limit_resources
limit_resources({parent}, 30, 10**9)
left = signal.alarm(0)
deny_syscalls(5)
assert resource.getrlimit(resource.RLIMIT_CPU) == (5, 6)
print(resource.getrlimit(resource.RLIMIT_AS)[0], left in (29, 30), resource.getrlimit(resource.RLIMIT_CORE)[0])
"""
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=settings.BASE_DIR, capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.decode().strip()) == ends


@pytest.mark.parametrize(
    ("names", "suffixes"),
    [
        (["a.SHP", "A.dbf", "a.qmd"], [".shp", ".dbf"]),
        (["x/a.shp", "a.dbf", "x/a.prj"], [".shp", ".prj"]),
        (["x\\a.shp", "x/a.dbf"], [".shp", ".dbf"]),
        (["a.kml", "a.shp"], [".shp"]),
    ],
)
def test_the_parts_of_one_shapefile_belong_together(names, suffixes):
    assert list(archives.extract_parts(packed(*((name, b"a") for name in names)))) == suffixes


def lying(archive):
    """The archive with a directory that states 10 bytes for each file."""
    content = bytearray(archive)
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(content)


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = packed(("a.kml", b" " * (60 * 1024 * 1024)))
    for content, reason in ((bomb, "more than 50 MB when unpacked"), (lying(bomb), "damaged or cut off")):
        tracemalloc.start()
        with pytest.raises(ImportFault, match=reason):
            archives.extract_parts(content)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 5 * 1024 * 1024
