from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

not_negative = MinValueValidator(0, _("Enter a number from 0 upwards."))
positive = MinValueValidator(Decimal("0.01"), _("Enter a number greater than 0."))
ratio = [
    MinValueValidator(0, _("A ratio lies between 0 and 1, for example 0.8.")),
    MaxValueValidator(1, _("A ratio lies between 0 and 1, for example 0.8.")),
]


def not_in_future(day):
    """Reject a future day of a check, which would postpone the next one."""
    if day > timezone.localdate():
        raise ValidationError(_("This day lies ahead. Type the day on which the details were checked."))
