"""The whole way from what the operator names to the map that is shown."""

from pathlib import Path

from django.db import transaction

from caching.versions import note_change
from regions.tiles.archives import opened
from regions.tiles.building import build
from regions.tiles.coverage import WHOLE, coverage
from regions.tiles.faults import BasemapFault
from regions.tiles.fetching import fetch, forget_downloads, is_address
from regions.tiles.installed import hide
from regions.tiles.installing import Told, install
from regions.tiles.kinds import OSM, Kind, kind_of
from regions.tiles.workplace import workplace

OSM_ATTRIBUTION, OSM_LICENCE = "© OpenStreetMap contributors", "ODbL 1.0"


def make_basemap(sources, told, tell, progress=None, confirm=None):
    """Shows a map of these files and addresses: several extracts of OpenStreetMap, or one file of tiles.

    `told` (Told) wins over what the files say of themselves; `tell` takes a sentence about each step; `confirm` takes
    the one about a map that covers a part of the areas, and says whether it is wanted. Gives the TileSet. Raises
    BasemapFault; the map shown before then still is.
    """
    with workplace() as making:
        files = [_here(source, tell, progress) for source in sources]
        kinds = {path: kind_of(path) for path in files}
        if len(files) > 1 and any(kind.name != OSM for kind in kinds.values()):
            raise BasemapFault("Several files can be joined only where all are extracts of OpenStreetMap.")
        path, kind = next(iter(kinds.items()))
        if kind.name == OSM:
            path, day = build(list(kinds.items()), making, tell, progress)
            kind = Kind("MBTiles")
            told = Told(told.attribution or OSM_ATTRIBUTION, told.licence or OSM_LICENCE, told.day or day)
        archive = opened(path, kind)
        share, held = coverage(archive)
        if share < WHOLE:
            sentence = f"The map covers {100 * share:.1f} % of the areas of this portal; the overview stays around it."
            if not (confirm and confirm(sentence)):
                raise BasemapFault(f"{sentence} It was not installed. If a part is what you want: PARTIAL=1")
        tell("Check the tiles, add numbers of roads and inhabitants")
        tiles = install(archive, making, told, progress, part=held if share < WHOLE else None)
    forget_downloads()
    return tiles


def _here(source, tell, progress):
    if not is_address(source):
        return Path(source)
    tell(f"Fetch {source}")
    return fetch(source, progress)


def remove_basemap():
    """Shows the overview again."""
    with workplace(), transaction.atomic():
        hide()
        note_change("regions")
    forget_downloads()
