"""A submitted admin form, carried over a login in a hidden input (docs/adr/0047) or over a busy database (0052)."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.unsaved_forms import CARRIED_FORM, as_post, is_typed

MAX_BYTES = 5_000_000
FORM_VIEWS = {"add_view", "change_view", "revision_view", "recover_view"}
RESTORED_PARAMETERS = {"_popup", "_to_field"}
"""Names with a leading underscore are buttons, except these."""

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
    """`pairs`: [[name, value]] in form order; `files`: file names, as files cannot be restored."""

    pairs: list
    files: list

    @classmethod
    def from_request(cls, request):
        """From the hidden input if present, else from the POST data."""
        return (
            cls.from_json(request.POST[CARRIED_FORM])
            if CARRIED_FORM in request.POST
            else cls.from_post(request)
        )

    @classmethod
    def from_post(cls, request):
        pairs = [
            [name, value] for name, values in request.POST.lists() if is_restorable(name) for value in values
        ]
        return cls(pairs, [file.name for name in request.FILES for file in request.FILES.getlist(name)])

    @classmethod
    def from_json(cls, text):
        try:
            found = json.loads(text)
            typed = cls([[name, value] for name, value in found["pairs"]], list(found["files"]))
            texts = [*(text for pair in typed.pairs for text in pair), *typed.files]
            "".join(texts).encode()
        except (ValueError, TypeError, KeyError):  # a lone surrogate is a ValueError too
            raise BadRequest from None
        return typed

    @property
    def as_json(self):
        return json.dumps({"pairs": self.pairs, "files": self.files}, ensure_ascii=False)

    @property
    def is_too_long(self):
        return len(self.as_json.encode()) > MAX_BYTES

    def context(self):
        """Context of templates with the hidden input."""
        return {
            "typed_name": CARRIED_FORM,
            "typed": "" if self.is_too_long else self.as_json,
            "typed_is_too_long": self.is_too_long,
            "typed_files": self.files,
        }

    def as_post(self):
        return as_post([name, value] for name, value in self.pairs if is_restorable(name))


def is_restorable(name):
    return is_typed(name) or name in RESTORED_PARAMETERS


def form_admin(view):
    """The ModelAdmin if the view shows its form for one object, else None."""
    model_admin = getattr(view, "__self__", None) or getattr(view, "model_admin", None)
    is_form = isinstance(model_admin, ModelAdmin) and getattr(view, "__name__", "") in FORM_VIEWS
    return model_admin if is_form else None


def is_same_origin(request):
    """Whether the Origin is this portal: foreign content must not be shown as the editor's own."""
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.META.get("HTTP_ORIGIN") in own


def restore_notes(typed, reason):
    """Messages above the restored form; `reason`: LOGGED_OUT or BUSY."""
    if not typed.files:
        return [reason]
    return [reason, _("Choose these files again: %(names)s.") % {"names": ", ".join(typed.files)}]
