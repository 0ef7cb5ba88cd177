"""What PostgreSQL makes of a question. (A planner knows that a small table is read whole in no time, so that way is
forbidden here.)
"""

from django.db import connection, transaction


def plans(ask):
    """What PostgreSQL would do for each question that `ask()` puts."""
    found = []

    def explained(execute, sql, params, many, context):
        with connection.cursor() as cursor:
            cursor.cursor.execute(f"EXPLAIN {sql}", params)
            found.append("\n".join(line for (line,) in cursor.cursor.fetchall()))
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        with connection.execute_wrapper(explained):
            ask()
    return found
