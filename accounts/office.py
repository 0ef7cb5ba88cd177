"""The region's office: who is asked where nobody else is named or answers."""

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import Organisation


def region_office():
    """(name, e-mail address) of the region's organisation, else what the setting REGION_OFFICE answers."""
    regions = Organisation.objects.filter(kind=Organisation.Kind.REGION).exclude(email="")
    if organisation := regions.order_by("pk").first():
        return organisation.name, organisation.email
    return import_string(settings.REGION_OFFICE)()
