"""The page of deleted entries that the user may restore."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from editing.admin.forms.history import HistoryAdmin
from editing.admin_registry import registered_admins
from editing.deleting import RETENTION, deleted_versions
from editing.history import DELETED


def deleted_view(request, admin_site):
    lines = [
        line
        for model_admin in registered_admins(admin_site).values()
        if isinstance(model_admin, HistoryAdmin)
        for line in deleted_lines(request, model_admin)
    ]
    lines.sort(key=lambda line: line["version"].revision.date_created, reverse=True)
    context = {
        **admin_site.each_context(request),
        "title": _("Deleted entries"),
        "lines": lines,
        "days": RETENTION.days,
    }
    return render(request, "admin/deleted.html", context)


def deleted_lines(request, model_admin):
    """Yield a line per deleted object; none without the permissions to add and change."""
    if not (model_admin.has_change_permission(request) and model_admin.has_add_permission(request)):
        return
    for version in deleted_versions(model_admin.model):
        if not model_admin.may_recover(request, version):
            continue
        revision = version.revision
        is_known = revision.comment == DELETED
        yield {
            "version": version,
            "kind": model_admin.opts.verbose_name,
            "url": model_admin.url_of("recover", version.pk),
            "who": revision.user if is_known else None,
            "until": revision.date_created + RETENTION if is_known else None,
        }
