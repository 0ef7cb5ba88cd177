"""Plot and Hall: proxies of Space for one kind."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.choices import Kind
from sites.models.space import Space
from sites.querysets import SpaceQuerySet


class KindManager(models.Manager.from_queryset(SpaceQuerySet)):
    def get_queryset(self):
        return super().get_queryset().filter(kind=self.model.KIND)


class KindProxyMixin:
    """Sets `kind` of new objects to `KIND`."""

    def __init__(self, *args, **kwargs):
        # Rows from the database are passed as positional values, with their kind.
        super().__init__(*args, **(kwargs if args else {"kind": self.KIND, **kwargs}))


class Plot(KindProxyMixin, Space):
    KIND = Kind.PLOT

    objects = KindManager()

    class Meta:
        proxy = True
        default_permissions = Space._meta.default_permissions
        verbose_name = _("development site")
        verbose_name_plural = _("development sites")


class Hall(KindProxyMixin, Space):
    KIND = Kind.HALL

    objects = KindManager()

    class Meta:
        proxy = True
        default_permissions = Space._meta.default_permissions
        verbose_name = _("industrial building")
        verbose_name_plural = _("industrial buildings")
