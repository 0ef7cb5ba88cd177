"""The address of a search without what nobody asked: a form without script sends its empty fields as well."""

from django.http import HttpResponseRedirect


def redirect_without_empty(request):
    """To the address of `request` without its empty parameters, the others in their order; None if it has none."""
    kept = request.GET.copy()
    for name, values in request.GET.lists():
        kept.setlist(name, [value for value in values if value.strip()])
    if kept == request.GET:
        return None
    query = kept.urlencode(safe=":,;")
    return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
