"""Every role tries every address, action, file and suggestion: what docs/roles.md says is what happens.

The addresses come from the resolver, the actions and suggestions from the administration. What each wants stands in
permission_routes.txt; an address without a line there, or a model without one in docs/roles.md, fails.
"""

import io
import logging
import re
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import override_settings
from django.urls import reverse

from portal.server import errors
from sites.papers.expose import pdf
from tests.filling import filled, unrendered
from tests.portal.permission_world import ROLES, UNTOLD, WORD, World, word_for
from tests.routes import all_routes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TABLE = Path(__file__).with_name("permission_routes.txt")
LEVELS = ["–", "look", "edit", "release"]
OF_ALL_ROWS = {"changelist", "add", "recoverlist", "import", "report", "upload"}
"""Addresses about a model as a whole: who has things of their own gets in."""
ASKED_BY_THE_PUBLIC = ("anonymous", "editor", "elsewhere")
"""Who asks the public addresses: no role changes what they tell, but who is logged in passes the cache."""
SPOKEN = {"changelist", "change", "review", "preview"}
"""Where those who may look really see the word: else the test for leaks could not fail."""


def wants():
    """{address: (right for GET, right for POST)}"""
    lines = (line.partition("#")[0].split() for line in TABLE.read_text().splitlines())
    return {line[0]: (line[1], line[2]) for line in lines if line}


