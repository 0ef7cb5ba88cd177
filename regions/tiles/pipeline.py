"""From the operator's files and URLs to the installed map."""

from pathlib import Path

from django.db import transaction

from caching.versions import note_change
from regions.tiles.archives import open_archive
from regions.tiles.building import build_tiles
from regions.tiles.coverage import MIN_FULL_COVERAGE, measure_coverage
from regions.tiles.faults import BasemapFault
from regions.tiles.fetching import delete_downloads, download_file, is_url
from regions.tiles.file_formats import OSM, FileFormat, detect_format
from regions.tiles.installed import remove_tiles
from regions.tiles.installing import StatedMetadata, install_tiles
from regions.tiles.workdir import working_directory

OSM_ATTRIBUTION, OSM_LICENCE = "© OpenStreetMap contributors", "ODbL 1.0"


def make_basemap(sources, stated, notify, progress=None, confirm=None):
    """Install a map from these paths and URLs: several extracts of OpenStreetMap, or one file of tiles.

    `stated` (StatedMetadata) takes precedence over the metadata of the files. `notify(sentence)` is called at each
    step; `confirm(sentence)` returns whether a map of only a part of the areas is wanted. Returns the TileSet. Raises
    BasemapFault, and leaves the map in use as it was.
    """
    with working_directory() as workdir:
        files = [_local_path(source, notify, progress) for source in sources]
        kinds = {path: detect_format(path) for path in files}
        if len(files) > 1 and any(kind.name != OSM for kind in kinds.values()):
            raise BasemapFault("Several files can be joined only where all are extracts of OpenStreetMap.")
        path, kind = next(iter(kinds.items()))
        if kind.name == OSM:
            path, day = build_tiles(list(kinds.items()), workdir, notify, progress)
            kind = FileFormat("MBTiles")
            attribution, licence = stated.attribution or OSM_ATTRIBUTION, stated.licence or OSM_LICENCE
            stated = StatedMetadata(attribution, licence, stated.day or day)
        archive = open_archive(path, kind)
        share, covered = measure_coverage(archive)
        if is_partial := share < MIN_FULL_COVERAGE:
            sentence = f"The map covers {100 * share:.1f} % of the areas of this portal; the overview stays around it."
            if not (confirm and confirm(sentence)):
                raise BasemapFault(f"{sentence} It was not installed. If a part is what you want: PARTIAL=1")
        notify("Check the tiles, add numbers of roads and inhabitants")
        tiles = install_tiles(archive, workdir, stated, progress, part=covered if is_partial else None)
    delete_downloads()
    return tiles


def _local_path(source, notify, progress):
    if not is_url(source):
        return Path(source)
    notify(f"Fetch {source}")
    return download_file(source, progress)


def remove_basemap():
    """Remove the installed map, so that the overview is shown."""
    with working_directory(), transaction.atomic():
        remove_tiles()
        note_change("regions")
    delete_downloads()
