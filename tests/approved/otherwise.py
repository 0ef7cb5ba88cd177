"""Pages of the world, had they one thing less or one more: only the lines that differ are told.

So both ways of a condition are approved where the world knows one. A way is {name in the context: what it is instead},
with dots for an attribute of a thing.
"""

import copy
import difflib
from datetime import date
from itertools import groupby
from types import SimpleNamespace as Given
from unittest.mock import patch

from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from publishing.checks import Problem
from sites.choices import Kind, MarketingStatus
from tests.approved.answers import Reader, address_of, asked
from tests.approved.clock import NOW
from tests.approved.wording import html_lines, without_chance
from tests.factories.investors import ProposalFactory, ProposalSpaceFactory

SOME = 4
"""Lines told of a whole part that goes."""
WITHOUT_MAP = {"map_data": None}
NOBODY = {"space.contact": None}
WAYS = {
    "space": [
        {"place": ""},
        *({name: None} for name in ("map_data", "similar", "distances", "utilities", "documents")),
        *({f"space.{name}": ""} for name in ("description", "situation", "plan_url")),
        {"space.steward": None},
        NOBODY,
        {"distances": None, **WITHOUT_MAP},
        {"space.description": "", "space.situation": ""},
        {"space.discloses_address": False},
        {"space.marketing_status": MarketingStatus.TAKEN},
        {"space.available_from": date(2031, 2, 1)},
        {"space.kind": Kind.HALL},
        {"reach_url": "/reichweite/", "road_note": "Gemessen auf <Straßen>."},
        {"market_records": [], "neighbours": None, "notices": []},
        {"site.shows_market_history": False},
        {"documents": [Given(url="/a.pdf", language="en", document=Given(title="Plan <a>"), format="PDF")]},
    ],
    "expose": [
        *({name: None} for name in ("place", "park", "photos", "credits", "address", "qr", "drawings")),
        *({name: None} for name in ("distances", "coordinates", "map_sources", "distance_sources")),
        {"coordinates": None, "map_sources": None},
        {"drawings": None, "distances": None},
        {"is_preview": True},
        {"map_sources": [Given(language="en", text="a <b>"), Given(language="", text="b"), Given(text="c")]},
        {"map_sources": [Given(language="en", text="one"), Given(language="en", text="two")]},
        {"road_note": "Gemessen auf <Straßen>."},
        {"distances": [Given(label="A 14", km=5, value="5 km", by_road="8 min <Lkw>")]},
        {"key_facts": []},
        {"space.description": "", "space.situation": ""},
        {"space.is_sample": True},
        {"space.marketing_status": MarketingStatus.TAKEN},
        {"space.marketing_status": MarketingStatus.RESERVED},
        {"space.available_from": date(2031, 2, 1)},
        {"space.discloses_address": False},
        {"space.external_reference": ""},
        {"space.external_reference": "A <7>"},
        NOBODY,
        {**NOBODY, "space.steward": None},
    ],
    "proposal": [
        WITHOUT_MAP,
        {"is_preview": True},
        {"proposal.greeting": ""},
        {"has_pdf": False},
        {"comparison": None},
    ],
    "article": [
        {"article.author_role": ""},
        {"article.author_name": ""},
        {"previous": None},
        {"next": None},
        {"previous": None, "next": None},
        {"akin": []},
    ],
    "park": [{"is_preview": True}, {"spaces": []}, {"count": 1200}],
    "area": [{"counts.all": 1200}, {"spaces": []}, {"query": ""}],
    "space_gone": [{"similar": []}],
    "home": [
        {"site.figures_as_of": None},
        {"articles": []},
        {"site.organisation": "Metropolregion <GmbH>"},
        {"site.organisation": "Metropolregion Musterland & Mehr"},
        {"site.email": "", "site.phone": "", "site.street": "", "site.city": ""},
        {"theme": "light"},
        {"theme": "dark"},
        {"alternates": []},
        {"canonical_url": ""},
    ],
    "enquiry": [{"spaces": []}],
    "start_of_a_reviewer": [
        {"notices": []},
        {"pool": None},
        {"may_answer_requests": True},
        {
            "last_changes": [
                Given(url="/a/", thing="Halle <1>", kind="halle", at=NOW, who="Anna & Co"),
                Given(url="/b/", thing="Halle 2", kind="halle", at=NOW, who=""),
            ]
        },
    ],
    "preview": [
        {"may_share": False},
        {"change": True, "conflicts": ["Lage <1>", "Preis"], "review_url": "/vergleich/"},
        {"has_change": True},
        {
            "links": [
                Given(
                    link=Given(pk=pk, expires_at=NOW, created_by="Anna <B>", shows_change=shows),
                    address=f"https://a/{pk}",
                )
                for pk, shows in ((1, True), (2, False))
            ]
        },
    ],
    "form": [
        {"problems": [Problem("location", "Die Lage <fehlt>.", "location", is_error=True)], "hindering": 1},
        {"problems": []},
        {"is_popup": True},
        {"has_change_permission": False},
        {"completeness": None},
    ],
}


