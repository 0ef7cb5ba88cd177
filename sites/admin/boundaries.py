from django.contrib import messages

from sites.pool.quality.boundary import large_boundary_warning


def warn_large_boundary(request, form):
    """Show the warning after saving; a release shows it anyway."""
    is_released = form.instance.workflow_state == "published" and "workflow_state" in form.changed_data
    words = (
        "" if is_released or "boundary" not in form.changed_data else large_boundary_warning(form.instance)
    )
    if words:
        messages.warning(request, words)
