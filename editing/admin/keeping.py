"""What is typed and not saved is kept on the device (docs/adr/0065); never of forms that hold people's data."""

from editing.kept_forms import page_of, tell_saved


def kept_form(request, form):
    """Which form it is, in whatever language; the version it was opened with; the page it goes on from."""
    match = request.resolver_match
    return {
        "form": " ".join([match.url_name, *match.args, *match.kwargs.values()]),
        "version": form["opened_version"].value() if form.instance.pk else "",
        "came_back": form.is_bound,
        "continued": page_of(form.data),
    }


def tell_saved_form(model_admin, request, object_id, answer):
    page = page_of(request.POST)
    # Somebody may have deleted the entry meanwhile: then the answer leads away too, and nothing is saved.
    if (
        page
        and answer.status_code == 302
        and (object_id is None or model_admin.objects_named([object_id]).exists())
    ):
        tell_saved(answer, page)
