"""Public forms that take people's data are closed until visitors can read what becomes of it."""

from django.conf import settings
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.module_loading import import_string


def are_forms_open():
    """Whether the privacy notice is published; the setting PRIVACY_NOTICE names who knows."""
    return import_string(settings.PRIVACY_NOTICE)()


def form_url(name):
    """The address of such a form, "" while it is closed: nothing leads there then."""
    return reverse(name) if are_forms_open() else ""


class OpenFormMixin:
    """For the view of such a form. Until it may open, its address says why not, and whom to ask instead."""

    def dispatch(self, request, *args, **kwargs):
        if are_forms_open():
            return super().dispatch(request, *args, **kwargs)
        status = 200 if request.method in {"GET", "HEAD"} else 403
        response = TemplateResponse(request, "mailing/form_closed.html", status=status)
        add_never_cache_headers(response)
        return response
