"""What a browser or another program gets, as text: the status, the headers that matter, and the body."""

import csv
import io
from xml.dom import minidom

from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from tests.approved.wording import html_lines, json_lines, of_words, readable, without_chance

NEVER_TOLD = {"Content-Length", "Date"}
ONLY_THAT_IT_IS_THERE = {"ETag", "Expires", "Last-Modified"}
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FURNITURE = {"site-header", "site-footer", "furniture", "breadcrumb", "nav-sidebar"}
"""What stands on every page; home tells it."""


class Reader:
    """Asks for addresses as somebody; what it gives is told by `outputs`, a text for each name.

    user: None for a visitor. leaves_out: tags, classes or ids of what other outputs tell.
    """

    def __init__(self, world, user=None, leaves_out=()):
        self.outputs, self.user, self.client = {}, user, Client()
        self.leaves_out = FURNITURE | set(leaves_out)
        if user:
            self.client.force_login(user)
            self.usual = headers_of(asked(self.client.get, address_of("admin:deleted", [], "de")))
        else:
            self.usual = world.usual_headers

    def get(self, name, route, *args, query="", language="de", is_whole=False, **headers):
        """Keeps the answer under `name`; route: a name of `urls`, or a path. Returns the response.

        is_whole: tag by tag and with its head, as one page of each kind is told; of others the words of their own part.
        """
        address = address_of(route, args, language) + query
        return self.keep(name, "GET", address, asked(self.client.get, address, headers=headers), is_whole)

    def both(self, name, route, *args, query=""):
        """In German and in English."""
        self.get(f"{name}.de", route, *args, query=query)
        self.get(f"{name}.en", route, *args, query=query, language="en")

    def post(self, name, route, data, *args, query="", language="de"):
        address = address_of(route, args, language) + query
        return self.keep(name, "POST", address, asked(self.client.post, address, data))

    def keep(self, name, method, address, response, is_whole=False):
        body = self.body_of(response, is_whole)
        told = [f"{method} {address}", str(response.status_code), *self.headers_told(response, is_whole)]
        self.outputs[name] = without_chance("\n".join([*told, body]))
        return response

    def headers_told(self, response, is_whole):
        """Those that are unlike the ones of home, or of a page of the desk, and each cookie of a visitor."""
        headers = headers_of(response)
        told = [
            f"{name}: {value}"
            for name, value in sorted(headers.items())
            if is_whole or self.usual.get(name) != value
        ]
        missing = [f"{name}: (none)" for name in sorted(self.usual.keys() - headers.keys())]
        cookies = [
            cookie for cookie in response.cookies.values() if not (self.user and cookie.key == "csrftoken")
        ]
        return told + missing + [told_cookie(cookie) for cookie in cookies]

    def body_of(self, response, is_whole):
        if kind_of(response) not in {"text/html", "application/pdf"} or response.streaming:
            return data_of(response)
        return "\n".join(html_lines(text_of(response), is_whole, self.leaves_out))


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
    if kind == "text/csv":
        text = text.replace("\ufeff", "(byte order mark)")
        return rows_told(
            [[(cell, readable(cell)) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=";")]
        )
    if kind.endswith("xml"):
        text = "\n".join(of_words(minidom.parseString(text).toprettyxml(indent=" ")))
    elif kind.endswith("json"):
        text = "\n".join(json_lines(text))
    return readable(text)


def rows_told(rows):
    """Each cell behind the heading of its column. rows: lists of (value, how it is told)."""
    names, lines = [told for _value, told in rows[0]], []
    for row in rows[1:]:
        lines += [
            f"{name}: {told}"
            for name, (value, told) in zip(names, row, strict=False)
            if value not in {"", None}
        ]
    return "\n".join(lines)


def cells_of(content):
    parts = []
    for sheet in load_workbook(io.BytesIO(content)):
        parts.append(f"[{sheet.title}] panes {sheet.freeze_panes}, filter {sheet.auto_filter.ref}")
        parts.append(rows_told([[(cell.value, told_cell(cell)) for cell in row] for row in sheet]))
    return readable("\n".join(parts))


def told_cell(cell):
    if cell.row == 1:
        return str(cell.value)
    link = f" -> {cell.hyperlink.target}" if cell.hyperlink else ""
    return f"{cell.value!r} ({cell.number_format}){link}"
