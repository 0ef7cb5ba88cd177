"""Self-hosted vector tiles: an installed file, or an overview made from areas and landmarks."""
