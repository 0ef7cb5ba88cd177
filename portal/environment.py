"""Reads settings from the environment, and refuses in one sentence what cannot be meant.

No sentence repeats a value that may hold a password.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

DATABASE_SCHEMES = {"spatialite", "postgis", "postgres", "postgresql", "pgsql"}
"""Schemes of DATABASE_URL. Those that do not say PostGIS mean it all the same."""

MAIL_SCHEMES = {"smtp", "smtp+tls", "smtps"}
"""Schemes of EMAIL_URL."""

CACHE_SCHEMES = {"redis", "rediss"}
"""Schemes of CACHE_URL."""

MAX_CACHE_ENTRIES = 2000
"""Entries of the cache in files. A server for it has a limit of its own."""


class InvalidSetting(ImproperlyConfigured):
    """A value that the operator has to mend. The message is meant for them."""


def whole_number(name, default, *, least=1, most=None):
    """The variable as a number from `least` to `most`."""
    text = os.environ.get(name) or str(default)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    if number is None or number < least or (most is not None and number > most):
        span = f"from {least} to {most}" if most is not None else f"of {least} or more"
        raise InvalidSetting(f"{name} must be a whole number {span}, not “{text[:20]}”.")
    return number


def switch(name, default):
    """Whether the variable is 1; it is 1 or 0."""
    text = os.environ.get(name) or str(int(default))
    if text not in {"0", "1"}:
        raise InvalidSetting(f"{name} must be 1 or 0, not “{text[:20]}”.")
    return text == "1"


def url(name, default):
    """An http or https address, as urlsplit takes it apart."""
    parts = split_url(os.environ.get(name) or default)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InvalidSetting(f"{name} must be a full address such as https://portal.example.org")
    return parts


def optional_url(name):
    """The same as text; empty where the setting is not there."""
    return url(name, "").geturl() if os.environ.get(name) else ""


def folder(name, default):
    """A folder that is there and writable. A new one is for its owner only."""
    path = Path(os.environ.get(name) or default)
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise InvalidSetting(f"{name}, the folder {path}, cannot be made: {error.strerror}.") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise InvalidSetting(
            f"{name}, the folder {path}, cannot be written to by the user who runs the portal."
        )
    return path


def file(name, *defaults):
    """The file that the variable names, else the first of the defaults that is there."""
    if path := os.environ.get(name):
        return Path(path)
    return next((path for path in defaults if path.exists()), defaults[-1])


def database(name, default, **options):
    """Django's entry for the database; `options` are those of dj_database_url."""
    url = os.environ.get(name) or default
    scheme = url.partition("://")[0]
    if scheme not in DATABASE_SCHEMES:
        raise InvalidSetting(
            f"{name} must begin with postgis:// or spatialite:///. Any other database lacks what the map needs."
        )
    try:
        found = dj_database_url.parse(url, **options)
    except ValueError as error:
        raise InvalidSetting(
            f"{name} cannot be read. It has the form postgis://user:password@host:port/name; signs such as / # @ : in "
            "the password are written %2F %23 %40 %3A."
        ) from error
    if not found["NAME"] and "service" not in found.get("OPTIONS", {}):
        form = "spatialite:////folder/file" if scheme == "spatialite" else "postgis://user:password@host/name"
        raise InvalidSetting(f"{name} names no database. It has the form {form}")
    return found


def cache(name, folder):
    """Django's entry for the cache: files in `folder`, or a Redis or Valkey server that all machines share."""
    url = os.environ.get(name)
    if not url:
        return {
            "BACKEND": "caching.files.FileCache",
            "LOCATION": folder,
            "OPTIONS": {"MAX_ENTRIES": MAX_CACHE_ENTRIES},
        }
    parts = split_url(url)
    if parts is None or parts.scheme not in CACHE_SCHEMES or not parts.hostname:
        raise InvalidSetting(
            f"{name} has the form redis://user:password@host:port/0, or rediss:// with encryption."
        )
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
    }


def mail_server(name):
    """The address of a mail server as urlsplit takes it apart, or None where there is none."""
    url = os.environ.get(name)
    if not url:
        return None
    parts = split_url(url)
    if parts is None or parts.scheme not in MAIL_SCHEMES or not parts.hostname:
        raise InvalidSetting(
            f"{name} has the form smtp://, smtp+tls:// or smtps://user:password@host:port; signs such as / # @ : in "
            "the password are written %2F %23 %40 %3A."
        )
    return parts


def split_url(url):
    """The parts of an address, or None when it is none: brackets left open, a port that is no number."""
    try:
        parts = urlsplit(url)
        return None if parts.port == 0 else parts
    except ValueError:
        return None