def otherwise(world):
    reader, editor = Reader(world), Reader(world, world.reviewer)
    plot, proposal = (
        world.plot,
        ProposalFactory(token="vorschlag", title="Flächen <A>", greeting="Guten Tag,"),
    )
    for order, space in enumerate((plot, world.hall)):
        ProposalSpaceFactory(proposal=proposal, space=space, order=order)
    with patch("sites.expose.pdf.pdf_of", lambda html, other_language="": html.encode()):
        pages = {
            "space": (reader, f"sites:{plot.kind}", plot.number, plot.slug),
            "expose": (reader, f"sites:{plot.kind}_print", plot.number, plot.slug),
            "proposal": (reader, "investors:proposal", proposal.token),
            "article": (reader, "news:detail", world.article.slug),
            "park": (reader, "sites:park", "am-kreuz"),
            "area": (reader, "sites:area", "schkeuditz"),
            "space_gone": (reader, "sites:plot", 4718, world.gone.slug),
            "home": (reader, "portal:home"),
            "enquiry": (reader, "/anfrage/?ids=4711"),
            "start_of_a_reviewer": (editor, "admin:index"),
            "preview": (editor, "admin:sites_plot_preview", plot.pk),
            "form": (editor, "admin:sites_plot_change", plot.pk),
        }
        return {name: told(page, WAYS[name]) for name, page in pages.items()}


def told(page, ways):
    reader, route, *args = page
    response = asked(reader.client.get, address_of(route, args, "de"))
    context = response.context[0].flatten()
    template = get_template(response.templates[0].name).template
    before = lines_of(template, context)
    parts = []
    for way in ways:
        after = lines_of(template, changed(context, way))
        parts.append("\n".join([f"# {in_words(way)}", *differing(before, after)]))
    return without_chance("\n\n".join(parts))


def lines_of(template, values):
    context = Context(values)
    context.request = values.get("request")
    with translation.override("de"):
        return html_lines(template.render(context), is_whole=True)


def changed(context, way):
    context = dict(context)
    for path, value in way.items():
        root, _dot, name = path.partition(".")
        if name:
            context[root] = copy.copy(context[root])
            if isinstance(context[root], dict):
                context[root][name] = value
            else:
                setattr(context[root], name, value)
        else:
            context[root] = value
    return context


def in_words(way):
    return ", ".join(f"{name} = {value if value else 'nothing'}"[:60] for name, value in way.items())


def differing(before, after):
    """What goes is known from the page itself: where it is much, its first lines stand for it."""
    lines = [line for line in difflib.ndiff(before, after) if line.startswith(("+", "-"))]
    for is_gone, group in groupby(lines, lambda line: line.startswith("-")):
        part = list(group)
        much = is_gone and len(part) > SOME
        yield from part[:SOME] if much else part
        if much:
            yield f"- … {len(part) - SOME} more"
