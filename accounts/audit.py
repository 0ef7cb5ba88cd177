"""The log of logins: recording, notifying owners, deleting."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts import unlocking
from accounts.models import LoginEvent, User
from mailing import outbox
from mailing.rate_limit import client_address
from mailing.stable_tokens import stable_token

Kind = LoginEvent.Kind
NOTIFIED_KINDS = {
    Kind.LOCKED,
    Kind.FACTOR_ADDED,
    Kind.FACTOR_REMOVED,
    Kind.FACTOR_RESET,
    Kind.CODE_USED,
    Kind.PASSWORD_CHANGED,
}
"""The owner gets a mail about these, in case it was somebody else."""


def record_event(kind, *, user=None, request=None, by=None, at=None):
    """`user`: owner of the account; `by`: who did it, if somebody else; `request`: None in a command."""
    return LoginEvent.objects.create(
        kind=kind, user=user, by=by, network=network_of(request), at=at or timezone.now()
    )


def record_failure(kind, one, *, user, request):
    """Record a wrong password or code, of the Attempt `one`, and the resulting lock.

    The lock of a network is recorded without user, for administrators only.
    """
    record_event(kind, user=user, request=request)
    if one.locked_keys:
        record_event(Kind.LOCKED, user=user if one.locks_account else None, request=request)


def record_logout(sender, request, user, **more):
    if user is not None:
        record_event(Kind.LOGGED_OUT, user=user, request=request)


def network_of(request):
    """Return the first 24 bits of an IPv4 address, 48 of IPv6: the provider or company, not the household."""
    if request is None:
        return ""
    try:
        address = ip_address(client_address(request))
    except ValueError:
        return ""
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ip_network((address, 24 if address.version == 4 else 48), strict=False))


def notify_owners(at=None):
    """Mail owners about events of the last day; returns how many mails are new. At most one a day about locks.

    In the background, so that response times do not reveal whether an account exists.
    """
    at = at or timezone.now()
    events = LoginEvent.objects.in_last_day(at).filter(kind__in=NOTIFIED_KINDS, user__is_active=True)
    return sum(notify_owner(event) for event in events.select_related("user", "by"))


def notify_owner(event):
    day = timezone.localtime(event.at).date()
    number = f"{event.user_id}-{day}" if event.kind == Kind.LOCKED else stable_token(event, "at")
    key = f"login-{event.kind}-{number}"
    if outbox.is_posted(key):
        return False
    with translation.override(settings.LANGUAGE_CODE):
        unlock = reverse("account_unlock", args=[unlocking.make_token(event.user)])
        context = {
            "event": event,
            "user": event.user,
            "site_url": settings.SITE_URL,
            "unlock_link": settings.SITE_URL + unlock,
            "kinds": Kind,
        }
        outbox.post(
            to=event.user.email,
            subject=" ".join(render_to_string("accounts/mail/login_subject.txt", context).split()),
            body=render_to_string("accounts/mail/login.txt", context),
            key=key,
        )
    return True


def delete_outdated(at=None):
    """Delete events older than 90 days; returns how many."""
    return LoginEvent.objects.outdated(at).delete()[0]


def find_user_by_email(email):
    """Return the user or None, by the same query in both cases."""
    return User.objects.filter(email__iexact=email).first()
