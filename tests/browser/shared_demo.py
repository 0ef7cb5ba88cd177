"""The demo region takes half a minute to load: the first process that needs it does so, the others take a copy."""

import fcntl
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection


def load(folder):
    """Into the database and MEDIA_ROOT of this process, by way of a folder that all processes share."""
    from portal.demo import loading

    database, pictures, ours = folder / "demo.sqlite3", folder / "demo-media", Path(settings.MEDIA_ROOT)
    connection.ensure_connection()
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if database.exists():
            with closing(sqlite3.connect(database)) as copy:
                copy.backup(connection.connection)
            link_all(pictures, ours)
        else:
            loading.load_demo()
            link_all(ours, pictures)
            with closing(sqlite3.connect(database)) as copy:
                connection.connection.backup(copy)
    ContentType.objects.clear_cache()


def link_all(source, target):
    """Nobody writes into a file of a picture; one that is deleted stays with the others. What is there is the same."""
    shutil.copytree(source, target, copy_function=link, dirs_exist_ok=True)


def link(source, target):
    with suppress(FileExistsError):
        os.link(source, target)
