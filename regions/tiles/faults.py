"""What stops the making of a base map, or of what other rooms make of the same files."""


class BasemapFault(Exception):
    """Nothing was made; what was in use before still is. The message is meant for the operator."""
