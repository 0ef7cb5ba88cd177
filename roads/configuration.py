"""Configuration of the engine: location of the graph, and limits.

python roads/configuration.py FOLDER FILE     prints the configuration of the builder as JSON
"""

import json
import sys

METRES_PER_KILOMETRE = 1000
MAX_ROUTE_METRES = 400 * METRES_PER_KILOMETRE
"""From a place to a landmark."""
MAX_RESERVED_LABELS = 100_000
"""Kept between computations; memory beyond is freed."""


def engine_config(tile_extract="", tile_dir=""):
    """Return the configuration for a graph in a file or a folder."""
    from valhalla.config import get_config

    config = get_config(tile_extract=tile_extract, tile_dir=tile_dir)
    roads = config["mjolnir"]
    for unused in ("admin", "landmarks", "timezone", "transit_dir", "transit_feeds_dir", "traffic_extract"):
        roads[unused] = ""
    config["additional_data"]["elevation"] = ""
    # A memory-mapped graph needs no cache. Connectivity is found by routing.
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
    """Return the configuration that logs progress to stdout and writes tiles to a folder, to be packed into a file."""
    config = engine_config(tile_dir=tile_dir)
    config["logging"]["type"] = "std_out"
    config["mjolnir"]["tile_extract"] = tile_extract
    return config


if __name__ == "__main__":
    print(json.dumps(builder_config(*sys.argv[1:])))
