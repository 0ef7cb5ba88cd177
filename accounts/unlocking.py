"""The link that frees an account which strangers' guesses have locked; the mail about them has it (docs/adr/0058)."""

from django.conf import settings
from django.core import signing

from accounts.models import User

SALT = "accounts.unlocking"


def make_token(user):
    """For the mail alone: who has it has the mailbox, as with a link to set a password."""
    return signing.dumps(user.pk, salt=SALT)


def user_from_token(token):
    try:
        pk = signing.loads(token, salt=SALT, max_age=settings.PASSWORD_RESET_TIMEOUT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
