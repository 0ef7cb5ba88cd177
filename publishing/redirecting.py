"""What people write as old and new addresses, and where a new one leads in the end."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from publishing.addresses import LONGEST, canonical, readable
from publishing.models.redirect import is_trusted
from publishing.targets import State, page_at

GONE_WORDS = {"410", "gone", "entfallen"}
"""Written for a new address: there is none, and the old one says so."""


def read_old(text):
    """The one spelling of an old address: a path, or a full address at this host or a former one."""
    parts = _parts(text)
    if parts.netloc and parts.hostname not in own_hosts():
        raise ValidationError(
            _(
                "“%(host)s” is none of the hosts this portal answers for. Have it named in FORMER_HOSTS, or write only "
                "what follows the host."
            )
            % {"host": parts.netloc[:60]}
        )
    address = canonical(_path_of(parts, text), parts.query)
    if len(address) > LONGEST:
        raise ValidationError(_("The address is longer than %(count)d characters.") % {"count": LONGEST})
    return address


def read_new(text, old=""):
    """The new address: a path of this site, a full one at a trusted host, "" for what is gone.

    A number stands for the object that bears it; `old` tells in which language its page is meant.
    """
    if text.casefold() in GONE_WORDS:
        return ""
    if text.isascii() and text.isdigit():
        return _address_of_number(text, old)
    parts = _parts(text)
    if parts.netloc and parts.hostname not in own_hosts():
        if not is_trusted(text):
            raise ValidationError(
                _("Redirects may not lead to “%(host)s”. Hosts of others are named in REDIRECT_HOSTS.")
                % {"host": parts.netloc[:60]}
            )
        address = text
    else:
        path = readable(_path_of(parts, text))
        address = parts._replace(scheme="", netloc="", path=path).geturl()
    if len(address) > LONGEST:
        raise ValidationError(_("The address is longer than %(count)d characters.") % {"count": LONGEST})
    return address


def own_hosts():
    return {urlsplit(settings.SITE_URL).hostname, *settings.ALLOWED_HOSTS, *settings.FORMER_HOSTS}


def _parts(text):
    if any(ord(character) < 32 or character == "\\" for character in text):
        raise ValidationError(_("The address holds a backslash or a control character."))
    try:
        parts = urlsplit(text)
        parts.hostname, parts.port  # noqa: B018  raises ValueError for nonsense such as http://[x/
    except ValueError as error:
        raise ValidationError(_("“%(text)s” is no address.") % {"text": text[:60]}) from error
    if not text:
        raise ValidationError(_("The address is missing."))
    is_full = parts.scheme in {"http", "https"} and parts.netloc
    if not is_full and not (text.startswith("/") and not text.startswith("//")):
        raise ValidationError(
            _("“%(text)s” is no address: it begins with “/”, or with http:// and the host.")
            % {"text": text[:60]}
        )
    return parts


def _path_of(parts, text):
    path = parts.path or "/"
    if "//" in path[:2] or "\x00" in readable(path):
        raise ValidationError(_("“%(text)s” is no address.") % {"text": text[:60]})
    return path


def _address_of_number(text, old):
    with translation.override(get_language_from_path(old) or settings.LANGUAGE_CODE):
        address = import_string(settings.NUMBERED_ADDRESS)(int(text)) if len(text) < 10 else None
    if address is None:
        raise ValidationError(_("There is no property with the number %(number)s.") % {"number": text[:20]})
    return address


def landing(new, is_old, page_of=page_at):
    """(address, Page or None): where `new` leads, by the address that its object has now. None: gone, or elsewhere.

    `is_old(address)` says whether there is a redirect for an address; nothing may lead to one, so that each leads
    there in one step. What answers itself goes before its redirect. Raises ValidationError.
    """
    if not new or urlsplit(new).netloc:
        return new, None
    parts = urlsplit(new)
    page = page_of(parts.path)
    if page.state != State.MISSING:
        return parts._replace(path=page.address).geturl(), page
    words = _("There is no page at “%(address)s”.")
    if is_old(canonical(parts.path, parts.query)):
        words = _("“%(address)s” is an old address itself. Write the one to which it leads.")
    raise ValidationError(words % {"address": new[:100]})
