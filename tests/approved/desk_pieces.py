"""Pages of the desk in further states (see tests.approved.states): login, access, search, topics, proposals."""

from datetime import date, timedelta
from types import SimpleNamespace as Given

from editing.planning import What
from investors.models import Proposal
from tests.approved.clock import NOW


class Named(Given):
    """Something that is told by its name."""

    def __str__(self):
        return self.name


CODE = Named(name="(Feld)", errors="(Fehler)", label_tag="Code:")
FORM = {"non_field_errors": ["Das <passt> nicht."], "username": CODE, "password": CODE, "code": CODE}


def pages_of_the_desk(world):
    yield from logins()
    yield from access()
    yield from proposals()
    hits = [Given(url="/a/", label="Halle <1>")]
    groups = [Given(name="hallen", hits=hits, more="/alle/?q=h"), Given(name="flächen", hits=hits, more="")]
    yield "admin/search.html", {"title": "Suche", "words": "H <1>", "is_long_enough": True, "groups": groups}
    yield from topics()
    yield from planned()
    for is_known in (False, True):
        picture = Named(pk=7, name="Foto <1>", is_known=is_known, said_credit="Mara <Licht>", focal_x=50)
        row = {"picture": picture, "rights_until": "31.12.2027"}
        yield "admin/_uploaded_photo.html", {"row": row, "form": {"is_valid": True}, "width_hint": "Klein."}
    form = {"is_valid": False, "errors": {"upload": "Kein <Bild>.", "credit": "Fehlt."}}
    yield "admin/_uploaded_photo.html", {"row": row, "form": form}
    for more in ({}, {"came_back": True, "continued": "abc"}):
        yield (
            "admin/_kept_form.html",
            {"kept": {"form": "news_article_change 7", "version": 3, **more}} | more,
        )


def logins():
    common = {"title": "Anmelden", "app_path": "/weg/", "next": "/ziel/", "form": FORM, "typed_name": "t"}
    somebody = Given(is_authenticated=True)
    yield "admin/login.html", common | {"typed_name": "", "user": somebody, "username": "Anna <B>"}
    yield "admin/login.html", common | {"typed": "signed"}
    yield "admin/login.html", common | {"typed_is_too_long": True}
    yield "admin/second_step.html", common | {"typed": "signed"}
    key = {"code_svg": "(Bild)", "key": "ABCD EFGH", "key_address": "otpauth://x"}
    yield "admin/second_step_setup.html", common | {"typed_name": ""} | key


def access():
    app = Given(key="K", created_at=NOW, last_used_at=NOW + timedelta(hours=1), persistent_id="totp/1")
    passkey = Given(key="", created_at=NOW, last_used_at=None, persistent_id="webauthn/2")
    logins = [
        Given(at=NOW, get_kind_display="gesperrt <x>", by="Rolf", network=""),
        Given(at=NOW, get_kind_display="angemeldet", by=None, network="203.0.113.0/24"),
    ]
    both = {"title": "Zugang", "devices": [app, passkey]}
    yield "admin/access.html", both | {"codes_left": 1, "is_sure": True, "logins": logins}
    yield "admin/access.html", both | {"codes_left": 7, "logins": []}
    for is_needed in (False, True):
        yield "admin/access.html", {"title": "Zugang", "devices": [], "is_needed": is_needed}
    for left in (0, 7):
        yield "admin/access_codes.html", {"title": "Codes", "codes": None, "codes_left": left}


def proposals():
    def proposal(**more):
        return Proposal(pk=7, title="Hallen <A>", expires_at=NOW, **more)

    common = {"title": "Vorschau", "opts": Proposal._meta, "page_url": "/seite/", "seen": "4711,4712"}
    gone, all_there = Given(gone=["4713 <x>", "4714"]), Given(gone=[])
    for told in (
        {"original": proposal(token="T", opens=1), "shown": gone, "pdf_url": "/pdf/", "may_send": True},
        {"original": proposal(token="T", opens=2), "shown": all_there, "is_over": True},
        {"original": proposal(token="T", opens=2), "shown": all_there},
        {"original": proposal(token=None), "shown": all_there, "may_send": True},
        {"original": proposal(token=None), "shown": all_there},
    ):
        yield "admin/investors/proposal/preview.html", common | told


def topics():
    def topic(name, **more):
        known = {"title": f"Thema <{name}>", "names": ["a", "b_de"], "prefixes": ["photos"], "inlines": ()}
        return Given(name=name, **known | more)

    found = [
        {"topic": topic("law"), "filled": (2, 5), "required": 1},
        {"topic": topic("photos", inlines=["x"]), "filled": (3, 3), "required": 2},
        {"topic": topic("offers", inlines=["x"]), "filled": (0, 0), "required": 0},
        {"topic": topic("history"), "filled": (0, 0), "required": 0},
        {"topic": topic("place"), "filled": (0, 4), "is_open": True},
    ]
    yield "admin/_topics.html", {"topics": found}


def planned():
    common = {"title": "Geplant", "whats": What.choices}
    yield "admin/planned.html", common | {"what": "rights", "lines": []}
    days = {"month": date(2026, 12, 1), "previous": date(2026, 11, 1), "next": date(2027, 1, 1)}
    moment = Given(moment=NOW, what=What.APPEARS, is_released=False)
    whole_day = Given(moment=None, what=What.CONFIRM, is_released=True)
    lines = [Given(event=event, url="/e/", thing="Halle <1>") for event in (moment, whole_day)]

    def cell(day, **more):
        return {"day": date(2026, 12, day), "lines": [], "more": 0} | more

    week = [
        cell(1, lines=lines, more=1),
        cell(2, lines=lines[:1], more=3),
        cell(3, lines=lines[1:]),
        cell(4),
        cell(5, is_outside=True),
    ]
    weekdays = [("Di", "Dienstag"), ("Mi", "Mittwoch")]
    month = days | {"weekdays": weekdays, "weeks": [week], "today": date(2026, 12, 3)}
    yield "admin/planned.html", common | month | {"is_calendar": True}
