"""Files of geometries from strangers: one reader for every import, and for a boundary that is put into a form.

    source = read_geometry_file(path, srid=25833)   # GeoJSON, GeoPackage, Shapefile ZIP, KML, KMZ, GML, CSV
    source.reference.name, [record.shape for record in source.records]

The server decodes texts and tables; whatever else a file is, a program of its own opens it (docs/adr/0076).
"""
