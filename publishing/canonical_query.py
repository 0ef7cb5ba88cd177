"""Canonical URLs of searches: a form without script submits its empty fields as well."""

from django.http import HttpResponseRedirect


def redirect_without_empty(request):
    """Redirect to the URL of `request` without empty parameters, in the same order; None if it has none."""
    parameters = request.GET.copy()
    for name, values in request.GET.lists():
        parameters.setlist(name, [value for value in values if value.strip()])
    if parameters == request.GET:
        return None
    query = parameters.urlencode(safe=":,;")
    return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
