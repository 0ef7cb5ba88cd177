"""Parsing and validation of typed old and new addresses of redirects."""

from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from publishing.addresses import MAX_ADDRESS_LENGTH, canonical_address, decode_path
from publishing.models.redirect import is_trusted
from publishing.targets import TargetState, resolve_target

GONE_WORDS = {"410", "gone", "entfallen"}
"""Typed instead of a new address: the old one answers 410."""


def parse_old_address(text):
    """Return the canonical spelling of an old address: a path, or a full URL at this host or a former one."""
    parts = _split_url(text)
    if not _is_own_host(parts):
        raise ValidationError(
            _(
                "“%(host)s” is none of the hosts this portal answers for. Write only what follows the host, or ask the "
                "operators of the portal to add it to those of the former site."
            )
            % {"host": parts.netloc[:60]}
        )
    return _check_length(canonical_address(parts.path or "/", parts.query))


def parse_new_address(text):
    """Return the new address: a path of this site, a full URL at a trusted host, "" for gone."""
    if text.casefold() in GONE_WORDS:
        return ""
    if not text:
        raise ValidationError(_("The new address is missing. Write 410 for what is gone for good."))
    parts = _split_url(text)
    if _is_own_host(parts):
        text = parts._replace(scheme="", netloc="", path=decode_path(parts.path or "/")).geturl()
    elif not is_trusted(text):
        raise ValidationError(
            _(
                "Redirects may not lead to “%(host)s”: outside the portal only to hosts that its operators have "
                "allowed."
            )
            % {"host": parts.netloc[:60]}
        )
    return _check_length(text)


def own_hosts():
    return {urlsplit(settings.SITE_URL).hostname, *settings.ALLOWED_HOSTS, *settings.FORMER_HOSTS}


def _is_own_host(parts):
    return not parts.netloc or parts.hostname in own_hosts()


def _check_length(address):
    if len(address) > MAX_ADDRESS_LENGTH:
        raise ValidationError(
            _("The address is longer than %(count)d characters.") % {"count": MAX_ADDRESS_LENGTH}
        )
    return address


def _split_url(text):
    if not text:
        raise ValidationError(_("The address is missing."))
    if any(ord(character) < 32 or character == "\\" for character in text):
        raise ValidationError(_("The address holds a backslash or a control character."))
    with suppress(ValueError):  # such as http://[x/
        parts = urlsplit(text)
        parts.hostname, parts.port  # noqa: B018  may raise it too
        is_full = parts.scheme in {"http", "https"} and parts.netloc
        is_path = text.startswith("/") and not text.startswith("//")
        is_odd = parts.path.startswith("//") or "\0" in decode_path(parts.path)
        if (is_full or is_path) and not is_odd:
            return parts
    raise ValidationError(
        _("“%(text)s” is no address: it begins with “/”, or with http:// and the host.") % {"text": text[:60]}
    )


def check_new_address(new, is_old, state_of=resolve_target):
    """Return the TargetState of a new address, None if "" or at another host. Raises ValidationError if missing.

    `is_old(address)`: whether it is redirected; such targets are refused, to avoid chains, unless there is a page too.
    """
    parts = urlsplit(new)
    if not new or parts.netloc:
        return None
    state = state_of(parts.path)
    if state != TargetState.MISSING:
        return state
    words = _("There is no page at “%(address)s”.")
    if is_old(canonical_address(parts.path, parts.query)):
        words = _("“%(address)s” is an old address itself. Write the one to which it leads.")
    raise ValidationError(words % {"address": new[:100]})
