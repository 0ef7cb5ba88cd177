"""Spaces on maps: features, clusters, outlines."""
