"""Log formatting (settings.LOGGING), also for gunicorn's own log (gunicorn.conf.py).

Client errors take one line, as anyone can cause thousands; server errors keep their traceback. Input cannot forge
lines. IP addresses are masked; e-mail addresses, tokens in links and query strings are left out.
"""

import logging
import re
from ipaddress import IPv6Address, ip_address, ip_network

from django.http import HttpRequest

SECRET = re.compile(
    r"(?<=/)([\w:.=-]{4})(?=[\w:.=-]{16})(?=[\w.=-]*(?:[A-Z:]|[0-9a-z]{24}))[\w:.=-]+", re.ASCII
)
"""A token in a path: long, and not a slug, which has lower-case letters only."""

MAILBOX = re.compile(r"""[^\s@<>()\[\],;:\\"]{1,192}(?=(?:@|%(?:25)*40)[\w%-])""")
"""The local part of an e-mail address; in a URL the @ may be encoded, even repeatedly."""

QUERY = re.compile(r"""(?<=[\w/])\?[\w.%+~-]+=[^\s'"]*""")

MAX_LINE_LENGTH = 300
"""Characters; a longer line loses its middle."""


class LineFormatter(logging.Formatter):
    def format(self, record):
        refused = 400 <= (getattr(record, "status_code", None) or 0) < 500
        exception, text = record.exc_info, record.exc_text
        if refused:
            record.exc_info = record.exc_text = None
        try:
            line = super().format(record)
        finally:
            record.exc_info, record.exc_text = exception, text
        request = getattr(record, "request", None)
        if refused and isinstance(request, HttpRequest):
            from mailing.rate_limit import client_address  # logging is configured before the models

            line += escape_unprintable(
                f" [{request.method} {request.path} from {mask_address(client_address(request))}]"
            )
        line = MAILBOX.sub("…", QUERY.sub("?…", line))
        return "\n".join(map(shorten_line, line.split("\n")))

    def formatMessage(self, record):  # noqa: N802  (name of the base class)
        record.message = escape_unprintable(record.message)
        return super().formatMessage(record)


def shorten_line(line):
    end = MAX_LINE_LENGTH // 3
    return line if len(line) <= MAX_LINE_LENGTH else f"{line[: MAX_LINE_LENGTH - end - 1]}…{line[-end:]}"


def escape_unprintable(text):
    r"""`text` in one line: unprintable characters as \x1b or \n, tokens in paths shortened."""
    text = SECRET.sub(r"\1…", text)
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "backslashreplace").decode()
        for sign in text
    )


def mask_address(address):
    """An IP address cut to /24 (IPv4) or /48 (IPv6)."""
    try:
        found = ip_address(address)
    except ValueError:
        return "somewhere"
    found = getattr(found, "ipv4_mapped", None) or found
    bits = 48 if isinstance(found, IPv6Address) else 24
    return str(ip_network(f"{found}/{bits}", strict=False).network_address)
