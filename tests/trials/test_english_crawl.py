"""The English half of the demo region, page for page: German stands there only in names, or says that it is German."""

import json
import re
import tomllib
from collections import deque
from pathlib import Path

from tests.english import german_in, german_on
from tests.operating import ROOT

MOST_PAGES = 400
LINK = re.compile(r'href="(/en/[^"#?]*)')
NOT_READ = re.compile(r"\.(pdf|xlsx|json|geojson|xml)$")
NAMED = {
    "name",
    "organisation",
    "operator",
    "address",
    "partners",
    "partner",
    "anchor_tenants",
    "author",
    "city",
    "street",
}
"""Keys of the demo's data whose values are names of bodies and streets, which stay German."""
TYPED = {"plan_name"}
"""Keys of facts that are typed in one language only. Pages mark them; a table has no way to."""


def values_in(data, keys, key=""):
    if isinstance(data, dict):
        for name, inner in data.items():
            yield from values_in(inner, keys, name)
    elif isinstance(data, list):
        for inner in data:
            yield from values_in(inner, keys, key)
    elif key in keys and isinstance(data, str) and data:
        yield data


def values_of_the_demo(keys):
    """A pattern of all that the demo's data have under some keys: whole words, so that no address is cut in pieces, and
    the longest first.
    """
    folder = Path(ROOT) / "portal" / "demo"
    files = [json.loads(path.read_text()) for path in folder.glob("*.json")]
    files += [tomllib.loads(path.read_text()) for path in folder.glob("*.toml")]
    values = {value for data in files for value in values_in(data, keys)}
    told = "|".join(map(re.escape, sorted(values, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{told})(?![\w-])")


def test_no_page_table_or_feed_has_german_that_does_not_say_so(demo):
    demo.serve()
    names, typed = values_of_the_demo(NAMED), values_of_the_demo(NAMED | TYPED)
    seen, waiting, read, found = {"/en/"}, deque(["/en/"]), 0, {}
    while waiting and read < MOST_PAGES:
        path = waiting.popleft()
        status, headers, body = demo.ask("GET", path)
        if status != 200 or not headers["Content-Type"].startswith(("text/", "application/atom")):
            continue
        read += 1
        page = body.decode()
        is_page = headers["Content-Type"].startswith("text/html")
        words = german_on(names.sub(" ", page)) if is_page else german_in(typed.sub(" ", page))
        if words:
            found[path] = words
        for link in LINK.findall(page) if is_page else ():
            if link not in seen and not NOT_READ.search(link):
                seen.add(link)
                waiting.append(link)
    print(f"{read} English pages, tables and feeds read; German on {len(found)} of them.")
    assert read > 100
    assert not found, found
