"""Files in which an address can stand: mails that were written because no mail server is set, and logs."""

import re
from contextlib import suppress
from email import message_from_bytes, policy

from django.conf import settings

from portal.operations.subject_requests.address_patterns import address_pattern, decode_escapes

MAIL_SEPARATOR = re.compile(rb"(?:\A|\r?\n)-{79}(?:\r?\n|\Z)")
"""Django's backend writes all mails of a connection into one file."""


def list_files(folder):
    return sorted(path for path in (settings.VAR_DIR / folder).rglob("*") if path.is_file())


def mails_with(address):
    """[(file, its mails without those, those that hold the address)]; a mail is bytes."""
    whole, found = address_pattern(address), []
    for path in list_files("mail"):
        mails = [mail for mail in MAIL_SEPARATOR.split(path.read_bytes()) if mail.strip()]
        own = [mail for mail in mails if whole.search(searchable_text(mail))]
        if own:
            found.append((path, [mail for mail in mails if mail not in own], own))
    return found


def searchable_text(mail):
    """As somebody reads it: headers in one line each, texts decoded; and as it stands in the file."""
    texts = [decode_escapes(mail.decode(errors="replace"))]
    with suppress(
        Exception
    ):  # the parser raises several for what is no mail; that is read as it stands in the file
        for part in message_from_bytes(mail, policy=policy.default).walk():
            texts += map(str, part.values())
            content = b"" if part.is_multipart() else part.get_payload(decode=True)
            texts.append(content.decode(errors="replace"))  # Django writes UTF-8
    return "\n".join(texts)


def logs_with(address):
    """[(file, its text)] of the portal's own: those of the system, and of a proxy, last LOG_DAYS."""
    whole = address_pattern(address)
    texts = [(path, path.read_bytes().decode(errors="surrogateescape")) for path in list_files("log")]
    return [(path, text) for path, text in texts if whole.search(text)]


def erase_in_files(address, erased):
    """Take the mails out of their files, and the address out of logs, which stay the files that they are."""
    for path, others, _own in mails_with(address):
        if others:
            path.write_bytes(b"".join(mail + b"\n" + b"-" * 79 + b"\n" for mail in others))
        else:
            path.unlink()
    whole = address_pattern(address)
    for path, text in logs_with(address):
        path.write_bytes(whole.sub(erased, text).encode(errors="surrogateescape"))
