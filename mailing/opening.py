"""Public forms that collect personal data are closed until the privacy notice is published."""

from django.conf import settings
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.module_loading import import_string


def are_forms_open():
    """Whether the privacy notice is published, by the function that the setting PRIVACY_NOTICE names."""
    return import_string(settings.PRIVACY_NOTICE)()


def form_url(name):
    """Return the URL of such a form, or "" while it is closed, so that nothing links there."""
    return reverse(name) if are_forms_open() else ""


class OpenFormMixin:
    """For the view of such a form. While closed, it shows the reason and a contact instead."""

    def dispatch(self, request, *args, **kwargs):
        if are_forms_open():
            return super().dispatch(request, *args, **kwargs)
        status = 200 if request.method in {"GET", "HEAD"} else 403
        response = TemplateResponse(request, "mailing/form_closed.html", status=status)
        add_never_cache_headers(response)
        return response
