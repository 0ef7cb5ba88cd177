"""What an import asks in its transaction: whether the table is still the one with which the file was compared.

All else, reading, checking, comparing, working out, comes before it, so that nobody waits for it (docs/adr/0054).
"""

from django.db import connection
from django.utils.translation import gettext as _

from importing.reports import ImportFault


def lock_table(model):
    """Until the transaction ends nobody else writes into the table; everybody may read it. SQLite does so by itself."""
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def concurrent_change_error():
    return ImportFault(
        _("Somebody changed the same entries meanwhile. Nothing was written; please import the file again.")
    )
