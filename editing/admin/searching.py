"""Which search of the administration is meant."""

LISTS = ("_changelist", "autocomplete")
"""How the names of their addresses end."""


def is_of_a_list(request):
    """A list asks several questions about what it finds; the search over everything asks one."""
    return request.resolver_match.url_name.endswith(LISTS)
