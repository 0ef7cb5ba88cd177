"""Pieces of pages in the states that a world in good order does not bring about: made from their arguments alone.

An output is a group of pieces, one below the other. What they are given is invented; who gives it is tried elsewhere.
"""

from datetime import date, timedelta
from types import SimpleNamespace as Given

from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory

from editing.comparing.differing import Change
from editing.form_faults import Fault
from editing.releasing.waiting_list import Waiting
from publishing.checks import Problem
from tests.approved import rare_pieces
from tests.approved.clock import NOW
from tests.approved.desk_pieces import pages_of_the_desk
from tests.approved.small_pieces import small
from tests.approved.wording import html_lines, without_chance


def states(world):
    request = RequestFactory().get("/weg/?a=1")
    groups = {
        "faults_of_forms": faults,
        "notes_of_the_work_flow": work_flow,
        "pages_of_review": review,
        "differences": differences,
        "previews": previews,
        "lists_of_the_desk": lists,
        "searching": searching,
        "answers_to_checks": checks,
        "pages_that_say_no": messages,
        "persons_who_ask": persons,
        "small_pieces": small,
        "pages_of_the_desk": pages_of_the_desk,
        "components": rare_pieces.components,
        "pieces_of_the_pool": rare_pieces.of_the_pool,
        "pieces_of_checks": rare_pieces.checking,
        "pieces_of_papers": rare_pieces.papers,
        "pieces_of_filters": rare_pieces.filters,
        "found_by_searching": rare_pieces.searching,
    }
    return {
        name: "\n\n".join(told(world, request, *piece) for piece in pieces(world))
        for name, pieces in groups.items()
    }


def told(world, request, template, context):
    html = render_to_string(template, context, request)
    lines = html.splitlines() if template.endswith(".txt") else html_lines(html, is_whole="<html" not in html)
    if template.startswith("admin/") and "<head>" in lines:
        lines = lines[next(at for at, line in enumerate(lines) if line.lstrip().startswith("<main")) :]
    else:
        lines = world.usual.unlike(lines) if "<head>" in lines else lines
    is_so = [name for name, value in context.items() if value is True]
    which = [context[name] for name in ("state", "reason") if name in context]
    return without_chance("\n".join([" ".join(["#", template, *which, *is_so]), *lines]))


def given(**values):
    return Given(pk=values.pop("pk", 7), **values)


LOCATION = Fault(["Fehlt.", "Und <so>."], "Lage", "id_location")
ROWS = [Fault(["Fehlt."], f"Foto {number}: Beschreibung", f"id_photos-{number}") for number in (1, 2, 3)]
HINDERING = [
    Problem("location", "Die Lage <fehlt>.", "location", is_error=True),
    Problem("", "Ein Bild fehlt.", "picture", is_error=True),
]
ROW_PROBLEMS = [Problem(f"photos-{row}-alt_en", f"Foto {row}: ohne Englisch.", "alt") for row in (1, 2, 3)]


