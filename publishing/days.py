"""Hours as people type them; which years a day may lie in stands in importing/years.py."""

import re
from datetime import time

from django import forms
from django.core.exceptions import ValidationError


class HourField(forms.TimeField):
    """Takes 8, 8.00, 8:00 and 08:00:00, each with “Uhr” or without."""

    HOUR = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:](\d{2}))?\s*(?:uhr|h)?", re.ASCII | re.IGNORECASE)

    def to_python(self, value):
        found = self.HOUR.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            return super().to_python(value)
        try:
            return time(*(int(part or 0) for part in found.groups()))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
