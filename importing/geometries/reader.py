"""Program that reads one untrusted geometry file in a sandbox.

    python -m importing.geometries.reader PARENT SECONDS LANGUAGE SRID < file > answer.json

SRID is 0 if none is given. Without the portal's settings, database or network. Output: see `serialise`.
"""

import json
import sys
from pathlib import Path

from importing.sandbox import deny_syscalls, limit_resources

MAX_MEMORY_BYTES = 1024**3
"""Address space; GDAL and its libraries use a third of it before reading."""
MAX_CPU_SECONDS = 20
"""20,000 objects take about two."""


def main(parent, seconds, language, srid):
    limit_resources(parent, seconds, MAX_MEMORY_BYTES)
    configure_django(language)
    from importing.geometries.references import ReferenceMissing
    from importing.reports import ImportFault

    content = sys.stdin.buffer.read()
    preload_libraries()
    deny_syscalls(MAX_CPU_SECONDS)
    try:
        answer = serialise(read_content(content, srid or None))
    except ReferenceMissing:
        answer = {"silent": True}
    except ImportFault as fault:
        answer = {"fault": str(fault)}
    json.dump(answer, sys.stdout)
    return 0


def configure_django(language):
    """Configure Django for translations only."""
    import django
    from django.conf import settings
    from django.utils import translation

    settings.configure(LOCALE_PATHS=[Path(__file__).parents[2] / "locale"], LANGUAGE_CODE=language)
    django.setup()
    translation.activate(language)


def preload_libraries():
    """Let PROJ and GDAL load their files before the sandbox is closed."""
    from importing.geometries.layers import deregister_other_drivers, spatial_reference

    deregister_other_drivers()
    spatial_reference(25833)


def read_content(content, srid):
    """Return the GeometryFile of the content. Raises ImportFault and ReferenceMissing."""
    from importing.geometries.archives import EMPTY_ZIP_MAGIC, ZIP_MAGIC, extract_parts
    from importing.geometries.layers import SUFFIXES, read_layers
    from importing.geometries.markup import detect_markup_kind

    if content.startswith(b"SQLite format 3\x00"):
        return read_layers("GeoPackage", {".gpkg": content}, srid)
    if content.startswith((ZIP_MAGIC, EMPTY_ZIP_MAGIC)):
        parts = extract_parts(content)
        if ".kml" not in parts:
            return read_layers("Shapefile", parts, srid)
        content = parts[".kml"]
    if looks_like_markup(content):
        kind = detect_markup_kind(content)
        return read_layers(kind, {SUFFIXES[kind]: content}, srid)
    return read_geojson(content, srid)


def looks_like_markup(content):
    head = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    return head.startswith(b"<")


def read_geojson(content, srid):
    from importing.geometries.features import read_geojson_file
    from importing.geometries.files import decode_utf8

    return read_geojson_file(decode_utf8(content, "GeoJSON"), srid)


def serialise(source):
    reference = source.reference
    return {
        "kind": source.kind,
        "reference": [reference.srid, reference.title, reference.is_stated],
        "records": [
            [record.number, record.fields, record.shape and record.shape.wkb.hex(), record.fault]
            for record in source.records
        ],
    }


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
