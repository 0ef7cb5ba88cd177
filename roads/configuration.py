"""What the engine is told of itself: where the graph is, and how far it may go.

python roads/configuration.py FOLDER FILE     writes what its builder is told, as JSON
"""

import json
import sys

METRES_PER_KILOMETRE = 1000
MAX_ROUTE_METRES = 400 * METRES_PER_KILOMETRE
"""Metres, of a way from a place to a landmark."""
MAX_RESERVED_LABELS = 100_000
"""Kept between two computations; more is given back to the system."""


def engine_config(tile_extract="", tile_dir=""):
    """As a dict. One of the two says where the graph is."""
    from valhalla.config import get_config

    config = get_config(tile_extract=tile_extract, tile_dir=tile_dir)
    roads = config["mjolnir"]
    for unused in ("admin", "landmarks", "timezone", "transit_dir", "transit_feeds_dir", "traffic_extract"):
        roads[unused] = ""
    config["additional_data"]["elevation"] = ""
    # Mapped, the graph needs no cache. Whether two places are joined is found out by driving.
    roads["max_cache_size"] = 16 * 1024 * 1024
    config["loki"]["use_connectivity"] = False
    thor = config["thor"]
    thor["clear_reserved_memory"] = True
    for name in [name for name in thor if name.startswith("max_reserved_labels_count")]:
        thor[name] = MAX_RESERVED_LABELS
    limits = config["service_limits"]
    for costing in ("truck", "auto"):
        limits[costing]["max_distance"] = MAX_ROUTE_METRES
    limits["max_alternates"] = 0
    return config


def builder_config(tile_dir, tile_extract):
    """The builder tells on its output how far it is, and leaves tiles in a folder, which are packed into a file."""
    config = engine_config(tile_dir=tile_dir)
    config["logging"]["type"] = "std_out"
    config["mjolnir"]["tile_extract"] = tile_extract
    return config


if __name__ == "__main__":
    print(json.dumps(builder_config(*sys.argv[1:])))
