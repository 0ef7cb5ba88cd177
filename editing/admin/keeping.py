"""What is typed and not saved is kept on the editor's device, where a form may be kept at all (docs/adr/0065)."""

from editing.kept_forms import page_of, tell_saved


class KeepsOnDeviceMixin:
    """For a ModelAdmin, before all that answers its forms. Never for one whose forms hold people's data."""

    keeps_on_device = False

    def render_change_form(self, request, context, *args, **kwargs):
        if self.keeps_on_device and not context["is_popup"]:
            context["kept_form"] = self.kept_form(request, context["adminform"].form)
        return super().render_change_form(request, context, *args, **kwargs)

    def kept_form(self, request, form):
        """Which form it is, in whatever language; the version it was opened with; the page it goes on from."""
        match = request.resolver_match
        return {
            "form": " ".join([match.url_name, *match.args, *match.kwargs.values()]),
            "version": form["opened_version"].value() if form.instance.pk else "",
            "came_back": form.is_bound,
            "continued": page_of(form.data),
        }

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        page = page_of(request.POST)
        # Somebody may have deleted the entry meanwhile: then the answer leads away too, and nothing is saved.
        if (
            page
            and answer.status_code == 302
            and (object_id is None or self.objects_named([object_id]).exists())
        ):
            tell_saved(answer, page)
        return answer
