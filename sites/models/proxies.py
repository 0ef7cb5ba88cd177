"""Plot and Hall: the same rows with the words of their kind."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.choices import Kind
from sites.models.space import Space
from sites.querysets import SpaceQuerySet


class PlotManager(models.Manager.from_queryset(SpaceQuerySet)):
    def get_queryset(self):
        return super().get_queryset().plots()


class HallManager(models.Manager.from_queryset(SpaceQuerySet)):
    def get_queryset(self):
        return super().get_queryset().halls()


class Plot(Space):
    objects = PlotManager()

    class Meta:
        proxy = True
        default_permissions = Space._meta.default_permissions
        verbose_name = _("development site")
        verbose_name_plural = _("development sites")

    def __init__(self, *args, **kwargs):
        # Rows from the database come as positional values and know their kind.
        super().__init__(*args, **(kwargs if args else {"kind": Kind.PLOT, **kwargs}))


class Hall(Space):
    objects = HallManager()

    class Meta:
        proxy = True
        default_permissions = Space._meta.default_permissions
        verbose_name = _("industrial building")
        verbose_name_plural = _("industrial buildings")

    def __init__(self, *args, **kwargs):
        # Rows from the database come as positional values and know their kind.
        super().__init__(*args, **(kwargs if args else {"kind": Kind.HALL, **kwargs}))
