"""A signed cookie identifies browsers with earlier logins, so that strangers cannot lock them.

It holds a keyed hash of each account with a random token. It grants no access: wrong passwords are only counted
separately (docs/adr/0058).
"""

import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

COOKIE = "known_browser"
SALT = "accounts.known_browser"
MAX_ACCOUNTS = 5


def hash_account(email):
    """Return a keyed hash of an address, independent of case and of whether the account exists.

    Upper case first, as in PostgreSQL's comparison, which equates the dotless ı with i.
    """
    return salted_hmac(SALT, email.strip().upper().casefold(), algorithm="sha256").hexdigest()[:32]


def browser_token(request, email):
    """Return the random token of this browser for the account, else None."""
    return read_cookie(request).get(hash_account(email))


def remember_browser(request, user):
    """Set the cookie with the response to this request."""
    others = [(mark, word) for mark, word in read_cookie(request).items() if mark != hash_account(user.email)]
    known = dict([*others, (hash_account(user.email), secrets.token_urlsafe(12))][-MAX_ACCOUNTS:])
    request.session.known_browser = known  # on the object only, which copies of the request share


def read_cookie(request):
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=settings.KNOWN_BROWSER_AGE)
    except signing.BadSignature:
        return {}


def write_cookie(request, response):
    known = getattr(getattr(request, "session", None), "known_browser", None)
    if known:
        response.set_cookie(
            COOKIE,
            signing.dumps(known, salt=SALT),
            max_age=settings.KNOWN_BROWSER_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
