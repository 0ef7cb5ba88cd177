"""What an operator can mend, as one sentence in the place of a traceback. Nothing here needs the settings."""

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

from portal.environment import WrongSetting

HOW_TO_MAKE = "README.md, “A real installation”, tells how to make role, database and extensions."
LACKS_A_RIGHT = "42501"  # SQLSTATE insufficient_privilege
NOT_ON_THE_SERVER = {"0A000", "58P01"}  # SQLSTATE feature_not_supported, undefined_file
EXTENSION = re.compile('extension "(postgis|pg_trgm)"')
MAY_MAKE = {"postgis": "only a superuser", "pg_trgm": "only the database's owner or a superuser"}
PACKAGE = {"postgis": "postgresql-postgis", "pg_trgm": "postgresql-contrib"}
NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}
DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
CONNECTING = inspect.unwrap(BaseDatabaseWrapper.connect).__code__


def run(command):
    """Call the command; end the process with one sentence where an operator's mistake stopped it.

    With --traceback on the command line it stays an exception.
    """
    try:
        command()
    except Exception as error:
        sentence = None if "--traceback" in sys.argv else sentence_on(error)
        if sentence is None:
            raise
        sys.exit(f"✗ {sentence}")


def sentence_on(error):
    """What is wrong and what to do about it, or None for what only a programmer can mend."""
    if isinstance(error, WrongSetting):
        return str(error)
    if isinstance(error, DatabaseError):
        return on_database(error)
    if isinstance(error, OSError):
        return on_file(error)
    return None


def on_database(error):
    code = next((found for link in chain(error) if (found := getattr(link, "sqlstate", None))), None)
    said = first_line(error)
    if isinstance(error.__cause__, sqlite3.Error):
        return on_database_file(error, said)
    if was_connecting(error):
        return (
            f"The database that DATABASE_URL names cannot be used: {said}. Check host, port, role, password and name. "
            f"{HOW_TO_MAKE}"
        )
    if named := EXTENSION.search(said):
        return on_extension(named[1], code, said)
    if code == LACKS_A_RIGHT:
        return f"The database's role lacks a right: {said}. It should own its database. {HOW_TO_MAKE}"
    return None


def on_extension(name, code, said):
    if code == LACKS_A_RIGHT:
        return (
            f"The database lacks the extension {name}, which {MAY_MAKE[name]} can make. On the server: "
            f'sudo -u postgres psql -d NAME -c "CREATE EXTENSION {name}"'
        )
    if code in NOT_ON_THE_SERVER:
        return f"The database server has no {name} ({said}). On Debian: apt-get install {PACKAGE[name]}"
    return None


def on_database_file(error, said):
    if "disk is full" in said:
        return f"The disk is full: {said}."
    if was_connecting(error) or "readonly database" in said:
        return (
            f"The database file cannot be used: {said}. It must be a SpatiaLite database, and it and its folder must "
            f"belong to {user()}, who runs this command."
        )
    return None


def chain(error):
    """The error, and what it was raised for."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def was_connecting(error):
    """Whether the database could not be reached at all, or did not let us in."""
    return any(frame.f_code is CONNECTING for frame, _line in traceback.walk_tb(error.__traceback__))


def on_file(error):
    if error.errno in DISK_FULL:
        return f"The disk is full: {error.filename or error.strerror}."
    if error.errno in NOT_WRITABLE and error.filename:
        return f"{error.filename}: {error.strerror}. It must belong to {user()}, who runs this command."
    return None


def user():
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in a container
        return f"the user {os.getuid()}"


def first_line(error):
    """What the database says; further lines repeat it, or name what else was tried."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else type(error).__name__
