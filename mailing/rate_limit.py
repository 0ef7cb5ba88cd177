"""How often one network may do what costs something within an hour."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.db import OperationalError
from django.utils.crypto import salted_hmac

from database.locking import at_once
from mailing.models import RateLimit


def exceeds_rate_limit(request, purpose, per_hour, at=None, cost=1):
    """Whether this address has had its share of the hour for `purpose`. Counts under its mark, for an hour only.

    `cost`: how much of the share it takes, where one time costs more than another.
    Who only reads, such as a paper, is not kept waiting by a busy database: it is not counted then.
    """
    key = f"{purpose}-{client_hash(request, purpose)}"
    if request.method not in {"GET", "HEAD"}:
        return RateLimit.objects.increment(key, at, cost) > per_hour
    try:
        with at_once():
            return RateLimit.objects.increment(key, at, cost) > per_hour
    except OperationalError:
        return False


def refund(request, purpose, cost=1):
    """For what was counted and then not done."""
    RateLimit.objects.refund(f"{purpose}-{client_hash(request, purpose)}", cost)


def delete_expired_limits(at=None):
    """Delete counts whose hour is over; returns how many."""
    return RateLimit.objects.expired(at).delete()[0]


def client_hash(request, purpose):
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
