"""What stops the making of a base map."""


class BasemapFault(Exception):
    """No map was made; the one shown before still is. The message is meant for the operator."""
