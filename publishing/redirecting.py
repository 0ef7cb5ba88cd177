"""What people write as old and new addresses, and where a new one leads in the end."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from publishing.addresses import LONGEST, canonical, readable
from publishing.models import Redirect
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
        raise ValidationError(_("There is no object with the number %(number)s.") % {"number": text[:20]})
    return address


class Circle(ValidationError):
    """The addresses lead back to where they began. `steps`: all of them in order."""

    def __init__(self, steps):
        self.steps = steps
        super().__init__(_("The addresses lead in a circle: %(steps)s") % {"steps": " → ".join(steps)})


def stored_ways():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


class Ways:
    """Where addresses lead: what is stored, and what is about to be."""

    def __init__(self, planned, pages=None):
        self.stored = stored_ways()
        self.planned = planned
        self.pages = {} if pages is None else pages

    def end_of(self, old, new):
        """(address, Page or None): where `new` leads, in one step. None: gone, or at another host.

        What answers itself ends the way, whatever redirects there are for it. Raises Circle.
        """
        steps = [old, new]
        while True:
            if not new or urlsplit(new).netloc:
                return new, None
            page = self.page_at(urlsplit(new).path)
            further = self.further(new) if page.state == State.MISSING else None
            if further is None:
                return urlsplit(new)._replace(path=page.address).geturl(), page
            if further in steps:
                raise Circle([*steps, further])
            steps.append(further)
            new = further

    def page_at(self, path):
        if path not in self.pages:
            self.pages[path] = page_at(path)
        return self.pages[path]

    def further(self, address):
        parts = urlsplit(address)
        spelling = canonical(parts.path, parts.query)
        return self.planned.get(spelling, self.stored.get(spelling))

    def ends_again(self):
        """The stored ones that a planned one makes lead elsewhere: {old: new}; None for those that it makes useless."""
        changes = {}
        for old, new in self.stored.items():
            if old in self.planned or not new or urlsplit(new).netloc:
                continue
            parts = urlsplit(new)
            if canonical(parts.path, parts.query) not in self.planned:
                continue
            try:
                end, _page = self.end_of(old, new)
            except Circle:
                changes[old] = None
                continue
            if end != new:
                changes[old] = end
        return changes


@transaction.atomic
def store(changes, shortened):
    """Write imported ones, {old: new}, and those that lead on by them; of these None says that they lead nowhere."""
    wanted = shortened | changes
    known = {row.old_path: row for row in Redirect.objects.all() if row.old_path in wanted}
    for old, row in known.items():
        if wanted[old] is None:
            row.delete()
            continue
        row.new_path = wanted[old]
        row.origin = Redirect.Origin.IMPORTED if old in changes else row.origin
    kept = [row for row in known.values() if row.pk]
    Redirect.objects.bulk_update(kept, ["new_path", "origin"], batch_size=500)
    new = [
        Redirect(old_path=old, new_path=end, origin=Redirect.Origin.IMPORTED)
        for old, end in changes.items()
        if old not in known
    ]
    Redirect.objects.bulk_create(new, batch_size=500)
