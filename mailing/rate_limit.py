"""Hourly rate limits by client network."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.db import OperationalError
from django.utils.crypto import salted_hmac

from database.locking import fail_fast
from mailing.models import RateLimit


def exceeds_rate_limit(request, purpose, per_hour, at=None, cost=1):
    """Count this request for `purpose`, weighted by `cost`, and return whether its network exceeds `per_hour`.

    GET and HEAD requests do not wait for a busy database: they are then not counted.
    """
    key = f"{purpose}-{client_hash(request, purpose)}"
    if request.method not in {"GET", "HEAD"}:
        return RateLimit.objects.increment(key, at, cost) > per_hour
    try:
        with fail_fast():
            return RateLimit.objects.increment(key, at, cost) > per_hour
    except OperationalError:
        return False


def refund(request, purpose, cost=1):
    """Uncount a request that was not carried out."""
    RateLimit.objects.refund(f"{purpose}-{client_hash(request, purpose)}", cost)


def delete_expired_limits(at=None):
    """Delete counts whose hour is over; return how many."""
    return RateLimit.objects.expired(at).delete()[0]


def client_hash(request, purpose):
    """Return the client's network as a keyed hash, which can be compared but not reversed."""
    return salted_hmac(f"spam.{purpose}", client_network(request), algorithm="sha256").hexdigest()


def client_network(request):
    """Return the client's address; of IPv6 the /64 prefix, which one household has to itself."""
    try:
        address = ip_address(client_address(request))
    except ValueError:
        return client_address(request)
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))


def client_address(request):
    """Return the client's IP address; behind our proxy, the last entry of X-Forwarded-For."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