def faults(world):
    whole = [
        Fault(["Als <Ganzes>."]),
        Fault(["Zuerst dies."], target="change-conflict"),
        Fault(["x"], "Ohne Ziel"),
    ]
    yield (
        "admin/_form_faults.html",
        {"faults": [*whole, LOCATION, *ROWS], "notes": ["Schon <da>.", "Noch eins."]},
    )
    yield "admin/_form_faults.html", {"faults": [LOCATION]}
    for count in (1, 2):
        yield "admin/_missing.html", {"faults": [LOCATION] * count, "hindering": 5}
        for is_released in (False, True):
            yield "admin/_missing.html", {"faults": [], "hindering": count, "is_released": is_released}
    for is_released in (False, True):
        for is_refused in (False, True):
            yield (
                "admin/_problems.html",
                {
                    "problems": [*HINDERING, *ROW_PROBLEMS],
                    "is_released": is_released,
                    "is_refused": is_refused,
                    "form_url": "../",
                },
            )
    yield "admin/_problems.html", {"problems": ROW_PROBLEMS[:1]}
    found = Given(words=1234, words_per_sentence=15.5, long_word_percent=32.4, school_year=10.6)
    texts = [
        Given(field="lead_de", label="Vorspann", judgement="gut", found=found, advice=""),
        Given(
            field="text_de",
            label="Text <lang>",
            judgement="schwer",
            found=found,
            advice="Kürzer: „A“ & B",
        ),
    ]
    yield "admin/_readability.html", {"texts": texts}


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
            for pending_shown in (False, True):
                yield (
                    "admin/_workflow_notes.html",
                    {"pending": change_of(state), "is_public": is_public, "pending_shown": pending_shown}
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


def differences(world):
    picture = Given(small_url="/medien/bilder/klein.jpg")

    def field(label, **more):
        known = {"is_formatting_only": False, "pieces": None, "kind": "text", "before": "", "after": ""}
        return Given(label=label, **known | {"before_value": None, "after_value": None} | more)

    pieces = [
        ("same", "Eins "),
        ("removed", "<zwei>"),
        ("added", "drei"),
        ("left out", ""),
        ("same", " vier"),
    ]
    fields = [
        field("Text", is_formatting_only=True),
        field("Lage & Ort", pieces=pieces),
        field(
            "Bild", kind="picture", before="Alt <1>", after="Neu", before_value=picture, after_value=picture
        ),
        field("Bild weg", kind="picture", before="Alt", after="–", before_value=picture),
        field("Bild neu", kind="picture", before="–", after="Neu", after_value=picture),
        field("Kein Bild", kind="picture", before="–", after="–"),
        field("Preis", before="1 <€>", after="2 <€>"),
    ]
    rows = [Given(label=f"Foto <{change}>", change=change, fields=fields[-1:]) for change in Change]
    yield "components/differences.html", {"comparison": {"fields": fields, "rows": rows}}
    yield (
        "components/differences.html",
        {"comparison": {"fields": fields[-1:]}, "before": "jetzt", "after": "dann"},
    )
    yield "components/differences.html", {"comparison": None}
    context = {"original": world.plot, "opts": type(world.plot)._meta, "comparison": None, "may_change": True}
    yield "admin/compare.html", context | {"before": None, "after": None}
    steps = {"previous": {"from": 1, "to": 2}, "next": {"from": 3, "to": 4}}
    version = given(pk=5, revision=Given(date_created=NOW, user=None), said="Angelegt & <so>")
    yield "admin/compare.html", context | steps | {"before": version, "after": version, "may_change": False}


def previews(world):
    later = NOW + timedelta(days=3)
    for change, is_published, expires_at in (
        (change_of("handed_in"), True, None),
        (change_of("handed_in"), True, later),
        (None, True, None),
        (None, False, None),
    ):
        preview = Given(change=change, expires_at=expires_at, thing=Given(is_published=is_published))
        yield "components/preview_note.html", {"preview": preview}
    for language in ("de", "en"):
        unsaved = Given(
            language=language, faults=[LOCATION], later=["Foto <1>"], lacking=["Name", "Lage <x>"]
        )
        yield "components/preview_unsaved.html", {"preview": unsaved}
        yield "editing/preview_lacking.html", {"request": Given(preview=unsaved, path="/", site=None)}
    yield "components/preview_unsaved.html", {"preview": Given(language="de", faults=[], later=[])}
    for state in ("expired", "revoked", "gone", "unknown"):
        yield "editing/preview_link.html", {"state": state, "link": Given(expires_at=later)}
    thing = Given(is_translated=False, is_sample=True)
    yield "components/content_notes.html", {"thing": thing, "is_preview": Given(expires_at=None)}
    yield "components/content_notes.html", {"thing": thing, "is_preview": Given(expires_at=later)}


def lists(world):
    def waiting(state, workflow_state="published"):
        obj = Thing(workflow_state=workflow_state, get_kind_display=lambda: "Halle")
        change, is_returned = state and change_of(state), state == "returned"
        note = change.comment if is_returned else ""
        return Waiting(obj, "/e/", state and "Erika", NOW, note, change, is_returned)

    lines = [waiting(*of) for of in (["returned"], ["kept"], ["handed_in", "draft"], ["handed_in"], [None])]
    yield "admin/in_review.html", {"title": "In Prüfung", "to_release": lines, "own": lines[:1]}
    yield "admin/in_review.html", {"title": "In Prüfung", "to_release": [], "own": []}
    version = Given(object_repr="Alt <1>", revision=Given(date_created=NOW))
    deleted = [
        Given(url="/zurueck/", version=version, kind="Meldung", who="Erika & Co", until=date(2026, 5, 1)),
        Given(url="/zurueck/2/", version=version, kind="Meldung", who="", until=None),
    ]
    yield "admin/deleted.html", {"title": "Gelöscht", "lines": deleted, "days": 90}
    event = Given(moment=None, day=date(2026, 2, 1), what=Change.ADDED, is_released=False)
    planned = [Given(event=event, url="/e/", thing="Halle <1>", kind="Halle")]
    for number in (1, 2, 3):
        yield "admin/_planned_list.html", {"lines": planned, "page": Paginator(range(3), 1).page(number)}
    yield "admin/_planned_list.html", {"lines": [], "day": date(2026, 2, 1)}


class Thing(Given):
    def __str__(self):
        return "Nordfeld <A>"


def searching(world):
    def way(count, *names):
        return Given(url="?a", wish_url="?b", filters=" und <".join(names), names=names, count=count)

    for ways, no_help in (
        ([way(1, "Kran"), way(1200, "Gleis")], ["Fläche", "Preis <x>"]),
        ([way(2, "Kran", "Gleis")], ["Fläche"]),
        ([], ["Fläche", "Kran"]),
        ([], ["Fläche"]),
    ):
        filters = Given(
            chips=[1],
            ways=ways,
            no_help=no_help,
            without_one=[1, 2],
            loosened_count=len(ways),
            loosened_url="?lose",
            relaxations=[],
        )
        yield "sites/_no_hits.html", {"filters": filters}
    yield "sites/_no_hits.html", {"filters": Given(chips=[], relaxations=[])}
    wanted = Given(wanted=Given(q="<Brücke> laut"))
    known = {"meant": [], "other_readings": [], "unread": []}
    known |= {"mentioned": [], "unmentioned": [], "ranking_words": []}
    for more in (
        {"meant": [("Hale", "Halle <x>")], "other_readings": [("a <1>", "?a=1"), ("b", "?b=1")]},
        {"unread": ["bis 2 <€>", "laut"], "is_money_unread": True},
        {"unread": ["$2 million"], "is_foreign_money_unread": True},
        {"unread": ["laut"]},
        {"mentioned": ["<Brücke>", "laut"], "unmentioned": ["laut"], "ranking_words": ["<Brücke>"]},
        {"mentioned": ["laut"], "unmentioned": ["laut"]},
        {"mentioned": ["<Brücke>", "laut"], "ranking_words": ["<Brücke>", "laut"]},
        {},
    ):
        filters = Given(filterset=wanted, is_money_unread=False, is_foreign_money_unread=False)
        vars(filters).update(known | more)
        yield "sites/_phrase_note.html", {"filters": filters, "count": 1200 if "mentioned" in more else 1}
    places = [Given(token="area:1", label="Halle <Saale>"), Given(token="area:2", label="Halle")]
    yield "sites/_place_choices.html", {"places": places, "data": QueryDict("a=1&page=2&place=x")}
    yield "sites/_place_choices.html", {"places": [], "data": QueryDict()}


def checks(world):
    check = Given(get_answer_display="stimmt <noch>", answered_at=date(2026, 1, 5), name="Anna & Uwe")

    def item(state, is_open=False):
        return Given(state=state, is_open=is_open, check=check, space=Given(number=1042))

    for one in (item("answered"), item("gone"), None):
        yield "sites/checking/_refusal.html", {"item": one}
    left_out = [item("open", True), item("answered"), item("gone")]
    for confirmed, out in ((0, left_out), (1, left_out[:1]), (2, [])):
        yield "sites/checking/_together.html", {"together": Given(confirmed=confirmed, left_out=out)}


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


def persons(world):
    form = {"address": AddressField(), "is_sure": {"errors": "(unsicher)"}, "errors": ["x"]}
    erasures = [
        Given(at=NOW, erased={"Anfragen": 2, "Alarme <x>": 1}),
        Given(at=NOW, erased={}),
    ]
    context = {"title": "Auskunft", "form": form, "erasures": erasures}
    yield (
        "admin/subject_request.html",
        context | {"found": ["x"], "told": "Name: <Anna>\nMail: a@example.org"},
    )
    yield "admin/subject_request.html", {"title": "Auskunft", "form": form | {"errors": []}, "found": []}
    yield "admin/access_codes.html", {"title": "Codes", "codes": ["abcd-1234", "efgh-5678"]}
    device = Given(key="", created_at=NOW)
    for is_needed in (False, True):
        context = {"title": "Weg", "device": device, "is_last": True, "is_needed": is_needed, "form": {}}
        yield "admin/access_remove.html", context


class AddressField:
    errors, label_tag, auto_id, help_text = "(Fehler)", "(Name)", "id_address", "Eine <Adresse>."

    def __str__(self):
        return "(Feld)"
