"""Finds and erases an address in files: mails written if no mail server is set, and logs."""

import re
from contextlib import suppress
from email import message_from_bytes, policy

from django.conf import settings

from portal.operations.subject_requests.address_patterns import address_pattern, decode_escapes

MAIL_SEPARATOR = re.compile(rb"(?:\A|\r?\n)-{79}(?:\r?\n|\Z)")
"""Of Django's file backend, which writes all mails of a connection into one file."""


def list_files(folder):
    return sorted(path for path in (settings.VAR_DIR / folder).rglob("*") if path.is_file())


def mails_with(address):
    """Return [(file, its other mails, its mails with the address)]; a mail is bytes."""
    whole, found = address_pattern(address), []
    for path in list_files("mail"):
        mails = [mail for mail in MAIL_SEPARATOR.split(path.read_bytes()) if mail.strip()]
        own = [mail for mail in mails if whole.search(searchable_text(mail))]
        if own:
            found.append((path, [mail for mail in mails if mail not in own], own))
    return found


def searchable_text(mail):
    """Return the mail's raw text with its unfolded headers and decoded bodies."""
    texts = [decode_escapes(mail.decode(errors="replace"))]
    with suppress(Exception):  # the parser raises various errors for invalid mails; the raw text is enough
        for part in message_from_bytes(mail, policy=policy.default).walk():
            texts += map(str, part.values())
            content = b"" if part.is_multipart() else part.get_payload(decode=True)
            texts.append(content.decode(errors="replace"))  # Django writes UTF-8
    return "\n".join(texts)


def logs_with(address):
    """Return [(file, text)] of the portal's own logs; those of system and proxy are kept for LOG_DAYS only."""
    whole = address_pattern(address)
    texts = [(path, path.read_bytes().decode(errors="surrogateescape")) for path in list_files("log")]
    return [(path, text) for path, text in texts if whole.search(text)]


def erase_in_files(address, erased):
    """Delete the mails from their files, and replace the address in logs in place."""
    for path, others, _own in mails_with(address):
        if others:
            path.write_bytes(b"".join(mail + b"\n" + b"-" * 79 + b"\n" for mail in others))
        else:
            path.unlink()
    whole = address_pattern(address)
    for path, text in logs_with(address):
        path.write_bytes(whole.sub(erased, text).encode(errors="surrogateescape"))
