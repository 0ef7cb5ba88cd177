"""Detects changes to a table between comparing a file with it and writing.

Reading, checking and comparing happen before the transaction, to keep the table lock short (docs/adr/0054).
"""

from django.db import connection
from django.utils.translation import gettext as _

from importing.reports import ImportFault


def lock_table(model):
    """Block other writers, not readers, until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def concurrent_change_error():
    return ImportFault(
        _("Somebody changed the same entries meanwhile. Nothing was written; please import the file again.")
    )
