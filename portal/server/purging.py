"""A proxy before the portal that keeps pages, and has to forget them when something changes (deploy/nginx-cache.conf).

It is asked to with PURGE at PROXY_PURGE_URL, which forgets all: by those who changed something, before their answer,
and by every process that sees another version than the last time. Once more after a moment: a page that was
on its way to the proxy may have come after the first time.
"""

import logging
from http.client import HTTPException
from threading import Lock, Timer
from time import monotonic
from urllib.request import Request, urlopen

from django.conf import settings

from caching.versions import current_versions, query_versions, version_of

logger = logging.getLogger(__name__)

PURGE_TIMEOUT_SECONDS = 2
"""Seconds that somebody who saves waits for the proxy."""

SECOND_PURGE_DELAY = 5
"""Seconds: longer than a page is on its way."""

NOT_CACHED = 412
"""What nginx answers when there is nothing to forget."""

RETRY_SECONDS = 10
"""Seconds in which a proxy that did not forget is not asked again: else all readers would wait for it."""

_known, _retry_at, _lock = None, 0, Lock()


def proxy_expiry_header(until):
    """The header by which nginx keeps a page until this moment, and which it tells nobody. None without a proxy, and
    none for a page that something changed under while it was made.
    """
    if not settings.PROXY_PURGE_URL or query_versions() != current_versions():
        return {}
    return {"X-Accel-Expires": f"@{int(until.timestamp())}"}


def purge_if_changed(at=None):
    """Ask the database for its state, and the proxy to forget when that is another one. A duty too."""
    global _known, _retry_at
    if not settings.PROXY_PURGE_URL:
        return
    with _lock:
        version = version_of()
        if version == _known or monotonic() < _retry_at:
            return
        _known = version if purge() else None
        _retry_at = 0 if _known else monotonic() + RETRY_SECONDS
    again = Timer(SECOND_PURGE_DELAY, purge)
    again.daemon = True
    again.start()


def purge():
    """Whether it forgot."""
    request = Request(settings.PROXY_PURGE_URL, method="PURGE")  # noqa: S310  an operator's setting
    try:
        with urlopen(request, timeout=PURGE_TIMEOUT_SECONDS):  # noqa: S310
            return True
    except (HTTPException, OSError) as error:
        if getattr(error, "code", None) == NOT_CACHED:
            return True
        logger.error("The proxy at PROXY_PURGE_URL forgot nothing and may show old pages: %s", error)  # noqa: TRY400
        return False
