from tests.road_graph import built_roads, roads

__all__ = ["built_roads", "roads"]
