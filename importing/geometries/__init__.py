"""Reads untrusted geometry files, for every import and for boundaries uploaded in forms.

    source = read_geometry_file(path, srid=25833)   # GeoJSON, GeoPackage, Shapefile ZIP, KML, KMZ, GML, CSV
    source.reference.name, [record.shape for record in source.records]

The server decodes CSV itself; all other formats are opened in a sandboxed process (docs/adr/0076).
"""
