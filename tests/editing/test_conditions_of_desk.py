"""What the desk opens to whom, and small things of its forms: each condition by itself, with things in memory."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Given

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from editing import kept_forms
from editing.admin import (
    desk,
    double_submit,
    history,
    kept_files,
    picture_form,
    planned,
    previews,
    release_checks,
    reviewing,
    unsaved,
)
from editing.admin.desk import DeskAdminMixin
from editing.admin.history import HistoryAdmin
from editing.admin.kept_files import KeptFileForm
from editing.admin.release_checks import ChecksFormMixin, EditedRows
from editing.admin.slugs import SlugFormMixin
from publishing.models import Publishable

pytestmark = pytest.mark.usefixtures("english")

State = Publishable.WorkflowState
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def said(monkeypatch):
    """What is told, by its level."""
    told = []
    for module in (double_submit, reviewing):
        for level in ("success", "warning", "info", "error"):
            monkeypatch.setattr(
                module.messages, level, lambda request, words, level=level: told.append((level, str(words)))
            )
    return told


def desk_of(*rights, **more):
    """A ModelAdmin whose user has these rights: change, release, view, add."""
    permissions = {
        f"has_{right}_permission": (lambda request, obj=None, right=right: right in rights)
        for right in ("change", "release", "view", "add")
    }
    return Given(url_of=lambda view, *keys: f"/{view}/{keys[0]}/", **permissions | more)


# --- Files and pictures that come with a change


@pytest.mark.parametrize(
    ("token", "name"), [("", None), (None, None), ("forged", None), ("good", "dokumente/plan.pdf")]
)
def test_only_a_token_of_ours_names_a_file(token, name):
    token = kept_files.signing.dumps("dokumente/plan.pdf", salt=kept_files.SALT) if token == "good" else token
    assert kept_files.name_in(token) == name
    assert kept_files.name_in(kept_files.signing.dumps("a", salt="other")) is None


@pytest.mark.parametrize(
    ("kept", "changed", "has_changed"), [(None, False, False), ("k", False, True), (None, True, True)]
)
def test_a_form_with_a_kept_file_has_changed(monkeypatch, kept, changed, has_changed):
    monkeypatch.setattr(forms.ModelForm, "has_changed", lambda self: changed)
    form = KeptFileForm.__new__(KeptFileForm)
    form.kept = kept
    assert form.has_changed() is has_changed


@pytest.mark.parametrize(("is_known", "found"), [(True, None), (False, "mine")])
def test_a_lookalike_is_sought_among_what_the_user_may_choose(monkeypatch, is_known, found):
    monkeypatch.setattr(picture_form.reach, "choosable", lambda pictures, user: "mine")
    monkeypatch.setattr(picture_form.perceptual_hash, "lookalike", lambda picture, rows: rows)
    assert picture_form.find_lookalike(Given(is_known=is_known), "me") == found


# --- Rights on the desk


@pytest.mark.parametrize(
    ("found", "exists", "refused"), [("obj", True, None), (None, True, PermissionDenied), (None, False, None)]
)
def test_what_is_out_of_reach_is_refused_and_what_is_not_there_is_not(monkeypatch, found, exists, refused):
    class Below:
        def get_object(self, request, object_id, from_field=None):
            return found

    class Admin(DeskAdminMixin, Below):
        def objects_named(self, keys):
            return Given(exists=lambda: exists)

    if refused:
        with pytest.raises(refused):
            Admin().get_object(None, "7")
    else:
        assert Admin().get_object(None, "7") == found


@pytest.mark.parametrize(
    ("found", "may", "raised"), [("obj", True, None), ("obj", False, PermissionDenied), (None, True, Http404)]
)
def test_an_object_of_an_address_is_there_and_may_be_seen(found, may, raised):
    model_admin = Given(get_object=lambda request, object_id: found)
    if raised:
        with pytest.raises(raised):
            DeskAdminMixin.object_for(model_admin, None, "7", lambda request, obj: may)
    else:
        assert DeskAdminMixin.object_for(model_admin, None, "7", lambda request, obj: may) == "obj"


@pytest.mark.parametrize(("may", "is_done"), [([True, True], True), ([True, False], False), ([], True)])
def test_an_action_is_refused_when_it_may_not_be_done_with_one_of_the_chosen(may, is_done):
    def action(model_admin, request, queryset):
        return "done"

    assert desk.for_each(action) is action
    action.allowed_permissions = ("change", "release")
    model_admin = Given(may=lambda request, permission, obj: permission == "release" and obj)
    if is_done:
        assert desk.for_each(action)(model_admin, None, may) == "done"
    else:
        with pytest.raises(PermissionDenied):
            desk.for_each(action)(model_admin, None, may)


def test_of_a_deletion_lines_that_tell_nobody_anything_are_left_out():
    lines = ["Article: a", ["Link: b", ["Link: c"]], ["Photo: d", ["Link: e"]]]
    assert desk.without(lines, ("Link: ",)) == ["Article: a", ["Photo: d"]]


@pytest.mark.parametrize(
    ("visible", "changes", "is_seen"), [(True, False, True), (False, True, True), (False, False, False)]
)
def test_who_may_change_something_may_see_it(visible, changes, is_seen):
    given = {"view": visible, "change": changes}
    model_admin = Given(may=lambda request, action, obj: given[action])
    assert DeskAdminMixin.has_view_permission(model_admin, None) is is_seen


# --- Earlier states


@pytest.mark.parametrize(
    ("method", "get", "post", "may", "brings"),
    [
        ("GET", True, False, True, True),
        ("GET", False, True, True, False),
        ("POST", False, True, True, True),
        ("POST", True, False, True, False),
        ("GET", True, False, False, False),
    ],
)
def test_publication_comes_back_where_it_is_asked_for_by_who_may_release(method, get, post, may, brings):
    request = Given(
        method=method,
        GET={history.PUBLICATION: ""} if get else {},
        POST={history.PUBLICATION: ""} if post else {},
    )
    model_admin = desk_of(*(["release"] if may else []))
    assert HistoryAdmin.brings_publication(model_admin, request, "obj") is brings


@pytest.mark.parametrize(
    ("is_superuser", "obj", "rights", "may"),
    [
        (True, None, [], True),
        (False, None, ["change", "add"], False),
        (False, "obj", ["change", "add"], True),
        (False, "obj", ["change"], False),
        (False, "obj", ["add"], False),
    ],
)
def test_who_answers_for_it_brings_a_deleted_entry_back(monkeypatch, is_superuser, obj, rights, may):
    monkeypatch.setattr(history, "object_in", lambda version: obj)
    model_admin = Given(may=lambda request, action, obj: action in rights)
    request = Given(user=Given(is_superuser=is_superuser))
    assert HistoryAdmin.may_recover(model_admin, request, "version") is may


@pytest.mark.parametrize(
    ("obj", "may_view", "may_recover", "is_refused"),
    [
        ("obj", True, False, False),
        ("obj", False, True, True),
        (None, False, True, False),
        (None, True, False, True),
    ],
)
def test_a_history_opens_by_whose_it_is_today(obj, may_view, may_recover, is_refused):
    model_admin = desk_of(
        *(["view"] if may_view else []),
        may_recover=lambda request, version: may_recover,
        get_object=lambda request, key: obj,
    )
    if is_refused:
        with pytest.raises(PermissionDenied):
            HistoryAdmin.today_of(model_admin, None, Given(object_id="7"))
    else:
        assert HistoryAdmin.today_of(model_admin, None, Given(object_id="7")) == obj


# --- Small things


@pytest.mark.parametrize(
    ("method", "sent", "asks"),
    [("POST", {"_preview": ""}, True), ("GET", {"_preview": ""}, False), ("POST", {}, False)],
)
def test_the_button_of_a_preview_asks_for_one(method, sent, asks):
    assert unsaved.asks_for_preview(Given(method=method, POST=sent)) is asks


@pytest.mark.parametrize(
    ("page", "status", "object_id", "exists", "is_told"),
    [
        ("a7", 302, None, False, True),
        ("a7", 302, "7", True, True),
        ("a7", 302, "7", False, False),
        ("a7", 200, None, False, False),
        ("", 302, None, False, False),
    ],
)
def test_a_device_forgets_a_form_that_was_saved(page, status, object_id, exists, is_told):
    model_admin = Given(objects_named=lambda keys: Given(exists=lambda: exists))
    answer = HttpResponse(status=status)
    kept_forms.tell_saved_form(model_admin, Given(POST={"kept_form": page}), object_id, answer)
    assert list(answer.cookies) == ["form_saved_a7"] * is_told


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-24", date(2026, 12, 24)),
        ("2000-12-31", None),
        ("2001-01-01", date(2001, 1, 1)),
        ("2099-12-31", date(2099, 12, 31)),
        ("2100-01-01", None),
        ("x", None),
    ],
)
def test_a_planned_day_is_of_this_century(text, day):
    assert planned.parsed(text) == day


@pytest.mark.parametrize(
    ("key", "asked", "updated", "is_told"), [("7", "7", 1, True), ("7", "7", 0, False), ("x", 0, 0, False)]
)
def test_a_link_is_revoked_once(monkeypatch, key, asked, updated, is_told):
    wanted, told = [], []
    rows = Given(filter=lambda **by: wanted.append(by) or Given(update=lambda **values: updated))
    monkeypatch.setattr(previews, "PreviewLink", Given(objects=Given(to=lambda obj: rows)))
    monkeypatch.setattr(previews.messages, "success", lambda request, words: told.append(words))
    previews.revoke(Given(POST={"revoke": key}), "obj")
    assert wanted == [{"pk": asked, "revoked_at": None}]
    assert bool(told) is is_told


CHECKED = """
state     stored    kept hindered | told stays
published draft     no   yes      | yes  no
published published yes  yes      | no   no
published draft     no   no       | no   no
in_review draft     no   yes      | no   yes
in_review draft     no   no       | no   no
in_review in_review no   yes      | no   no
draft     draft     no   yes      | no   no
"""


@pytest.mark.parametrize("line", CHECKED.split("\n")[2:-1])
def test_nothing_is_published_or_handed_in_that_lacks_something(monkeypatch, line):
    state, stored, kept, hindered, _bar, told, stays = line.split()
    done = []
    monkeypatch.setattr(release_checks.CheckedForm, "check_whole", lambda self: None)
    monkeypatch.setattr(release_checks, "hindrances", lambda obj, edited: ["problem"] * (hindered == "yes"))
    form = ChecksFormMixin.__new__(ChecksFormMixin)
    vars(form).update(
        instance=Given(workflow_state=State(state)),
        stored_state=State(stored),
        is_kept=kept == "yes",
        tell=lambda problem: done.append("told"),
        stay_as_before=lambda: done.append("stays"),
    )
    form.check_whole()
    assert done == ["told"] * (told == "yes") + ["stays"] * (stays == "yes")


@pytest.mark.parametrize(
    ("can_delete", "deleted", "pk", "changed", "stays"),
    [
        (True, False, 7, False, True),
        (True, True, 7, True, False),
        (False, True, 7, False, True),
        (True, False, None, True, True),
        (True, False, None, False, False),
    ],
)
def test_rows_remain_that_are_stored_or_typed_and_not_deleted(can_delete, deleted, pk, changed, stays):
    row = Given(prefix="p", instance=Given(pk=pk), has_changed=lambda: changed)
    rows = Given(
        is_bound=True,
        forms=[row],
        can_delete=can_delete,
        _should_delete_form=lambda form: deleted,
        is_valid=lambda: True,
    )
    assert EditedRows.remaining(rows) == [("p", row.instance)] * stays


@pytest.mark.parametrize(
    ("has_field", "pk", "makes"), [(True, None, True), (True, 7, False), (False, None, False)]
)
def test_an_address_is_made_of_a_new_thing(has_field, pk, makes):
    form = Given(fields={"slug": 1} if has_field else {}, instance=Given(pk=pk))
    assert SlugFormMixin.makes_slug.fget(form) is makes
