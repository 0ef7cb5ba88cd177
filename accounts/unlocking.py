"""Tokens of the link in the mail about a locked account, which unlocks it (docs/adr/0058)."""

from django.conf import settings
from django.core import signing

from accounts.models import User

SALT = "accounts.unlocking"


def make_token(user):
    """Return a token for the mail alone: like a link to set a password, it proves access to the mailbox."""
    return signing.dumps(user.pk, salt=SALT)


def user_from_token(token):
    try:
        pk = signing.loads(token, salt=SALT, max_age=settings.PASSWORD_RESET_TIMEOUT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
