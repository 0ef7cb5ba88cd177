"""The enforcement bodies of the states of the region (enforcement.toml); one that is not known is a gap of the text."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from regions.models import Area


@dataclass(frozen=True)
class EnforcementBody:
    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


@cache
def known():
    """{official key of the state: EnforcementBody}"""
    told = tomllib.loads((Path(__file__).parent / "enforcement.toml").read_text(encoding="utf-8"))
    return {key: EnforcementBody(**body) for key, body in told.items()}


def of_the_region():
    """[(state, EnforcementBody or None)] of the states that the region lies in, by name."""
    states = Area.objects.states().valid().without_geometry().order_by("name", "key")
    return [(state, known().get(state.key)) for state in states]


def told(state, body):
    """“Sachsen-Anhalt: …” as HTML; names of offices stay German."""
    if body is None:
        return format_html("<strong>{}</strong>: {}", state.full_name, gap(state.full_name))
    lines = [format_html('<span lang="de">{}</span>', word) for word in (body.name, body.address) if word]
    lines += [f"{_('Telephone:')} {body.phone}"] if body.phone else []
    lines += [format_html('<a href="mailto:{0}">{0}</a>', body.email)] if body.email else []
    lines += [format_html('<a href="{0}">{0}</a>', body.website)] if body.website else []
    return format_html(
        "<strong>{}</strong>: {}", state.full_name, format_html_join(", ", "{}", ((line,) for line in lines))
    )


def gap(state):
    words = _("[Gap: enforcement body of %(state)s with address, e-mail address and website]")
    return words % {"state": state}
