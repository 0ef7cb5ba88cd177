"""Forms that are kept on the editor's device while they are written (docs/adr/0065); the server stores nothing of them.

The page says whose they are, and a cookie tells the script of the next page which form was saved. Never kept are forms
that hold people's data: they call none of this.
"""

import re

from django.conf import settings
from django.utils.crypto import salted_hmac

KEPT_FORM = "kept_form"
"""The hidden input in which the script names the page that shows the form."""
PAGE_ID = re.compile(r"[0-9a-f]{1,32}")
COOKIE_SECONDS = 24 * 3600
"""Seconds in which the browser has to open another page of the administration."""


def login_key(user):
    """What a browser may know of whose the forms are: the same as long as the account is, and no way back to it."""
    if not user.is_authenticated:
        return ""
    return salted_hmac("editing.kept_forms", str(user.pk), algorithm="sha256").hexdigest()[:32]


def page_id(data):
    """The page that a form names, "" where it names none."""
    page = data.get(KEPT_FORM, "")
    return page if PAGE_ID.fullmatch(page) else ""


def kept_form_context(request, form):
    """Which form it is, in whatever language; the version it was opened with; the page it goes on from."""
    match = request.resolver_match
    return {
        "form": " ".join([match.url_name, *match.args, *match.kwargs.values()]),
        "version": form["opened_version"].value() if form.instance.pk else "",
        "came_back": form.is_bound,
        "continued": page_id(form.data),
    }


def set_saved_cookie(model_admin, request, object_id, answer):
    """By the name of the cookie, so that two forms saved one after the other are both told."""
    page = page_id(request.POST)
    if not page or answer.status_code != 302:
        return
    # Somebody may have deleted the entry meanwhile: then the answer leads away too, and nothing is saved.
    if object_id is None or model_admin.objects_by_key([object_id]).exists():
        answer.set_cookie(
            f"form_saved_{page}",
            "1",
            max_age=COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
