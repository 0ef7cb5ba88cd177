"""The region's office, the fallback contact."""

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import Organisation


def region_office():
    """Return (name, e-mail address) of the region's organisation, else the result of the setting REGION_OFFICE."""
    regions = Organisation.objects.filter(kind=Organisation.Kind.REGION).exclude(email="")
    if organisation := regions.order_by("pk").first():
        return organisation.name, organisation.email
    return import_string(settings.REGION_OFFICE)()
