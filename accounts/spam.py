"""Keeping machines out of visitors' forms without a third party: an empty field, a form's age, a share of the hour.

Each says so beside the form, so that nobody loses words to a suspicion.
"""

from ipaddress import IPv6Address, ip_address

from django import forms
from django.conf import settings
from django.core import signing
from django.db import OperationalError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import Share
from publishing.locking import at_once

MINIMUM_SECONDS = 3


class SpamGuardMixin(forms.Form):
    """A form with a field that people do not see, and one that tells when the form was opened.

    Each form has a SALT of its own, so that the time of one does not do for another.
    Templates render both: `opened` as it is, `homepage` inside an element that is hidden unless it has errors.
    """

    SALT = None

    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = signing.dumps(timezone.now().timestamp(), salt=self.SALT)

    def clean_homepage(self):
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(_("Please leave this field empty: only machines fill it in."))
        return ""

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        try:
            opened = signing.loads(self.cleaned_data.get("opened", ""), salt=self.SALT)
        except signing.BadSignature:
            raise forms.ValidationError(_("The form was incomplete. Please send it once more.")) from None
        if timezone.now().timestamp() - opened < MINIMUM_SECONDS:
            raise forms.ValidationError(
                _("That was very fast. Please wait a few seconds and send it once more."), code="too_fast"
            )
        return cleaned


def is_too_much(request, purpose, an_hour, at=None, cost=1):
    """Whether this address has had its share of the hour for `purpose`. Counts under its mark, for an hour only.

    `cost`: how much of the share it takes, where one time costs more than another.
    Who only reads, such as a paper, is not kept waiting by a busy database: it is not counted then.
    """
    key = f"{purpose}-{client_mark(request, purpose)}"
    if request.method not in {"GET", "HEAD"}:
        return Share.objects.count_one_more(key, at, cost) > an_hour
    try:
        with at_once():
            return Share.objects.count_one_more(key, at, cost) > an_hour
    except OperationalError:
        return False


def give_back(request, purpose, cost=1):
    """For what was counted and then not done."""
    Share.objects.give_back(f"{purpose}-{client_mark(request, purpose)}", cost)


def forget_shares(at=None):
    """Delete counts whose hour is over; returns how many."""
    return Share.objects.over(at).delete()[0]


def client_mark(request, purpose):
    """The caller's network as a keyed hash: it can be compared, and not be read back without our key."""
    return salted_hmac(f"spam.{purpose}", client_network(request), algorithm="sha256").hexdigest()


def client_network(request):
    """The caller's address; of IPv6 the first 64 bits, for every household has the others to itself."""
    try:
        address = ip_address(client_address(request))
    except ValueError:
        return client_address(request)
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))


def client_address(request):
    """Who asks. Behind our own proxy (production) that is what the proxy added last to X-Forwarded-For."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
