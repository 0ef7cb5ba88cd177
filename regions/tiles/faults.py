class BasemapFault(Exception):
    """Nothing was built; what was in use before still is. The message is for operators."""
