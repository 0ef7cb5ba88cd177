"""Placeholder until written."""

from django.http import HttpResponse


def page_not_found(request, exception=None):
    return HttpResponse("404", status=404)


bad_request = permission_denied = server_error = page_not_found
