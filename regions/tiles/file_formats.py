"""What a file is, told by its first bytes: its name may say anything."""

from dataclasses import dataclass

from regions.tiles.faults import BasemapFault

MBTILES, PMTILES, OSM = "MBTiles", "PMTiles", "OpenStreetMap"


@dataclass(frozen=True)
class FileFormat:
    """name: one of the three above. osmium: what osmium calls the form of an OpenStreetMap file."""

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
"""Where the bytes stand, and what they mean. What is packed is taken for XML; osmium says if it is not."""

OTHER_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


MAP_FORMATS = ".osm.pbf, .osm, .mbtiles or .pmtiles"


def detect_format(path, wanted=MAP_FORMATS):
    """Raises BasemapFault for what is no map, and for what cannot be read."""
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
