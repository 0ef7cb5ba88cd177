"""The English half of the demo region, page for page and paper for paper: German stands there only in names, or says
that it is German.
"""

import io
import json
import re
import tomllib
from collections import Counter, deque
from html import unescape
from pathlib import Path

from openpyxl import load_workbook

from tests.english import german_in, german_on
from tests.operating import ROOT
from tests.sites.papers.pdf_structure import TaggedPDF

MOST_PAGES = 400
LINK = re.compile(r'href="(/en/[^"#?]*)')
FIRST = ("/en/", "/en/compare/?ids=1001,1002,1051", "/en/watch-list/?ids=1001,1051")
"""What the portal's own pages lead to by script only, beside the home page."""
PAPERS = {"expose.pdf", "data-sheet.pdf", "list.pdf", "list.xlsx", "compare.xlsx", "watch-list.pdf"}
MOST_PAPERS = 60
"""Each kind of them comes first once: exposés of all spaces say much the same."""
PAPER = re.compile(r'href="(/en/(?!space-pool/documents/)[^"#?]*\.(?:pdf|xlsx)(?:\?[^"#]*)?)"')
"""What the portal makes. A document that somebody added speaks its own language, and its link says which."""
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


def text_of(paper, headers):
    """What a PDF or a workbook says in English, the names of its sheets and its own properties included."""
    if headers["Content-Type"] == "application/pdf":
        pdf = TaggedPDF(paper)
        assert pdf.root.Lang == "en"
        return f"{pdf.text_but_for('de')} {pdf.pdf.docinfo}"
    book = load_workbook(io.BytesIO(paper), read_only=True)
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    return " ".join([*book.sheetnames, str(book.properties.title), *cells])


def name_of(path):
    return path.partition("?")[0].rpartition("/")[2]


def one_of_each_kind_first(papers):
    """Then a second of each, and so on."""
    turn = Counter()
    in_turn = []
    for path in papers:
        turn[name_of(path)] += 1
        in_turn.append((turn[name_of(path)], path))
    return [path for _turn, path in sorted(in_turn)]


def test_no_page_table_feed_or_paper_has_german_that_does_not_say_so(demo):
    demo.serve()
    names, typed = values_of_the_demo(NAMED), values_of_the_demo(NAMED | TYPED)
    seen, waiting, read, found, papers = set(FIRST), deque(FIRST), 0, {}, {}
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
        papers |= dict.fromkeys(map(unescape, PAPER.findall(page) if is_page else ()))
    print(f"{read} English pages, tables and feeds read; German on {len(found)} of them.")
    assert read > 100
    chosen = one_of_each_kind_first(papers)[:MOST_PAPERS]
    for path in chosen:
        status, headers, body = demo.ask("GET", path)
        assert status == 200, path
        if words := german_in(typed.sub(" ", text_of(body, headers))):
            found[path] = words
    print(f"{len(chosen)} of {len(papers)} papers read.")
    assert {name_of(path) for path in papers} >= PAPERS
    assert not found, found
