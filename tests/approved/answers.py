"""What a browser or another program gets, as text: the status, the headers that matter, and the body."""

import csv
import io
import json
from xml.dom import minidom

from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from tests.approved.wording import FURNITURE, html_lines, readable, without_chance

ALWAYS_TOLD = {"Content-Type", "Content-Language", "Cache-Control", "Vary"}
NEVER_TOLD = {"Content-Length", "Date"}
ONLY_THAT_IT_IS_THERE = {"ETag", "Expires", "Last-Modified"}
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Usual:
    """What is on every public page; of another page only what is unlike it is told, and the home page tells it all."""

    def __init__(self):
        visitor = Client()
        self.headers = headers_of(visitor.get("/"))
        self.head = {
            code: self.head_of(visitor, *paths)
            for code, paths in {"de": ("/", "/suche/"), "en": ("/en/", "/en/search/")}.items()
        }

    def head_of(self, visitor, *paths):
        """The lines that these pages have in common."""
        pages = [html_lines(text_of(asked(visitor.get, path))) for path in paths]
        heads = [page[page.index("<head>") + 1 : page.index('<body class="">')] for page in pages]
        return [line for line in heads[0] if line in heads[1]]

    def unlike(self, lines):
        """The lines of a page without its usual head, and which of that are missing."""
        usual = self.head["en" if '<html lang="en">' in lines else "de"]
        missing = [f"(without {line})" for line in usual if line not in lines]
        if len(missing) > len(usual) / 2:  # a document of another kind
            return lines
        return [line for line in lines if line not in usual] + missing


class Reader:
    """Asks for addresses as somebody; what it gives is told by `outputs`, a text for each name.

    user: None for a visitor. leaves_out: tags, classes or ids of what other outputs tell.
    """

    def __init__(self, world, user=None, leaves_out=()):
        self.outputs, self.usual = {}, world.usual
        self.leaves_out = FURNITURE | set(leaves_out)
        self.client = Client()
        if user:
            self.client.force_login(user)

    def get(self, name, route, *args, query="", language="de", is_whole=False, **headers):
        """Keeps the answer under `name`; route: a name of `urls`, or a path. Returns the response."""
        address = address_of(route, args, language) + query
        return self.keep(name, "GET", address, asked(self.client.get, address, headers=headers), is_whole)

    def both(self, name, route, *args, query=""):
        """In German and in English."""
        self.get(f"{name}.de", route, *args, query=query)
        self.get(f"{name}.en", route, *args, query=query, language="en")

    def post(self, name, route, data, *args, query="", language="de"):
        address = address_of(route, args, language) + query
        return self.keep(name, "POST", address, asked(self.client.post, address, data), is_whole=False)

    def keep(self, name, method, address, response, is_whole):
        body = self.body_of(response, is_whole)
        told = [f"{method} {address}", str(response.status_code), *self.headers_told(response, is_whole)]
        self.outputs[name] = without_chance("\n".join([*told, "", body]))
        return response

    def headers_told(self, response, is_whole):
        headers, usual = headers_of(response), self.usual.headers
        told = [
            f"{name}: {value}"
            for name, value in sorted(headers.items())
            if is_whole or name in ALWAYS_TOLD or usual.get(name) != value
        ]
        missing = [f"{name}: (none)" for name in sorted(usual.keys() - headers.keys() - ALWAYS_TOLD)]
        return told + missing + [told_cookie(cookie) for cookie in response.cookies.values()]

    def body_of(self, response, is_whole):
        if kind_of(response) not in {"text/html", "application/pdf"} or response.streaming:
            return data_of(response)
        text = text_of(response)
        is_whole = is_whole or "<html" not in text  # a piece of a page has no furniture
        lines = html_lines(text, is_whole, self.leaves_out)
        return "\n".join(lines if is_whole else self.usual.unlike(lines))


def asked(method, *args, **kwargs):
    """The answer. A request leaves its language behind in the thread; the next thing done is done in German again."""
    with translation.override("de"):
        return method(*args, **kwargs)


def address_of(route, args, language):
    if route.startswith("/"):
        return route
    with translation.override(language):
        return reverse(route, args=args)


def headers_of(response):
    return {
        name: "…" if name in ONLY_THAT_IT_IS_THERE else without_chance(value)
        for name, value in response.headers.items()
        if name not in NEVER_TOLD
    }


def told_cookie(cookie):
    told = [f"{key}={value}" for key, value in sorted(cookie.items()) if value and key != "expires"]
    return f"Set-Cookie: {cookie.key}=…; {'; '.join(told)}"


def kind_of(response):
    return response.headers.get("Content-Type", "").partition(";")[0]


def text_of(response):
    return response.content.decode()


def data_of(response):
    """What is no page, so that a person can read it."""
    if response.streaming:
        return f"a file of {sum(map(len, response))} bytes"
    kind = kind_of(response)
    if kind == SPREADSHEET:
        return cells_of(response.content)
    text = text_of(response)
    if kind.endswith("xml"):
        text = minidom.parseString(text).toprettyxml(indent=" ")
    elif kind.endswith("json"):
        text = json.dumps(json.loads(text), indent=1, ensure_ascii=False)
    elif kind == "text/csv":
        text = columns(csv.reader(io.StringIO(text), delimiter=";"))
    return text.replace("\ufeff", "(byte order mark)") if kind == "text/csv" else readable(text)


def columns(rows):
    """A table with one cell a line: rows of a hundred columns are read by nobody."""
    lines = []
    for number, row in enumerate(rows, start=1):
        lines += [
            f"{number}.{place}: {readable(cell)}" for place, cell in enumerate(row, start=1) if cell != ""
        ]
    return "\n".join(lines)


def cells_of(content):
    lines = []
    for sheet in load_workbook(io.BytesIO(content)):
        lines.append(f"[{sheet.title}] panes {sheet.freeze_panes}, filter {sheet.auto_filter.ref}")
        for row in sheet:
            for cell in row:
                if cell.value is not None:
                    link = f" -> {cell.hyperlink.target}" if cell.hyperlink else ""
                    lines.append(f"{cell.coordinate}: {cell.value!r} ({cell.number_format}){link}")
    return readable("\n".join(lines))
