"""Checks of rich texts: order of headings, text and targets of links, placed pictures."""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from publishing.addresses import decode_path
from publishing.checks import Problem, register_check
from publishing.checks.markup import find_headings, find_links, rich_texts
from publishing.models import Publishable, Redirect, WithPhotosInText
from publishing.redirect_validation import own_hosts
from publishing.richtext_placeholders import misplaced_placeholders, placed_picture_ids
from publishing.targets import TargetState, resolve_target

TOP_HEADING_LEVEL = 2  # the title is the page's only h1
BARE_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
VAGUE_LINK_TEXTS = {
    "hier", "hier klicken", "klick hier", "klicken sie hier", "bitte hier klicken", "mehr", "mehr dazu", "mehr lesen",
    "mehr erfahren", "mehr infos", "mehr informationen", "weitere informationen", "weitere infos", "weiter",
    "weiterlesen", "link", "dieser link", "diesem link", "zum link", "zur website", "zur webseite", "website",
    "webseite", "details", "infos", "download", "herunterladen",
    "here", "click here", "click", "this", "this link", "more", "read more", "learn more", "more information",
    "find out more", "continue",
}  # fmt: skip


@register_check(Publishable)
def rich_text_problems(case):
    texts = list(rich_texts(case.obj))
    there = photo_picture_ids(case) if any(placed_picture_ids(markup) for _field, markup in texts) else set()
    for field, markup in texts:
        yield from picture_problems(markup, field, there)
        yield from heading_problems(find_headings(markup), field)
        for link in find_links(markup):
            yield link_text_problem(link, field)
            yield link_target_problem(link, field, case.at)


def photo_picture_ids(case):
    """Return the ids of the pictures among the photos, if the texts of the object may place photos."""
    if not isinstance(case.obj, WithPhotosInText):
        return set()
    return {photo.picture_id for _prefix, photo in case.rows("photos", "picture")}


def picture_problems(markup, field, there):
    """Yield Problems with placeholders: a picture that is not among the photos, or one within a paragraph."""
    for number in placed_picture_ids(markup):
        if number not in there:
            words = _(
                "The text places picture %(number)d, which is not among the photos: nothing is shown there."
            )
            yield Problem(field, words % {"number": number}, "picture_missing")
    for mark in misplaced_placeholders(markup):
        words = _(
            "%(mark)s stands within a paragraph, where it is read as words. Give it a paragraph of its own."
        )
        yield Problem(field, words % {"mark": mark}, "picture_within_sentence")


def heading_problems(found, field):
    level = TOP_HEADING_LEVEL - 1
    for heading in found:
        if not heading.text:
            yield Problem(field, _("A heading in the text is empty."), "heading_empty")
            continue
        if heading.level > level + 1:
            words = _("The heading “%(heading)s” is one level too low: a heading 2 has to come before it.")
            yield Problem(field, words % {"heading": heading.text}, "heading_order")
        level = heading.level


def link_text_problem(link, field):
    """Return the Problem with the text of a link, or None."""
    words = link.text.strip(" .…:>»→").casefold()
    if not words:
        code, message = "link_empty", _("A link to %(address)s has no text.")
    elif words in VAGUE_LINK_TEXTS:
        code = "link_vague"
        message = _(
            "The link “%(text)s” does not say where it leads. Name what is there: many read links without the text "
            "around them."
        )
    elif BARE_ADDRESS.fullmatch(link.text.strip()):
        code = "link_bare"
        message = _(
            "The link “%(text)s” is a bare address, which is read out letter by letter. Name what is there."
        )
    else:
        return None
    return Problem(field, message % {"text": link.text, "address": link.address}, code)


def link_target_problem(link, field, at):
    """Return the Problem with a link within this site, or None. Checks send no requests to other hosts."""
    path = internal_path(link.address)
    if path is None:
        return None
    state = resolve_link(path, at) if path.startswith("/") else None
    if state is TargetState.ANSWERS:
        return None
    message = {
        None: _("The link “%(text)s” leads nowhere: its address %(address)s has to begin with “/”."),
        TargetState.MISSING: _("The link “%(text)s” leads nowhere: there is no page %(address)s."),
        TargetState.GONE: _("The link “%(text)s” leads to what is gone: %(address)s."),
        TargetState.HIDDEN: _("The link “%(text)s” leads to what is not public yet: %(address)s."),
    }[state]
    words = message % {"text": link.text, "address": link.address}
    return Problem(field, words, "link_dead")


def internal_path(address):
    """Return the decoded path of a link within this site; None for another host, a mail address, a fragment."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
    except ValueError:
        return address
    if parts.scheme not in ("", "http", "https") or (host and host not in own_hosts()):
        return None
    if not host and not parts.path:
        return None
    return decode_path(parts.path or "/")


def resolve_link(path, at):
    """Return the TargetState of a path after its redirect, if any (redirects are stored without chains)."""
    state = resolve_target(path, at)
    redirect = Redirect.objects.find_for(path) if state is TargetState.MISSING else None
    if redirect is None:
        return state
    if not redirect.new_path:
        return TargetState.GONE
    parts = urlsplit(redirect.new_path)
    return TargetState.ANSWERS if parts.netloc else resolve_target(parts.path, at)
