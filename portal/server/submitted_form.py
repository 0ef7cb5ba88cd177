"""What somebody typed into a form of the administration, carried over a login by the page itself (docs/adr/0047).

The same forms come back when the database was busy (docs/adr/0052).
"""

import json
from copy import copy
from dataclasses import dataclass

from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIELD_NAME = "typed_before"
"""The hidden input that carries it."""
MAX_BYTES = 5_000_000
FORM_VIEWS = {"add_view", "change_view", "revision_view", "recover_view"}
RESTORED_PARAMETERS = {"_popup", "_to_field"}
"""Of the names with an underscore, which are buttons, those that say how the form is shown."""

LOGGED_OUT = gettext_lazy(
    "You were not logged in any more when you sent this form. Everything you typed is here again, and nothing of it is "
    "saved yet: look it over and save it."
)
BUSY = gettext_lazy(
    "The server is busy and could not save. Everything you typed is here again, and nothing of it is saved yet: please "
    "press the button once more."
)


@dataclass(frozen=True)
class SubmittedForm:
    """`pairs`: [[name, value]] in the order of the form; `files`: names of files, which no page can carry."""

    pairs: list
    files: list

    @classmethod
    def of(cls, request):
        """From a page that carries it, else from the form itself."""
        return cls.read(request.POST[FIELD_NAME]) if FIELD_NAME in request.POST else cls.sent(request)

    @classmethod
    def sent(cls, request):
        pairs = [
            [name, value] for name, values in request.POST.lists() if is_restorable(name) for value in values
        ]
        return cls(pairs, [file.name for name in request.FILES for file in request.FILES.getlist(name)])

    @classmethod
    def read(cls, text):
        try:
            found = json.loads(text)
            typed = cls([[name, value] for name, value in found["pairs"]], list(found["files"]))
            words = [*(word for pair in typed.pairs for word in pair), *typed.files]
            "".join(words).encode()
        except (ValueError, TypeError, KeyError):  # half a surrogate is a ValueError as well
            raise BadRequest from None
        return typed

    @property
    def text(self):
        return json.dumps({"pairs": self.pairs, "files": self.files}, ensure_ascii=False)

    @property
    def is_too_long(self):
        return len(self.text.encode()) > MAX_BYTES

    def context(self):
        """For the templates that carry it."""
        return {
            "typed_name": FIELD_NAME,
            "typed": "" if self.is_too_long else self.text,
            "typed_is_too_long": self.is_too_long,
            "typed_files": self.files,
        }

    def as_post(self):
        """As a form would have sent it; with a name for the button, or Django would look for an action."""
        data = QueryDict(mutable=True)
        for name, value in self.pairs:
            if is_restorable(name):
                data.appendlist(name, value)
        data["_save"] = "1"
        return data


def is_restorable(name):
    """Neither buttons nor tokens, and no password."""
    if name in {"csrfmiddlewaretoken", FIELD_NAME} or "password" in name:
        return False
    return not name.startswith("_") or name in RESTORED_PARAMETERS


def form_admin(view):
    """The ModelAdmin whose form for one object the view shows, else None."""
    model_admin = getattr(view, "__self__", None) or getattr(view, "model_admin", None)
    is_form = isinstance(model_admin, ModelAdmin) and getattr(view, "__name__", "") in FORM_VIEWS
    return model_admin if is_form else None


def is_same_origin(request):
    """Whether a page of this portal sent it: what others send is not shown to anybody as their own words."""
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.META.get("HTTP_ORIGIN") in own


def restore_notes(typed, reason):
    """What the form says above all else when it comes back; `reason`: LOGGED_OUT or BUSY."""
    if not typed.files:
        return [reason]
    return [reason, _("Choose these files again: %(names)s.") % {"names": ", ".join(typed.files)}]


def unsaved_form_admin(model_admin):
    """The same administration with a form that is not done yet: it is shown as it was typed, and never saved."""

    def get_form(request, obj=None, change=False, **kwargs):
        class Unfinished(model_admin.get_form(request, obj, change=change, **kwargs)):
            def is_valid(self):
                super().is_valid()
                return False

        return Unfinished

    shown = copy(model_admin)
    shown.get_form = get_form
    shown.is_read_only_view = True
    return shown
