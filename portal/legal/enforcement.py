"""The enforcement bodies of the region's states (enforcement.toml); an unknown one is a marked gap."""

import tomllib
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

FILE = Path(__file__).with_name("enforcement.toml")


def body_html(state):
    """Return “Sachsen-Anhalt: …” as HTML; names of offices stay German."""
    body = tomllib.loads(FILE.read_text(encoding="utf-8")).get(state.key)
    if body is None:
        return format_html("<strong>{}</strong>: {}", state.full_name, missing_body_text(state.full_name))
    ways = {
        "name": '<span lang="de">{}</span>',
        "address": '<span lang="de">{}</span>',
        "phone": f"{_('Telephone:')} {{}}",
        "email": '<a href="mailto:{0}">{0}</a>',
        "website": '<a href="{0}">{0}</a>',
    }
    lines = [(format_html(way, body[name]),) for name, way in ways.items() if name in body]
    return format_html("<strong>{}</strong>: {}", state.full_name, format_html_join(", ", "{}", lines))


def missing_body_text(state):
    words = _("[Gap: enforcement body of %(state)s with address, e-mail address and website]")
    return words % {"state": state}
