"""Figures for machines."""


def json_number(value):
    """An int where it is whole, else a float: JSON knows no decimals. None stays."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
