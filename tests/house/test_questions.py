"""How the database is asked and held, what is refused and forgiven, and what is done on the side, was decided.

A lock, an order, rows that are fetched along, a second condition of a question, an error caught on the way, a note, a
header, an escape: where one is lost most tests go on, for their few rows stand in order anyway, nobody else is at work
and nothing breaks. So each is written down in questions.txt, errors.txt or effects.txt. Who means to change one writes
the lists anew with APPROVE=1, and reads what differs.
"""

import ast
import os
from collections import defaultdict
from pathlib import Path

from tests.house.test_clocks import trees

QUESTIONS, ERRORS, EFFECTS = (
    Path(__file__).with_name(f"{name}.txt") for name in ("questions", "errors", "effects")
)

INVENTED = "portal.demo"
"""A region that is made up once; what goes wrong there is seen."""

HOW = {
    *("aggregate", "annotate", "bulk_create", "bulk_update", "defer", "distinct", "get_or_create", "only"),
    *("order_by", "prefetch_related", "select_for_update", "select_related", "update_or_create"),
    *("atomic", "lock_table", "on_commit", "set_rollback"),
    "connect",
}
"""Calls that say how something is asked, held, or followed by something else; each is written down."""

CONDITIONS = {"Exists", "Q", "When", "exclude", "filter", "get"}
"""Written down when they have more than one part, or ask for a limit."""
EFFECTS_OF = {
    *("add_never_cache_headers", "patch_cache_control", "patch_vary_headers", "set_cookie", "delete_cookie"),
    *(
        "conditional_escape",
        "escape",
        "force_escape",
        "format_html",
        "format_html_join",
        "mark_safe",
        "json_script",
    ),
    *(
        "begin",
        "check",
        "check_again",
        "check_minutes",
        "check_whole",
        "clean",
        "clean_fields",
        "demand_room",
        "full_clean",
    ),
    *(
        "inspect",
        "is_valid",
        "refuse",
        "refuse_new_errors",
        "refuse_unseen",
        "validate",
        "validate_constraints",
    ),
    *(
        "validate_email",
        "validate_one_line",
        "validate_unique",
        "has_perm",
        "is_sure",
        "has_object_permission",
    ),
    *(
        "clear",
        "close",
        "close_all",
        "close_old_connections",
        "cycle_key",
        "delete",
        "delete_files",
        "drop",
        "erase",
    ),
    *(
        "flush",
        "forget",
        "forget_files",
        "forget_unused_files",
        "forgive",
        "rmtree",
        "rotate_token",
        "unlink",
    ),
    *("set_unusable_password", "unregister", "write_down", "write_down_move", "write_down_continued"),
    *(
        "add_to_revision",
        "keep_found_state",
        "keep_last_state",
        "keep_pictures",
        "log_addition",
        "log_change",
    ),
    *(
        "log_deletion",
        "message_user",
        "note",
        "note_change",
        "note_move",
        "note_refusal",
        "note_wrong",
        "set_comment",
    ),
    *("set_user", "settle", "tell", "tell_picture", "tell_warnings", "touch", "verify_session", "was_right"),
    *("enqueue", "drive_later", "purge_if_changed", "refresh", "renew", "send", "store_figures", "take_back"),
    *("acquire", "flock", "fsync", "give_back", "release", "set_apart", "setrlimit", "umask", "shutdown"),
    *("critical", "error", "exception", "info", "warning"),
}
"""Calls that leave something behind, or keep something from being left."""

BUILDING = {
    *(
        "__init__",
        "add",
        "add_argument",
        "append",
        "extend",
        "insert",
        "mkdir",
        "pop",
        "print",
        "progress",
        "seek",
    ),
    *("setdefault", "setlist", "sort", "write"),
}
"""Of statements that are one call only those that make what the function answers: what lacks there is seen."""

LIMITS = ("__lt", "__lte", "__gt", "__gte")


def name_of(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_decided(call):
    names = [word.arg or "" for word in call.keywords]
    has_parts = bool(names) and (len(call.args) + len(names) > 1 or names[0].endswith(LIMITS))
    return name_of(call) in HOW or (name_of(call) in CONDITIONS and has_parts)


def said(call):
    """`order_by('-at', 'pk')`, without what it is asked of; long ones are one line too."""
    given = [*map(ast.unparse, call.args)]
    given += [
        f"{word.arg}={ast.unparse(word.value)}" if word.arg else f"**{ast.unparse(word.value)}"
        for word in call.keywords
    ]
    return f"{name_of(call)}({', '.join(' '.join(part.split()) for part in given)})"


def found(node, place, tells):
    """(function or class it stands in, line) for all that `tells(node)` gives."""
    for inner in ast.iter_child_nodes(node):
        is_named = isinstance(inner, ast.ClassDef | ast.FunctionDef)
        if line := tells(inner):
            yield place, line
        yield from found(inner, f"{place}.{inner.name}" if is_named else place, tells)


def lines(tells):
    """`place: what stands there`, sorted by place and as often as it is said."""
    by_place = defaultdict(list)
    for path, tree in trees():
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        if module.startswith(INVENTED):
            continue
        for place, line in found(tree, module, tells):
            by_place[place].append(line)
    return [f"{place}: {line}" for place in sorted(by_place) for line in sorted(by_place[place])]


def compare(file, now):
    if os.environ.get("APPROVE"):
        file.write_text("\n".join(now) + "\n")
    assert now == file.read_text().splitlines()


def test_questions_to_the_database_are_what_was_decided():
    compare(QUESTIONS, lines(lambda node: isinstance(node, ast.Call) and is_decided(node) and said(node)))


def test_errors_are_raised_and_forgiven_where_that_was_decided():
    compare(ERRORS, lines(error))


def error(node):
    """What is raised, an `except` with what it catches, a `suppress`."""
    if isinstance(node, ast.Raise):
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return f"raise {ast.unparse(raised)}" if raised else "raise"
    if isinstance(node, ast.ExceptHandler):
        return f"except {ast.unparse(node.type) if node.type else ''}"
    if isinstance(node, ast.Call) and name_of(node) == "suppress":
        return said(node)
    return None


def test_what_is_done_on_the_side_is_what_was_decided():
    compare(EFFECTS, lines(effect))


def effect(node):
    """A call without what it is given, or a header or other named thing that is set."""
    if isinstance(node, ast.Call) and name_of(node) in EFFECTS_OF:
        return ast.unparse(node.func)
    if isinstance(node, ast.Expr) and isinstance(call := node.value, ast.Call):
        return None if name_of(call) in BUILDING | EFFECTS_OF | HOW else name_of(call)
    if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Subscript):
        named = isinstance(target.slice, ast.Constant) and isinstance(target.slice.value, str)
        return ast.unparse(target) if named else None
    return None
