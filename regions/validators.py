def validate_boundary(geometry):
    """Placeholder until written."""


def validate_in_region(geometry):
    """Placeholder until written."""
