"""Old URLs as text: the canonical spelling of each, and the candidates under which a request is looked up.

`/index.php?id=12` matches by path and parameters in any order; a request with further parameters matches too.
"""

from itertools import combinations
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit

from django.utils.encoding import repercent_broken_unicode

MAX_ADDRESS_LENGTH = 500  # characters
SAFE_QUERY_CHARACTERS = "%&=+/?:@,;!$'()*~"  # not quoted in a query
MAX_PARAMETERS = 8  # of one request that are considered: all their combinations are tried


def canonical_address(path, query=""):
    """Return the canonical spelling of a path and query as they are in links, percent-encoded."""
    return _join(decode_path(path), _parse_query(query))


def decode_path(path):
    """Decode a path as Django does for a request; what is not UTF-8, such as Latin-1, stays percent-encoded."""
    return repercent_broken_unicode(unquote_to_bytes(path.encode())).decode()


def split_address(address):
    """Return (path, query) of a canonical address."""
    path, _mark, query = address.partition("?")
    return path, query


def candidate_addresses(path, query=""):
    """Return the stored addresses that a request for `path` (decoded) may match, the most specific first."""
    if "\x00" in path:  # PostgreSQL refuses it in a query
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
    """Return the parameters of `query` that are not in `used`, the query of the old address."""
    known = set(_parse_query(used))
    return urlencode([pair for pair in _parse_query(query) if pair not in known], encoding="latin-1")


def add_query(address, query):
    """Insert further parameters into `address`, before its fragment."""
    if not query:
        return address
    parts = urlsplit(address)
    return parts._replace(query=f"{parts.query}&{query}" if parts.query else query).geturl()


def _join(path, pairs):
    return f"{path}?{urlencode(sorted(pairs), encoding='latin-1')}" if pairs else path


def _parse_query(query):
    """Parse names and values (of str or bytes) as Latin-1, as old sites wrote it: lossless for any bytes."""
    try:
        return parse_qsl(
            quote(query, safe=SAFE_QUERY_CHARACTERS),
            keep_blank_values=True,
            encoding="latin-1",
            max_num_fields=100,
        )
    except ValueError:  # thousands of parameters
        return []
