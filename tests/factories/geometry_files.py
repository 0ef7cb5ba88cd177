"""Files of geometries as offices give them out, written byte by byte: nothing that writes them is at hand."""

import io
import sqlite3
import struct
import zipfile

from django.contrib.gis.geos import GEOSGeometry

FIELD = ((318_000, 5_690_000), (318_000, 5_690_200), (318_100, 5_690_200), (318_100, 5_690_000))
"""Corners of 2 ha in UTM zone 33 (EPSG:25833), south of Leipzig."""


def shapefile(*rings, names=(), prj="", stem="plots", more=()):
    """The bytes of a zipped shapefile of polygons of one ring each; `names` for its one column NAME."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix, part in shape_parts(rings).items():
            archive.writestr(stem + suffix, part)
        if names:
            archive.writestr(f"{stem}.dbf", table(names))
        if prj:
            archive.writestr(f"{stem}.prj", prj)
        for name, part in more:
            archive.writestr(name, part)
    return content.getvalue()


def shape_parts(rings):
    records, index, at = b"", b"", 50
    for number, ring in enumerate(rings, start=1):
        corners = [*ring, ring[0]]
        box = struct.pack("<4d", *extent(corners))
        body = struct.pack("<i", 5) + box + struct.pack("<3i", 1, len(corners), 0)
        body += b"".join(struct.pack("<2d", *corner) for corner in corners)
        records += struct.pack(">2i", number, len(body) // 2) + body
        index += struct.pack(">2i", at, len(body) // 2)
        at += len(body) // 2 + 4
    box = struct.pack("<8d", *extent([corner for ring in rings for corner in ring]), 0, 0, 0, 0)
    head = lambda rest: struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 50 + len(rest) // 2)  # noqa: E731
    tail = struct.pack("<2i", 1000, 5) + box
    return {".shp": head(records) + tail + records, ".shx": head(index) + tail + index}


def extent(corners):
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def table(names):
    head = struct.pack("<4BIHH20x", 3, 126, 1, 1, len(names), 65, 41)
    column = struct.pack("<11sc4xBB14x", b"NAME", b"C", 40, 0) + b"\r"
    return head + column + b"".join(b" " + name.encode("latin-1").ljust(40) for name in names) + b"\x1a"


def kml(*rings, root='kml xmlns="http://www.opengis.net/kml/2.2"', head=""):
    """Rings of (longitude, latitude)."""
    marks = "".join(
        f"<Placemark><name>Feld {number}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>"
        + " ".join(f"{x},{y},110" for x, y in [*ring, ring[0]])
        + "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
        for number, ring in enumerate(rings, start=1)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<{root}><Document>{marks}</Document></kml>'.encode()


def gml(*rings, srs="", more=""):
    """`srs`: how the geometries name their system, "" for silence."""
    name = f' srsName="{srs}"' if srs else ""
    members = "".join(
        f'<gml:featureMember><o:plot gml:id="p{number}"><o:name>Feld {number}</o:name>{more}'
        f"<o:place><gml:Polygon{name}>"
        "<gml:exterior><gml:LinearRing><gml:posList>"
        + " ".join(f"{x} {y}" for x, y in [*ring, ring[0]])
        + "</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></o:place></o:plot></gml:featureMember>"
        for number, ring in enumerate(rings, start=1)
    )
    return (
        '<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" '
        f'xmlns:o="http://example.org/o">{members}</gml:FeatureCollection>'
    ).encode()


def geopackage(path, shapes, srid=25833, view=""):
    """The bytes of a GeoPackage with the layer `plots` of these WKT, damaged where one is "".

    `view` is what the layer selects instead of its columns.
    """
    definition = f"EPSG:{srid}"
    with sqlite3.connect(path) as database:
        database.executescript(f"""
            PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
                organization_coordsys_id INTEGER, definition TEXT, description TEXT);
            INSERT INTO gpkg_spatial_ref_sys VALUES ('undefined', -1, 'NONE', -1, 'undefined', ''),
                ('undefined', 0, 'NONE', 0, 'undefined', ''),
                ('WGS 84', 4326, 'EPSG', 4326, 'EPSG:4326', '');
            INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES ('x', {srid}, 'EPSG', {srid}, '{definition}', '');
            CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT,
                last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL, srs_id INTEGER);
            INSERT INTO gpkg_contents VALUES ('plots', 'features', 'plots', '', '2026-01-01T00:00:00Z',
                NULL, NULL, NULL, NULL, {srid});
            CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,
                srs_id INTEGER, z INTEGER, m INTEGER);
            INSERT INTO gpkg_geometry_columns VALUES ('plots', 'geom', 'GEOMETRY', {srid}, 0, 0);
            CREATE TABLE held (fid INTEGER PRIMARY KEY, geom GEOMETRY, name TEXT);
            CREATE VIEW plots AS SELECT {view or "fid, geom, name"} FROM held;
            """)
        for number, shape in enumerate(shapes, start=1):
            wkb = bytes(GEOSGeometry(shape).wkb) if shape else b"damaged"
            blob = b"GP\x00\x01" + srid.to_bytes(4, "little", signed=True) + wkb
            database.execute("INSERT INTO held VALUES (?, ?, ?)", [number, blob, f"Feld {number}"])
    database.close()
    return path.read_bytes()
