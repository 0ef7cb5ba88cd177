"""Parses and validates settings from the environment. Error messages never contain values that may hold a password."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

DATABASE_SCHEMES = {"spatialite", "postgis", "postgres", "postgresql", "pgsql"}
"""Schemes of DATABASE_URL. Those of PostgreSQL imply PostGIS."""

MAIL_SCHEMES = {"smtp", "smtp+tls", "smtps"}
"""Schemes of EMAIL_URL."""

CACHE_SCHEMES = {"redis", "rediss"}
"""Schemes of CACHE_URL."""

MAX_CACHE_ENTRIES = 2000
"""Entries of the file cache. A cache server has its own limit."""


class InvalidSetting(ImproperlyConfigured):
    """An invalid value. The message is for the operator."""


def whole_number(name, default, *, least=1, most=None):
    """The variable as an integer from `least` to `most`."""
    text = os.environ.get(name) or str(default)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    if number is None or number < least or (most is not None and number > most):
        span = f"from {least} to {most}" if most is not None else f"of {least} or more"
        raise InvalidSetting(f"{name} must be a whole number {span}, not “{text[:20]}”.")
    return number


def switch(name, default):
    """The variable, 1 or 0, as a bool."""
    text = os.environ.get(name) or str(int(default))
    if text not in {"0", "1"}:
        raise InvalidSetting(f"{name} must be 1 or 0, not “{text[:20]}”.")
    return text == "1"


def url(name, default):
    """An http or https URL, split by urlsplit."""
    parts = split_url(os.environ.get(name) or default)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InvalidSetting(f"{name} must be a full address such as https://portal.example.org")
    return parts


def optional_url(name):
    """The URL as text; empty if not set."""
    return url(name, "").geturl() if os.environ.get(name) else ""


def folder(name, default):
    """A writable folder, created with mode 0700 if missing."""
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
    """The path in the variable, else the first existing default."""
    if path := os.environ.get(name):
        return Path(path)
    return next((path for path in defaults if path.exists()), defaults[-1])


def database(name, default, **options):
    """An entry of DATABASES; `options` are passed to dj_database_url."""
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
    """An entry of CACHES: files in `folder`, or a shared Redis or Valkey server."""
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
    """The URL of a mail server, split by urlsplit; None if not set."""
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
    """urlsplit, but None for an invalid URL: unbalanced brackets, an invalid port."""
    try:
        parts = urlsplit(url)
        return None if parts.port == 0 else parts
    except ValueError:
        return None
