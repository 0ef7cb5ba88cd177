"""Recovery codes: shown once, stored as salted hashes, each good for one login (docs/adr/0059)."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.utils.crypto import get_random_string

from accounts.models import RecoveryCode

CODE_COUNT = 10
ALPHABET = "abcdefghjkmnpqrstuvwxyz"
"""No digits, which identify codes of apps, and no ambiguous letters."""
ITERATIONS = 100_000
"""A fifteenth of a password's: a wrong code is compared with all ten, and a code is random, unlike a password."""
HASHER = PBKDF2PasswordHasher()


def generate_codes():
    return [" ".join(get_random_string(4, ALPHABET) for _group in range(3)) for _number in range(CODE_COUNT)]


def hashed(code):
    return HASHER.encode(normalize_code(code), HASHER.salt(), ITERATIONS)


def normalize_code(code):
    return "".join(code.split()).lower()


def consume_code(user, code):
    """Return the StaticDevice of this code, else None. The DELETE makes a concurrent second use fail."""
    for stored in RecoveryCode.objects.filter(device__user=user).select_related("device"):
        if HASHER.verify(normalize_code(code), stored.hash):
            is_first = RecoveryCode.objects.filter(pk=stored.pk).delete()[0]
            return stored.device if is_first else None
    return None
