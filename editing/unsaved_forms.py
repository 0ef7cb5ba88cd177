"""Names of what forms carry until they are saved, and forms shown again that are not (docs/adr/0090).

Imports no models, because the administration's site is loaded before them.
"""

from copy import copy

from django.http import QueryDict
from django.utils.crypto import salted_hmac

CARRIED_FORM = "typed_before"
"""The hidden input that carries a form over a login (portal.server.submitted_form)."""
TAB = "unsaved_tab"
"""Hidden input with the name of the browser's tab that shows the form."""
CONTINUED = "unsaved_continued"
"""Hidden input with the token of the unsaved form that this tab continues."""


def login_key(user):
    """Return a stable one-way hash of the account for what stays on a device, "" for anonymous users."""
    if not user.is_authenticated:
        return ""
    return salted_hmac("editing.kept_forms", str(user.pk), algorithm="sha256").hexdigest()[:32]


def is_typed(name):
    """Not buttons, tokens or passwords."""
    is_secret = name in {"csrfmiddlewaretoken", CARRIED_FORM} or "password" in name
    return not is_secret and not name.startswith("_")


def as_post(pairs):
    """Return [(name, value)] as POST data, with a button, or Django would look for an action."""
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    data["_save"] = "1"
    return data


def never_valid_admin(model_admin, *, hides_errors=False):
    """A copy of the ModelAdmin whose form is never valid: it is shown with the submitted values, and never saved."""

    def get_form(request, obj=None, change=False, **kwargs):
        class Unfinished(model_admin.get_form(request, obj, change=change, **kwargs)):
            def is_valid(self):
                super().is_valid()
                if hides_errors:
                    self.errors.clear()
                return False

        return Unfinished

    shown = copy(model_admin)
    shown.get_form = get_form
    shown.is_read_only_view = True
    return shown
