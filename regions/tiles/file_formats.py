"""Detect the format of a file by its first bytes, independent of its name."""

from dataclasses import dataclass

from regions.tiles.faults import BasemapFault

MBTILES, PMTILES, OSM = "MBTiles", "PMTiles", "OpenStreetMap"


@dataclass(frozen=True)
class FileFormat:
    """name: one of the three above. osmium: osmium's name of an OpenStreetMap format."""

    name: str
    osmium: str = ""


SIGNATURES = [
    (0, b"SQLite format 3\0", FileFormat(MBTILES)),
    (0, b"PMTiles", FileFormat(PMTILES)),
    (4, b"\x0a\x09OSMHeader", FileFormat(OSM, "pbf")),
    (0, b"\xff\xe0\x04o5m2", FileFormat(OSM, "o5m")),
    (0, b"\x1f\x8b", FileFormat(OSM, "osm.gz")),
    (0, b"BZh", FileFormat(OSM, "osm.bz2")),
]
"""Offset, bytes, format. Compressed files are taken for XML; osmium reports others."""

OTHER_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


MAP_FORMATS = ".osm.pbf, .osm, .mbtiles or .pmtiles"


def detect_format(path, wanted=MAP_FORMATS):
    """Return the FileFormat. Raises BasemapFault for other formats and unreadable files."""
    try:
        with path.open("rb") as file:
            head = file.read(256)
    except OSError as error:
        raise BasemapFault(f"The file cannot be read: {path} ({error.strerror})") from error
    for at, bytes_, kind in SIGNATURES:
        if head.startswith(bytes_, at):
            return kind
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith((b"<?xml", b"<osm")):
        return FileFormat(OSM, "osm")
    raise BasemapFault(f"{path.name} is no map: {_describe_other(head)}. Wanted is {wanted}.")


def _describe_other(head):
    if not head:
        return "it is empty"
    if head.lstrip()[:1] == b"<":
        return "it is a page of the web or another XML"
    return next(
        (f"it is {name}" for bytes_, name in OTHER_SIGNATURES.items() if head.startswith(bytes_)),
        "its beginning is unknown",
    )
