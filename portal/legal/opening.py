"""Opens forms that collect personal data once the privacy notice is published."""

import re
from contextlib import suppress

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from caching.fragments import cached_in_process, memoised
from mailing.opening import OpenFormMixin, are_forms_open
from portal.models import Page

LINK = re.compile(r'<a\s[^>]*?href="(/[^"?#]*)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def is_notice_published():
    """Whether the privacy notice is published; cached per request and until the site's content changes."""
    notices = Page.objects.filter(key=Page.Key.PRIVACY)
    return memoised(
        "privacy notice",
        lambda: cached_in_process("privacy-notice", ["portal"], lambda: notices.published().exists()),
    )


def without_closed_forms(markup):
    """Replace links to closed forms by their text."""
    if are_forms_open():
        return markup
    return LINK.sub(lambda found: found[2] if is_form_path(found[1]) else found[0], markup)


def is_form_path(path):
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE), suppress(Resolver404):
        return issubclass(getattr(resolve(path).func, "view_class", object), OpenFormMixin)
    return False
