"""The start page of the admin: notices, shortcuts to create objects, latest changes, the pool."""

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.rights import rights_of
from editing.admin.forms.unsaved_form import form_admin
from editing.models import UnsavedForm
from portal.administration import notices  # noqa: F401  (registers on import)
from portal.administration.last_changes import last_changes
from publishing.dashboard_notices import notices_for
from sites.admin.at_a_glance import at_a_glance

CREATED_OFTEN = ("sites.Plot", "sites.Hall", "news.Article")


def start_page(request, site):
    return {
        "title": _("Start page"),
        "notices": notices_for(request.user),
        "begun": [*begun_forms(request.user, site)],
        "creatable": list(creatable(request, site)),
        "pool": at_a_glance(request.user),
        "last_changes": last_changes(request.user, site),
        "is_start_page": True,
        "version": settings.VERSION,
        "may_answer_requests": rights_of(request.user).is_administrator,
    }


def begun_forms(user, site):
    """Yield {"what", "when", "url"} of forms that the user began and did not save, the newest first."""
    for unsaved in UnsavedForm.objects.listed(user):
        model_admin = form_admin(site, unsaved.form)[0]
        named = {"kind": capfirst(model_admin.opts.verbose_name), "name": unsaved.title}
        what = _("%(kind)s “%(name)s”") % named if unsaved.title else _("%(kind)s without a name") % named
        if unsaved.photos:
            photos = ngettext("%(count)s photo", "%(count)s photos", unsaved.photos) % {
                "count": unsaved.photos
            }
            what = _("%(what)s with %(photos)s") % {"what": what, "photos": photos}
        yield {"what": what, "when": unsaved.kept_at, "url": reverse("admin:unsaved", args=[unsaved.tab])}


def creatable(request, site):
    """Yield {"label", "url"} of frequently created objects that the user may add."""
    for model in map(apps.get_model, CREATED_OFTEN):
        model_admin = site.get_model_admin(model)
        if model_admin.has_add_permission(request):
            yield {"label": model._meta.verbose_name, "url": model_admin.url_of("add")}
    if rights_of(request.user).assignable_roles():
        yield {"label": _("Invite a municipality"), "url": reverse("admin:accounts_organisation_add")}
