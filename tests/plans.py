"""What PostgreSQL makes of a question.

A planner knows that a small table is read whole in no time, so that way is forbidden here.
"""

import json

from django.db import connection, transaction


def explained(ask, options):
    """The plan of each question that `ask()` puts, as PostgreSQL gives it: a list of lines each."""
    found = []

    def explain(execute, sql, params, many, context):
        with connection.cursor() as cursor:
            cursor.cursor.execute(f"EXPLAIN ({options}) {sql}", params)
            found.append([line for (line,) in cursor.cursor.fetchall()])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        ask()
    return found


def plans(ask):
    """What it would do for each question."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        return ["\n".join(lines) for lines in explained(ask, "COSTS")]


ONE_BY_ONE = ("seqscan", "hashjoin", "mergejoin", "hashagg", "sort", "material")
"""Ways that are as quick in a pool of a thousand, so that it hangs on what other tests left which one is taken. Without
them is seen whether the question can be answered by reading few rows at all.
"""


def rows_read(ask, *tables, without=("seqscan",)):
    """How many rows of these tables (or of their indexes) all the questions read, those included that it looked at in
    vain. `without`: ways that are forbidden.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        for way in without:
            cursor.execute(f"SET LOCAL enable_{way} = off")
        for table in tables:
            cursor.execute(f"ANALYZE {table}")
        answers = explained(ask, "ANALYZE, FORMAT JSON")
    nodes = [node for ((answer,),) in zip(answers, strict=True) for node in nodes_of(read(answer)[0]["Plan"])]
    return round(sum(rows_of(node) for node in nodes if node.get("Relation Name") in tables))


def read(answer):
    return answer if isinstance(answer, list) else json.loads(answer)


def nodes_of(plan):
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes_of(inner)


def rows_of(node):
    names = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter")
    return sum(node.get(name, 0) for name in names) * node["Actual Loops"]
