"""What a check says of something, for tables of conditions."""

from django.core.exceptions import ValidationError


def code_of(function, *args):
    """Why it is refused, "" where it is taken."""
    try:
        function(*args)
    except ValidationError as refusal:
        return refusal.code or "refused"
    return ""
