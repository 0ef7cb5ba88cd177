"""Promises of the schema about geometries."""

from django.db.models import CheckConstraint


class GeometryConstraint(CheckConstraint):
    """A check that the database alone makes.

    Django cannot ask spatial questions about NULL, which is what most forms hold. Validators and `clean()` say
    the same beside the field; this keeps the promise for imports and the shell.
    """

    def validate(self, model, instance, exclude=None, using=None):
        return
