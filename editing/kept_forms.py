"""Forms kept on the editor's device while being edited; none is stored on the server (docs/adr/0065).

The page identifies the account, a cookie names the saved form for the next page. Never for forms with personal data.
"""

import re

from django.conf import settings
from django.utils.crypto import salted_hmac

KEPT_FORM = "kept_form"
"""Hidden input in which the script puts the id of the page that shows the form."""
PAGE_ID = re.compile(r"[0-9a-f]{1,32}")
COOKIE_SECONDS = 24 * 3600
"""Time for the browser to open another page of the admin."""


def login_key(user):
    """Return a stable one-way hash of the account, "" for anonymous users."""
    if not user.is_authenticated:
        return ""
    return salted_hmac("editing.kept_forms", str(user.pk), algorithm="sha256").hexdigest()[:32]


def page_id(data):
    """Return the page id that a form submits, or ""."""
    page = data.get(KEPT_FORM, "")
    return page if PAGE_ID.fullmatch(page) else ""


def kept_form_context(request, form):
    """Return the form's identity independent of the language, its opened version and the page it continues."""
    match = request.resolver_match
    return {
        "form": " ".join([match.url_name, *match.args, *match.kwargs.values()]),
        "version": form["opened_version"].value() if form.instance.pk else "",
        "came_back": form.is_bound,
        "continued": page_id(form.data),
    }


def set_saved_cookie(model_admin, request, object_id, answer):
    """Set a cookie that reports the form as saved; its name has the page id, so two saved forms are both reported."""
    page = page_id(request.POST)
    if not page or answer.status_code != 302:
        return
    # A concurrently deleted entry redirects too, although nothing is saved.
    if object_id is None or model_admin.objects_by_key([object_id]).exists():
        options = {"max_age": COOKIE_SECONDS, "secure": settings.SESSION_COOKIE_SECURE, "samesite": "Lax"}
        answer.set_cookie(f"form_saved_{page}", "1", **options)
