"""What a map gets of spaces: features, clusters, outlines."""
