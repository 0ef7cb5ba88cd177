"""Explains errors that an operator can fix, in one sentence instead of a traceback. Works without settings."""

import errno
import getpass
import inspect
import os
import re
import sqlite3
import sys
import traceback

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.environment import InvalidSetting

SETUP_HINT = "README.md, “A real installation”, tells how to make role, database and extensions."
INSUFFICIENT_PRIVILEGE = "42501"  # SQLSTATE insufficient_privilege
EXTENSION_NOT_INSTALLED = {"0A000", "58P01"}  # SQLSTATE feature_not_supported, undefined_file
EXTENSION = re.compile('extension "(postgis|pg_trgm)"')
REQUIRED_ROLE = {"postgis": "only a superuser", "pg_trgm": "only the database's owner or a superuser"}
DEBIAN_PACKAGES = {"postgis": "postgresql-postgis", "pg_trgm": "postgresql-contrib"}
NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}
DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
CONNECT_CODE = inspect.unwrap(BaseDatabaseWrapper.connect).__code__


def run_command(command):
    """Call the command; exit with one sentence on an error the operator can fix, unless --traceback is given."""
    try:
        command()
    except Exception as error:
        sentence = None if "--traceback" in sys.argv else explain(error)
        if sentence is None:
            raise
        sys.exit(f"✗ {sentence}")


def explain(error):
    """Return what is wrong and how to fix it, or None for an error in the program."""
    if isinstance(error, InvalidSetting):
        return str(error)
    if isinstance(error, DatabaseError):
        return explain_database_error(error)
    if isinstance(error, OSError):
        return explain_file_error(error)
    return None


def explain_database_error(error):
    code = next((found for link in error_chain(error) if (found := getattr(link, "sqlstate", None))), None)
    text = first_line(error)
    if isinstance(error.__cause__, sqlite3.Error):
        return explain_database_file_error(error, text)
    if was_connecting(error):
        return (
            f"The database that DATABASE_URL names cannot be used: {text}. Check host, port, role, password and name. "
            f"{SETUP_HINT}"
        )
    if extension := EXTENSION.search(text):
        return explain_missing_extension(extension[1], code, text)
    if code == INSUFFICIENT_PRIVILEGE:
        return f"The database's role lacks a right: {text}. It should own its database. {SETUP_HINT}"
    return None


def explain_missing_extension(name, code, text):
    if code == INSUFFICIENT_PRIVILEGE:
        return (
            f"The database lacks the extension {name}, which {REQUIRED_ROLE[name]} can make. On the server: "
            f'sudo -u postgres psql -d NAME -c "CREATE EXTENSION {name}"'
        )
    if code in EXTENSION_NOT_INSTALLED:
        return (
            f"The database server has no {name} ({text}). On Debian: apt-get install {DEBIAN_PACKAGES[name]}"
        )
    return None


def explain_database_file_error(error, text):
    if "disk is full" in text:
        return f"The disk is full: {text}."
    if was_connecting(error) or "readonly database" in text:
        return (
            f"The database file cannot be used: {text}. It must be a SpatiaLite database, and it and its folder must "
            f"belong to {current_user_name()}, who runs this command."
        )
    return None


def error_chain(error):
    """Yield the error and its causes."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def was_connecting(error):
    """Whether the error occurred while connecting to the database."""
    return any(frame.f_code is CONNECT_CODE for frame, _line in traceback.walk_tb(error.__traceback__))


def explain_file_error(error):
    if error.errno in DISK_FULL:
        return f"The disk is full: {error.filename or error.strerror}."
    if error.errno in NOT_WRITABLE and error.filename:
        return f"{error.filename}: {error.strerror}. It must belong to {current_user_name()}, who runs this command."
    return None


def current_user_name():
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in a container
        return f"the user {os.getuid()}"


def first_line(error):
    """Return the error's first line; further lines repeat it, or list other attempts."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else type(error).__name__