def rights():
    """{label of a model: {role: its cell in the table of docs/roles.md}}"""
    found, columns = {}, None
    for line in (Path(settings.BASE_DIR) / "docs/roles.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[:2] == ["thing", "models"]:
            columns = cells[2:]
        elif columns and len(cells) == len(columns) + 2 and not cells[0].startswith("---"):
            for label in re.findall(r"`([\w.]+)`", cells[1]):
                found[label] = dict(zip(columns, cells[2:], strict=True))
        elif columns and not line.startswith("|"):
            columns = None
    return found


def each_role(*on_a_server):
    return [role if role in on_a_server else pytest.param(role, marks=pytest.mark.once) for role in ROLES]


EACH_ROLE = each_role("administrator", "editor")
"""On a server the one who sees every row and one who sees some: what differs there is the SQL, not the rule."""

RIGHTS, WANTS = rights(), wants()
MODELS = {model._meta.label: model_admin for model, model_admin in admin.site._registry.items()}
PREFIXES = {f"admin:{label.replace('.', '_').lower()}_": label for label in MODELS}


def parsed(name):
    """(label of the model, what it is about it) of an address of the administration, else (None, None)."""
    if found := re.fullmatch(r"admin/(\w+)/(\w+)/<path:object_id>/", name):
        name = f"admin:{found[1]}_{found[2]}_short"
    for prefix, label in PREFIXES.items():
        if name.startswith(prefix) and "_" not in (kind := name.removeprefix(prefix)):
            return label, kind
    return None, None


def line_of(name):
    label, kind = parsed(name)
    return name if name in WANTS else f"MODEL_{kind}" if label else name


THINGS = {
    "admin:autocomplete": "accounts.Contact",
    "admin:view_on_site": "sites.Plot",
    "publishing:picture": "publishing.Picture",
    "sites:document": "sites.Plot",
    "sites:park": "sites.BusinessPark",
    "news:detail": "news.Article",
    "projects:detail": "projects.Project",
    "portal:imprint": "portal.Page",
}


def thing_of(name):
    if re.match(r"sites:(plot|hall)(_|$)", name):
        return f"sites.{name[6:10].capitalize()}"
    return parsed(name)[0] or THINGS.get(name)


def level(role, label, is_of_all=False):
    cell = RIGHTS[label].get(role, "–")
    if cell.startswith("own: "):
        return LEVELS.index(cell.removeprefix("own: ")) if is_of_all else 0
    return LEVELS.index(cell)


def is_let_in(role, want, name):
    if want in {"public", "preview", "token"}:
        return True
    if want in {"staff", "nobody"}:
        return want == "staff" and role != "anonymous"
    if want == "administrator":
        return role == "administrator"
    is_of_all = parsed(name)[1] in OF_ALL_ROWS or name == "admin:autocomplete"
    return level(role, thing_of(name), is_of_all) >= LEVELS.index(want)


def may_look(role, label):
    return level(role, label) >= LEVELS.index("look")


def names_of_routes():
    return sorted({name for name, _arguments, _pattern in all_routes()})


def test_every_address_has_a_line_and_every_line_an_address():
    names = names_of_routes()
    missing = [name for name in names if line_of(name) not in WANTS]
    assert missing == []
    used = {line_of(name) for name in names} | {f"action:{name}" for _label, name in actions()}
    assert [line for line in WANTS if line not in used] == []


def test_every_model_of_the_administration_stands_in_the_document():
    assert sorted(RIGHTS) == sorted(MODELS)


def actions():
    """(label of the model, name) of every action that an administrator is offered."""
    request = RequestFactory().get("/")
    request.resolver_match = None
    request.user = type("Administrator", (), {"is_superuser": True, "has_perm": lambda *args: True})()
    for label, model_admin in MODELS.items():
        for name in model_admin.get_actions(request):
            yield label, name


@pytest.fixture
def refusals(monkeypatch):
    # It would put where each refusal was raised into words, for nobody.
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    handler = logging.Handler()
    handler.lines = []
    handler.emit = lambda record: handler.lines.append(record.getMessage())
    logger = logging.getLogger("portal.access")
    logger.addHandler(handler)
    logger.propagate = False
    yield handler.lines
    logger.removeHandler(handler)
    logger.propagate = True


@pytest.fixture(autouse=True)
def quick_pdf(monkeypatch):
    """The HTML a PDF is made of, for its words are packed."""
    monkeypatch.setattr(pdf, "render_pdf", lambda html, other_language="": html.encode())


@pytest.fixture(autouse=True)
def brief_refusals(monkeypatch):
    """Each role is shown the page of each refusal once a language; that it names nothing of the one address is known
    from there only. It is half of all that is asked.
    """
    for name in ("staff_forbidden", "error_page"):
        monkeypatch.setattr(errors, name, OnlyOnce(getattr(errors, name)))


class OnlyOnce:
    def __init__(self, page):
        self.page, self.shown = page, set()

    def __call__(self, request, *template_and_status):
        kind = request.path_info.startswith("/en/"), *template_and_status
        if kind in self.shown:
            return HttpResponse(status=template_and_status[1] if template_and_status else 403)
        self.shown.add(kind)
        return self.page(request, *template_and_status)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, made once for all roles, and where its files are."""
    var = tmp_path_factory.mktemp("var")
    ours = {"MEDIA_ROOT": var / "media", "VAR_DIR": var}
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(**ours):
            world = World()
            assert world.arguments
        yield world, ours
        transaction.set_rollback(True)


@pytest.fixture
def world(made, db, settings):
    """As it was made, whatever the test before has done."""
    world, ours = made
    for name, value in ours.items():
        setattr(settings, name, value)
    return world


class Trial:
    """One role at work: each try says what went otherwise than the document has it."""

    def __init__(self, world, role, client, refusals):
        self.world, self.role, self.client, self.refusals = world, role, client, refusals
        self.faults, self.as_made = defaultdict(list), {}
        self.user = world.user(role)
        if self.user:
            client.force_login(self.user)

    def get(self, name, address, want):
        answer = self.ask(lambda: self.client.get(address, follow=want == "preview"))
        if want not in {"public", "preview"}:  # where nothing is public, all get 404
            self.compare(f"GET {name}", answer, is_let_in(self.role, want, name))
        label = thing_of(name)
        if want != "token":
            self.look_for_leaks(f"GET {name}", answer)
        kind = want if want == "preview" else parsed(name)[1]
        if kind in SPOKEN and label not in UNTOLD and label in RIGHTS and may_look(self.role, label):
            self.look_for_word(f"GET {name}", answer, label)
        if want == "preview" and label and not may_look(self.role, label) and self.user and not self.refusals:
            self.faults[f"GET {name}"].append("no line in the log")

    def post(self, name, address, data, want, label):
        thing = self.world.things.get(label)
        lets_in = is_let_in(self.role, want, name)
        if not lets_in and label not in self.as_made:
            self.as_made[label] = self.row(thing)
        with transaction.atomic():
            answer = self.ask(lambda: self.client.post(address, data))
            self.compare(f"POST {name}", answer, lets_in)
            self.look_for_leaks(f"POST {name}", answer)
            if not lets_in and self.row(thing) != self.as_made[label]:
                self.faults[f"POST {name}"].append("it was changed all the same")
            transaction.set_rollback(True)

    def data_for(self, kind, address, lets_in):
        """What an untouched form sends; somebody who is refused sends something without having seen the form."""
        if lets_in and kind in {"add", "change", "revision", "recover"}:
            return filled(unrendered(self.client, address))
        return {"post": "yes", "name": "Neu", "name_de": "Neu", "title_de": "Neu"}

    def ask(self, question):
        self.refusals.clear()
        return question()

    def row(self, thing):
        return type(thing)._base_manager.filter(pk=thing.pk).values().first() if thing else None

    def compare(self, what, answer, lets_in):
        to_login = answer.status_code == 302 and "/login/" in answer.url
        refused = answer.status_code in {403, 404} or to_login
        if what.removeprefix("GET ") == "admin/(?P<url>.*)$":
            return  # there is nothing, for nobody
        if lets_in and refused:
            self.faults[what].append(f"refused with {answer.status_code}")
        if not lets_in and not refused:
            self.faults[what].append(f"let in with {answer.status_code}")
        if not lets_in and self.user and not self.refusals:
            self.faults[what].append("no line in the log")

    def look_for_leaks(self, what, answer):
        seen = {word.lower() for word in re.findall(rf"{WORD}\w+", text_of(answer), re.IGNORECASE)}
        for label in RIGHTS:
            if not may_look(self.role, label) and any(
                word.startswith(word_for(label).lower()) for word in seen
            ):
                self.faults[what].append(f"tells of {label}")

    def look_for_word(self, what, answer, label):
        if word_for(label).lower() not in text_of(answer).lower():
            self.faults[what].append(f"does not show {label} ({answer.status_code})")


def text_of(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            body = b"".join(file.read(name) for name in file.namelist())
    return f"{answer.headers}\n{body.decode(errors='replace')}"


@pytest.mark.parametrize("role", each_role("editor"))  # with every row: the lists of portal/test_admin.py
def test_every_address_opens_for_those_and_only_those_who_may(client, world, refusals, role):
    trial = Trial(world, role, client, refusals)
    for name in names_of_routes():
        want = WANTS[line_of(name)][0]
        if want != "-" and (want != "public" or role in ASKED_BY_THE_PUBLIC):
            label, kind = parsed(name)
            trial.get(name, world.address(name, label, kind), want)
    assert dict(trial.faults) == {}


@pytest.mark.parametrize("role", each_role("administrator"))  # with some rows: the addresses above
def test_every_form_takes_from_those_and_only_those_who_may(client, world, refusals, role):
    trial = Trial(world, role, client, refusals)
    for name in names_of_routes():
        label, kind = parsed(name)
        want = WANTS[line_of(name)][1]
        if label and want != "-":
            address = world.address(name, label, kind)
            trial.post(name, address, trial.data_for(kind, address, is_let_in(role, want, name)), want, label)
    assert dict(trial.faults) == {}


@pytest.mark.parametrize("role", EACH_ROLE)
def test_every_action_works_for_those_and_only_those_who_may(client, world, refusals, role):
    trial = Trial(world, role, client, refusals)
    for label, action in actions():
        name = f"admin:{label.replace('.', '_').lower()}_action"
        data = {"action": action, "_selected_action": world.things[label].pk, "post": "yes"}
        want = WANTS[f"action:{action}"][1]
        if (
            action == "delete_selected"
            and WANTS.get(name.replace("_action", "_delete"), ["", ""])[1] == "nobody"
        ):
            want = "nobody"
        trial.post(name, reverse(name.replace("_action", "_changelist")), data, want, label)
    assert dict(trial.faults) == {}


def suggestions():
    """(model that has the field, name of the field, label of what it suggests), from all forms."""
    for model_admin in admin.site._registry.values():
        for form in [model_admin, *(inline(model_admin.model, admin.site) for inline in model_admin.inlines)]:
            for name in form.autocomplete_fields:
                field = form.model._meta.get_field(name)
                yield form.model._meta, name, field.remote_field.model._meta.label


@pytest.mark.parametrize("role", EACH_ROLE)
def test_every_suggestion_names_only_what_the_role_may_see(client, world, refusals, role):
    trial = Trial(world, role, client, refusals)
    for opts, field, label in suggestions():
        query = {"app_label": opts.app_label, "model_name": opts.model_name, "field_name": field}
        answer = trial.ask(lambda query=query: client.get(reverse("admin:autocomplete"), query))
        what = f"{opts.label}.{field}"
        trial.compare(what, answer, level(role, label, is_of_all=True) >= LEVELS.index("look"))
        trial.look_for_leaks(what, answer)
    assert dict(trial.faults) == {}


@pytest.mark.parametrize("role", EACH_ROLE)
def test_the_way_to_a_page_tells_no_name_of_what_the_role_may_not_see(client, world, refusals, role):
    trial = Trial(world, role, client, refusals)
    for label, thing in world.things.items():
        kind = ContentType.objects.get_for_model(type(thing), for_concrete_model=False)
        answer = client.get(reverse("admin:view_on_site", args=[kind.pk, thing.pk]))
        trial.look_for_leaks(label, answer)
        if answer.status_code == 302 and "/login/" not in answer.url and not may_look(role, label):
            trial.faults[label].append(answer.url)
    assert dict(trial.faults) == {}


@pytest.mark.parametrize("role", EACH_ROLE)
def test_the_start_page_and_its_parts_show_what_the_role_may_open(client, world, refusals, role):
    trial = Trial(world, role, client, refusals)
    for app in sorted({label.split(".")[0].lower() for label in MODELS}):
        answer = client.get(f"/admin/{app}/")
        open_to_role = any(
            level(role, label, is_of_all=True) for label in MODELS if label.split(".")[0].lower() == app
        )
        if (answer.status_code == 200) != open_to_role:
            trial.faults[app].append(answer.status_code)
    assert dict(trial.faults) == {}
