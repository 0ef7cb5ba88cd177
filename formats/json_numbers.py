"""Numbers for JSON."""


def json_number(value):
    """An int if integral, else a float, as JSON has no decimals. None stays None."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
