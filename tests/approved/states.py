"""Pieces of pages in the states that a world in good order does not bring about: made from their arguments alone.

An output is a group of pieces, one below the other. What they are given is invented; who gives it is tried elsewhere.
"""

from datetime import timedelta
from types import SimpleNamespace as Given

from django.template.loader import render_to_string
from django.test import RequestFactory

from publishing.checks import Problem
from tests.approved.answers import FURNITURE
from tests.approved.clock import NOW
from tests.approved.wording import html_lines, without_chance


def states(world):
    request = RequestFactory().get("/weg/?a=1")
    groups = {
        "notes_of_the_work_flow": work_flow,
        "pages_of_review": review,
        "pages_that_say_no": messages,
    }
    return {
        name: "\n\n".join(told(world, request, *piece) for piece in pieces(world))
        for name, pieces in groups.items()
    }


def told(world, request, template, context):
    html = render_to_string(template, context, request)
    lines = html_lines(html, False, FURNITURE)
    is_so = [name for name, value in context.items() if value is True]
    which = [context[name] for name in ("state", "reason") if name in context]
    return without_chance("\n".join([" ".join(["#", template, *which, *is_so]), *lines]))


def given(**values):
    return Given(pk=values.pop("pk", 7), **values)


HINDERING = [
    Problem("location", "Die Lage <fehlt>.", "location", is_error=True),
    Problem("", "Ein Bild fehlt.", "picture", is_error=True),
]


def change_of(state, **more):
    return given(
        state=state,
        author_name="Erika <Muster>",
        handed_in_at=NOW,
        decided_by="Rolf Prüfer",
        decided_at=NOW + timedelta(hours=1),
        undo_until=NOW + timedelta(days=7),
        comment="Bitte <kürzen>\nund so",
        note="Neu & gut",
        token="TOKEN",  # noqa: S106
        **more,
    )


def work_flow(world):
    addresses = {"review_url": "/vergleich/", "preview_url": "/vorschau/"}
    for state in ("returned", "kept", "handed_in"):
        for is_public in (False, True):
            yield (
                "admin/_workflow_notes.html",
                {"pending": change_of(state), "is_public": is_public, "pending_shown": is_public}
                | addresses
                | ({"pending_conflicts": ["Lage", "Preis <neu>"]} if state == "kept" else {}),
            )
    yield "admin/_workflow_notes.html", {"prepares": True}
    yield "admin/_workflow_notes.html", {"undoable": change_of("taken_back")} | addresses
    yield "admin/_workflow_notes.html", {"change_conflict": change_of("handed_in")} | addresses
    row = {"pending": change_of("kept"), "continues_others": True, "workflow_buttons": [("_save", "Sichern")]}
    for value in ("", "TOKEN"):
        form = {"overwrite_change": {"value": value}, "step_comment": {"errors": "", "value": "Wie <so>?"}}
        yield "admin/_workflow_row.html", row | {"adminform": {"form": form}, "asks_note": bool(value)}


def review(world):
    common = {
        "title": "Vergleich",
        "original": "Nordfeld <A>",
        "opts": type(world.plot)._meta,
        "change_url": "/eintrag/",
        "preview_url": "/vorschau/",
        "days": 7,
        "authors": "Erika & Anna",
        "comment_length": 2000,
        "comparison": None,
    }
    conflicts = [
        Given(name="area", label="Fläche <m²>", wanted="4 ha", public="3 ha"),
        Given(name="name_de", label="Name", wanted="", public=None),
    ]
    yield "admin/review.html", common | {"change": None}
    for may_change in (False, True):
        yield "admin/review.html", common | {"undoable": change_of("taken_back"), "may_change": may_change}
    for is_public in (False, True):
        yield (
            "admin/review.html",
            common
            | {
                "change": change_of("returned"),
                "is_public": is_public,
                "is_rebased": True,
                "faults": ["Das <geht> nicht."],
                "pending_files": [Given(url="/datei/1/", name="plan <a>.pdf")],
                "problems": HINDERING,
                "conflicts": conflicts,
                "may_settle": True,
                "may_release": True,
                "may_change": True,
                "comment": "Schon <getippt>",
            },
        )
        yield (
            "admin/review.html",
            common
            | {
                "change": change_of("kept"),
                "is_public": is_public,
                "conflicts": conflicts,
                "may_change": True,
                "is_own_change": True,
            },
        )
    places = {"config": {"a": 1}, "features": {"b": "<2>"}, "places": ["Lage: 51 <N>"]}
    yield "components/boundary_change.html", {"map": places}


def messages(world):
    for reason in ("busy", "share", "failed", ""):
        for print_url in ("", "/druck/"):
            yield "sites/expose/unavailable.html", {"reason": reason, "print_url": print_url}
    for reason in ("busy", "share"):
        yield "sites/table_unavailable.html", {"reason": reason, "most": 2000, "list_url": "/liste/?a=1&b=2"}
    for state in ("confirmed", "already", "ended", "expired", "unknown"):
        yield "investors/saved_search_message.html", {"state": state}
    yield "investors/watch_list_no_pdf.html", {"text": "Mehr als <fünfzig>.", "back": "/merkliste/?ids=1"}
    yield "mailing/form_closed.html", {}
