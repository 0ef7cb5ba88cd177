"""Old addresses as text: one spelling for each, and the spellings a request may be known by.

`/index.php?id=12` is known by its path and by parameters, in whatever order they come; a request that has more
parameters than an old address names is still meant by it.
"""

from itertools import combinations
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit

from django.utils.encoding import repercent_broken_unicode

MAX_ADDRESS_LENGTH = 500  # characters of an address we keep
SAFE_QUERY_CHARACTERS = "%&=+/?:@,;!$'()*~"  # characters of a query that mean themselves, or encode others
MAX_PARAMETERS = 8  # of one request that are looked at: their combinations are tried


def canonical_address(path, query=""):
    """The one spelling of a path and query as they stand in links, percent signs and all."""
    return _join(decode_path(path), _parse_query(query))


def decode_path(path):
    """The path as a request has it: decoded, but for what is no UTF-8, such as the Latin-1 of old sites."""
    return repercent_broken_unicode(unquote_to_bytes(path.encode())).decode()


def split_address(address):
    """Path and query of an address in its one spelling."""
    path, _mark, query = address.partition("?")
    return path, query


def candidate_addresses(path, query=""):
    """The addresses, as we keep them, that a request for `path` (decoded) may mean: the closest first."""
    if "\x00" in path:  # PostgreSQL refuses even to look for it
        return []
    slashed = path if path.endswith("/") else f"{path}/"
    paths = dict.fromkeys([path, slashed, path.rstrip("/") or "/"])
    pairs = list(dict.fromkeys(_parse_query(query)))[:MAX_PARAMETERS]
    found = [
        _join(spelling, some)
        for count in range(len(pairs), -1, -1)
        for some in combinations(pairs, count)
        for spelling in paths
    ]
    return [address for address in found if len(address) <= MAX_ADDRESS_LENGTH]


def unused_parameters(query, used):
    """The parameters of `query` that the old address, whose own query is `used`, did not name."""
    known = set(_parse_query(used))
    return urlencode([pair for pair in _parse_query(query) if pair not in known], encoding="latin-1")


def add_query(address, query):
    """`address` with further parameters, before its fragment."""
    if not query:
        return address
    parts = urlsplit(address)
    return parts._replace(query=f"{parts.query}&{query}" if parts.query else query).geturl()


def _join(path, pairs):
    return f"{path}?{urlencode(sorted(pairs), encoding='latin-1')}" if pairs else path


def _parse_query(query):
    """Names and values (of a text or bytes), a character for each byte: old sites wrote Latin-1; none may get lost."""
    try:
        return parse_qsl(
            quote(query, safe=SAFE_QUERY_CHARACTERS),
            keep_blank_values=True,
            encoding="latin-1",
            max_num_fields=100,
        )
    except ValueError:  # thousands of parameters
        return []
