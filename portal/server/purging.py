"""Purging of a caching proxy in front of the portal (deploy/nginx-cache.conf).

A PURGE request to PROXY_PURGE_URL empties its cache. It is sent before the response to a request that changed
something, and by each process that finds a new version; and again after SECOND_PURGE_DELAY, as an outdated page may
have been on its way to the proxy.
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
"""Delays a save at most this long."""

SECOND_PURGE_DELAY = 5
"""Seconds; longer than a page takes to reach the proxy."""

NOT_CACHED = 412
"""nginx's status when there is nothing to purge."""

RETRY_SECONDS = 10
"""Pause after a failed purge: otherwise all readers would wait for it."""

_known, _retry_at, _lock = None, 0, Lock()


def proxy_expiry_header(until):
    """{"X-Accel-Expires": …}, which nginx evaluates and removes. Empty without a proxy, and if something changed while
    the page was rendered.
    """
    if not settings.PROXY_PURGE_URL or query_versions() != current_versions():
        return {}
    return {"X-Accel-Expires": f"@{int(until.timestamp())}"}


def purge_if_changed(at=None):
    """Purge the proxy if the version of the database differs from the last one. Also a duty."""
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
    """Return whether the proxy purged its cache."""
    request = Request(settings.PROXY_PURGE_URL, method="PURGE")  # noqa: S310  an operator's setting
    try:
        with urlopen(request, timeout=PURGE_TIMEOUT_SECONDS):  # noqa: S310
            return True
    except (HTTPException, OSError) as error:
        if getattr(error, "code", None) == NOT_CACHED:
            return True
        logger.error("The proxy at PROXY_PURGE_URL forgot nothing and may show old pages: %s", error)  # noqa: TRY400
        return False
