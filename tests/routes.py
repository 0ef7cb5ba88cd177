"""Every address the resolver knows, so that no test has to list them by hand."""

import re

from django.urls import URLResolver, get_resolver


def all_routes(resolver=None, namespace="", arguments=frozenset(), path=""):
    """(name, names of its arguments, pattern) of every address, the administration's included.

    An address without a name is called by its pattern.
    """
    for entry in (resolver or get_resolver()).url_patterns:
        known = (
            arguments
            | entry.pattern.converters.keys()
            | set(getattr(entry.pattern, "regex", re.compile("")).groupindex)
        )
        if isinstance(entry, URLResolver):
            yield from all_routes(entry, entry.namespace or namespace, known, path + str(entry.pattern))
        else:
            name = entry.name or path + str(entry.pattern)
            yield (
                (f"{namespace}:{name}" if namespace and entry.name else name),
                known,
                path + str(entry.pattern),
            )


def public_routes():
    """(name, names of its arguments) of every named address outside the administration."""
    for name, arguments, pattern in all_routes():
        if not re.match(r"(en/)?admin/", pattern) and name != pattern:
            yield name, arguments
