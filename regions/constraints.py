"""Check constraints on geometries."""

from django.db.models import CheckConstraint


class GeometryConstraint(CheckConstraint):
    """A constraint checked by the database only: Django cannot evaluate spatial lookups on NULL.

    Forms are checked by validators and `clean()`.
    """

    def validate(self, model, instance, exclude=None, using=None):
        return
