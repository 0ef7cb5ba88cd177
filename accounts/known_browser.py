"""A browser in which somebody has logged in before is known by a signed cookie, so that strangers cannot lock it.

The cookie names accounts by a keyed hash, and for each the browser by a random word. It opens nothing: it only has
wrong passwords counted apart (docs/adr/0058).
"""

import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

COOKIE = "known_browser"
SALT = "accounts.known_browser"
MAX_ACCOUNTS = 5


def hash_account(email):
    """An account as a keyed hash, the same for every way to write its address and whether it exists or not.

    Capitals come first, as PostgreSQL compares them: to it the ı without a dot is an i.
    """
    return salted_hmac(SALT, email.strip().upper().casefold(), algorithm="sha256").hexdigest()[:32]


def browser_token(request, email):
    """The random word by which this browser is known for the account, else None."""
    return read_cookie(request).get(hash_account(email))


def remember_browser(request, user):
    """The answer to this request will carry the cookie."""
    others = [(mark, word) for mark, word in read_cookie(request).items() if mark != hash_account(user.email)]
    known = dict([*others, (hash_account(user.email), secrets.token_urlsafe(12))][-MAX_ACCOUNTS:])
    request.session.known_browser = known  # kept with the object only, which copies of the request share


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
