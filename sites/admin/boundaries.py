from django.contrib import messages

from sites.quality.boundary import words_for


class BoundaryAdminMixin:
    """Before PublishableAdmin. A large boundary is told when it was saved; with a release it is told anyway."""

    def write_related(self, request, form, formsets, change):
        super().write_related(request, form, formsets, change)
        is_released = form.instance.workflow_state == "published" and "workflow_state" in form.changed_data
        words = "" if is_released or "boundary" not in form.changed_data else words_for(form.instance)
        if words:
            messages.warning(request, words)
