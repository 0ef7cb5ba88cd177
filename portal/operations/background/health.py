"""Checks whether web server, worker and clock run, without the database."""

import json
import os
from contextlib import suppress
from datetime import datetime
from http.client import HTTPException
from ipaddress import ip_address
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from portal.operations.background import heartbeat

TIMEOUT_SECONDS = 10  # s


def find_faults(at=None):
    """Return one sentence for each part that does not run."""
    return [*web_faults(), *(stale_message(*item) for item in heartbeat.stale_parts(at).items())]


def stale_message(part, sign):
    since = "the portal was started" if sign is None else f"{datetime.fromtimestamp(sign):%d.%m.%Y %H:%M}"
    return f"The {part} has given no sign of life since {since}."


def web_faults():
    """Check the web server's health URL directly, bypassing proxies."""
    url = f"http://{web_address()}/gesundheit/"
    try:
        with build_opener(ProxyHandler({})).open(url, timeout=TIMEOUT_SECONDS) as answer:
            json.load(answer)
    except HTTPError as error:
        if error.code == 503:
            return ["The database does not answer the web server."]
        return [f"The web server answers {error.code} at {url}."]
    except (OSError, HTTPException, ValueError) as error:
        return [f"The web server does not answer at {url}: {error}"]
    return []


def web_address():
    """Return host and port from the environment, as the web server reads them; loopback for a wildcard address."""
    host = os.environ.get("HOST") or "127.0.0.1"
    with suppress(ValueError):
        if ip_address(host).is_unspecified:
            host = "::1" if ":" in host else "127.0.0.1"
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{os.environ.get('PORT') or '8000'}"
