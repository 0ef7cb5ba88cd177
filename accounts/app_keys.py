"""Encryption of authenticator keys, so that the database or a backup does not disclose second factors.

The key that encrypts them is not in the database (settings.SECOND_FACTOR_KEY). AES-GCM, because the column of
django-otp has 80 characters and a Fernet token of such a key 120.
"""

import os
from base64 import b64decode, b64encode
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_BYTES = 20
NONCE_BYTES = 12


class UndecryptableKey(Exception):
    """Encrypted with another key, or not at all."""


def generate_key():
    return encrypt(os.urandom(KEY_BYTES))


def encrypt(secret):
    nonce = os.urandom(NONCE_BYTES)
    return b64encode(nonce + cipher().encrypt(nonce, secret, None)).decode()


def decrypt(text):
    try:
        sealed = b64decode(text, validate=True)
        return cipher().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
    except (InvalidTag, ValueError) as error:
        raise UndecryptableKey from error


def cipher():
    return AESGCM(sha256(settings.SECOND_FACTOR_KEY.encode()).digest())
