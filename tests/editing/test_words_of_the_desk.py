"""What the desk says and sends in whole sentences and headers; its functions are asked with things in memory."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Given

import pytest
from django.contrib import admin
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse

from editing.admin import (
    account_notices,
    cells,
    deleted,
    history,
    notices,
    release_checks,
    review_files,
    reviewing,
    settling,
    uploading,
)
from editing.kept_forms import tell_saved_form
from editing.models import PendingChange
from editing.releasing import waiting_list
from news.models import Article
from publishing.checks import Problem
from publishing.models import Picture, Publishable
from publishing.noticing import Urgency

pytestmark = pytest.mark.usefixtures("english")

State = Publishable.WorkflowState
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Entry(Given):
    def __str__(self):
        return self.name


class Rows(list):
    """A queryset that tells which keys are left."""

    def filter(self, pk__in):
        return pk__in


# --- Files and cookies


def test_a_file_of_a_change_is_saved_by_the_browser(monkeypatch):
    name = default_storage.save("dokumente/plan.html", SimpleUploadedFile("plan.html", b"<script>"))
    monkeypatch.setattr(review_files.steps, "unfinished_change", lambda obj: "change")
    monkeypatch.setattr(review_files, "new_files", lambda change: {name: (), "dokumente/lost.pdf": ()})
    model_admin = Given(object_for=lambda *args: Given(pk=7), has_view_permission=None)

    def asked(name):
        return review_files.reviewfile_view(model_admin, Given(GET={"name": name}), "7")

    answer = asked(name)
    assert [answer[header] for header in ("Content-Type", "Content-Disposition")] == [
        "application/octet-stream",
        'attachment; filename="plan.html"',
    ]
    for other in ("dokumente/lost.pdf", "dokumente/other.pdf"):
        with pytest.raises(Http404):
            asked(other)


@pytest.mark.parametrize("secure", [True, False])
def test_the_cookie_of_a_saved_form_is_told_to_this_site_for_a_day(settings, secure):
    settings.SESSION_COOKIE_SECURE = secure
    answer = HttpResponse(status=302)
    tell_saved_form(None, Given(POST={"kept_form": "abc"}), None, answer)
    cookie = answer.cookies["form_saved_abc"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("1", 86400, "Lax")
    assert bool(cookie["secure"]) is secure
    assert not cookie["httponly"]  # the script of the next page reads it


# --- Lists and forms


@pytest.mark.parametrize(("value", "sign"), [(True, "yes"), (False, "no"), (None, "unknown")])
def test_a_sign_for_yes_and_no_has_its_word(value, sign):
    assert (
        cells.yes_or_no(value) == f'<img src="/static/admin/img/icon-{sign}.svg" alt="{sign.capitalize()}">'
    )


def test_a_picture_tells_its_size_and_that_nothing_shows_it(monkeypatch):
    pictures = admin.site.get_model_admin(Picture)
    assert pictures.size_in_pixels(Picture(width=1600, height=900)) == "1600 × 900 px"
    waits = Picture(width=1600, height=900, variants_due_at=NOW)
    assert pictures.size_in_pixels(waits) == "1600 × 900 px, smaller sizes are being made"
    monkeypatch.setattr("editing.admin.pictures.owners_of", lambda picture: [])
    assert pictures.used_by(waits) == "Nothing shows this picture; it may be deleted."


def test_pictures_that_are_deleted_together_go_with_their_files(monkeypatch):
    pictures, gone = admin.site.get_model_admin(Picture), []
    monkeypatch.setattr(pictures, "delete_model", lambda request, picture: gone.append(picture))
    pictures.delete_queryset(None, ["one", "two"])
    assert gone == ["one", "two"]


@pytest.mark.parametrize(("day", "said"), [(date(2027, 12, 31), "2027-12-31"), (None, "")])
def test_a_picture_that_was_sent_by_itself_brings_its_day_as_one_types_it(day, said):
    picture = Given(rights_until=day)
    assert uploading.row_of(picture) == {"picture": picture, "rights_until": said}


def test_what_was_deleted_elsewhere_names_nobody_and_no_day(monkeypatch):
    versions = [
        Given(pk=number, revision=Given(comment=comment, user="Anna", date_created=NOW))
        for number, comment in enumerate(("Deleted", "Changed"))
    ]
    monkeypatch.setattr(deleted, "deleted_of", lambda model: versions)
    desk = Given(
        model=Article,
        opts=Article._meta,
        url_of=lambda view, *keys: f"/{view}/{keys[0]}/",
        has_change_permission=lambda request: True,
        has_add_permission=lambda request: True,
        may_recover=lambda request, version: True,
    )
    lines = [(line["url"], line["who"], line["until"]) for line in deleted.lines_of(None, desk)]
    assert lines == [("/recover/0/", "Anna", NOW + timedelta(days=90)), ("/recover/1/", None, None)]
    desk.may_recover = lambda request, version: version.pk == 1
    assert [line["url"] for line in deleted.lines_of(None, desk)] == ["/recover/1/"]
    desk.has_add_permission = lambda request: False
    assert list(deleted.lines_of(None, desk)) == []


# --- Releasing


def test_the_list_publishes_what_lacks_nothing_and_says_of_the_rest_why(monkeypatch):
    told = []
    monkeypatch.setattr(release_checks.messages, "error", lambda request, words: told.append(words))
    faulty = {2, 3}
    lacking = [Problem("area", "No <area>.", "area", is_error=True)]
    monkeypatch.setattr(release_checks, "hindrances", lambda obj: lacking if obj.pk in faulty else [])
    chosen = Rows(
        Entry(pk=pk, name=f"Hall <{pk}>", workflow_state=state)
        for pk, state in ((1, State.DRAFT), (2, State.DRAFT), (3, State.PUBLISHED))
    )
    assert release_checks.without_hindrances(None, chosen) == [1, 3]
    assert told == [
        '“Hall &lt;2&gt;” was not published:<ul class="admin-problems"><li>No &lt;area&gt;.</li></ul>'
    ]


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, None), (1, "There is one thing to look at:"), (2, "There are things to look at:")],
)
def test_what_is_released_all_the_same_is_told_with_what_to_look_at(monkeypatch, count, words):
    told = []
    found = [Problem("", f"{number}.", "x") for number in range(count)]
    monkeypatch.setattr(release_checks, "problems_of", lambda obj: found)
    monkeypatch.setattr(release_checks.messages, "warning", lambda request, words: told.append(words))
    release_checks.tell_warnings(None, "obj")
    items = "".join(f"<li>{number}.</li>" for number in range(count))
    assert told == ([f'{words}<ul class="admin-problems">{items}</ul>'] if words else [])


@pytest.mark.parametrize(("base_version", "is_rebased"), [(3, False), (2, True)])
def test_the_comparison_says_whether_the_entry_was_changed_meanwhile(monkeypatch, base_version, is_rebased):
    place = Given(kind="place", label="Place", before_value="there", after_value="here")
    text = Given(kind="text", label="Name", before_value="a", after_value="b")
    maps = []
    monkeypatch.setattr(reviewing, "state_of", lambda obj: "stored")
    monkeypatch.setattr(reviewing, "with_pictures_of", lambda state, other: f"{state} with those of {other}")
    monkeypatch.setattr(reviewing, "compare", lambda model, *sides: Given(fields=[text, place], sides=sides))
    monkeypatch.setattr(reviewing, "map_of_change", lambda places: maps.append(places) or "map")
    monkeypatch.setattr(reviewing.steps, "merged", lambda *args: Given(state="wanted", conflicts=["a"]))
    monkeypatch.setattr(reviewing.steps, "authors_of", lambda change: "Anna")
    monkeypatch.setattr(reviewing, "conflicts_in_words", lambda obj, change, public, keys: (public, keys))
    monkeypatch.setattr(reviewing, "files_of_change", lambda *args: [])
    monkeypatch.setattr(reviewing, "problems_after", lambda obj, state: state)
    change = Given(snapshot="mine", base_version=base_version)
    found = reviewing.comparison_of(None, Given(version=3), change)
    assert found["is_rebased"] is is_rebased
    assert found["comparison"].sides == ("stored with those of mine", "wanted")
    assert found["conflicts"] == ("stored with those of mine", ["a"])
    assert (found["map"], maps) == ("map", [[("Place", "there", "here")]])
    assert found["problems"] == "wanted"


def test_of_a_change_that_names_what_is_gone_no_problems_are_told(monkeypatch):
    def gone(obj, state):
        raise ObjectDoesNotExist

    monkeypatch.setattr(reviewing, "applied_in_memory", gone)
    assert reviewing.problems_after("obj", "state") == []


def test_what_waits_stands_in_its_order_and_without_a_step_by_its_last_change(monkeypatch):
    step = Given(name="Erika", at=NOW - timedelta(hours=1), comment="Please")
    first = Given(pk=1, updated_at=NOW, handed_in=[])
    handed_in = Given(pk=2, updated_at=NOW, handed_in=[step])
    monkeypatch.setattr(waiting_list, "publishable_models", lambda: [Given])
    monkeypatch.setattr(waiting_list, "releasable_entries", lambda model, user: "rows")
    entries = Given(prefetch_related=lambda prefetch: [first, handed_in])
    monkeypatch.setattr(waiting_list, "light", lambda rows: entries)
    monkeypatch.setattr(waiting_list, "admin_url", lambda obj, view: f"/{obj.pk}/{view}/")
    change = waiting_list.Waiting(Given(pk=3), "/3/", "Uwe", NOW - timedelta(minutes=30))
    monkeypatch.setattr(waiting_list, "line_of_change", lambda each: change)
    rows = Given(prefetch_related=lambda name: [Given(target="there"), Given(target=None)])
    objects = Given(releasable_by=lambda user: Given(open=lambda: rows))
    monkeypatch.setattr(waiting_list, "PendingChange", Given(objects=objects))
    assert [(line.url, line.name, line.note) for line in waiting_list.waiting_for("me")] == [
        ("/2/change/", "Erika", "Please"),
        ("/3/", "Uwe", ""),
        ("/1/change/", "", ""),
    ]


# --- Late forms and earlier states


@pytest.mark.parametrize(
    ("opened", "stored", "waits", "says_that_it_is_public"),
    [
        ("draft", "published", False, True),
        ("draft", "published", True, False),
        ("published", "published", False, False),
        ("draft", "draft", False, False),
        ("published", "withdrawn", False, False),
    ],
)
def test_a_late_form_says_whose_changes_are_kept_and_whether_they_are_public(
    monkeypatch, opened, stored, waits, says_that_it_is_public
):
    told = []
    monkeypatch.setattr(settling.messages, "info", lambda request, words: told.append(words))
    monkeypatch.setattr(settling, "said_of_other", lambda obj, user: "Anna saved this.")
    stored, opened = Given(workflow_state=stored), Given(workflow_state=opened)
    settling.tell(Given(user="me"), stored, opened, waits, ["A day stays."])
    more = " The entry is published by now, and so is what you changed." if says_that_it_is_public else ""
    assert told == [f"Anna saved this. Both changes are kept. A day stays.{more}"]


@pytest.mark.parametrize(
    ("mine", "stays"), [("2026-03-01", True), ("2026-01-01", False), ("2026-03-09", False)]
)
def test_a_day_that_was_typed_and_stays_the_later_one_is_named(mine, stays):
    model = Given(later_stays=["title_de"], _meta=Given(get_field=lambda name: Article._meta.get_field(name)))
    sides = [{"fields": {"title_de": day}} for day in ("2026-01-01", mine, "2026-03-09")]
    said = settling.stays_later(model, *sides)
    assert said == ["The later day stays in “Headline (German)”."] * stays


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "“Hall” is recovered, as a draft. Visitors do not see it."),
        ("published", "“Hall” is recovered. Editorial state: published."),
        ("withdrawn", "“Hall” is recovered. Editorial state: withdrawn."),
    ],
)
def test_what_was_recovered_says_whether_visitors_see_it(monkeypatch, state, words):
    monkeypatch.setattr(history, "edit_of", lambda request: Given(restoring=Given(since=NOW)))
    request = Given(resolver_match=Given(url_name="news_article_recover"))
    article = Article(title="Hall", workflow_state=state)
    assert history.HistoryAdmin.said_of_restoring(None, request, article) == words
    category = Entry(name="Fair")
    assert history.HistoryAdmin.said_of_restoring(None, request, category) == "“Fair” is recovered."
    request.resolver_match.url_name = "news_article_revision"
    said = history.HistoryAdmin.said_of_restoring(None, request, article)
    assert said == "Brought back: state of 2\xa0March 2026, 13:00."


@pytest.mark.parametrize(
    ("steps_taken", "is_stored", "more"),
    [
        (set(), False, ""),
        ({"workflow_state"}, False, " The editorial state stays “draft” till then."),
        ({"published_from"}, True, ""),
        ({"workflow_state", "published_from"}, True, " The editorial state stays “draft” till then."),
    ],
)
def test_what_others_changed_as_well_is_kept_and_a_period_is_set_at_once(
    monkeypatch, steps_taken, is_stored, more
):
    told, logged, kept, stored = [], [], [], []
    monkeypatch.setattr(settling.messages, "warning", lambda request, words: told.append(words))
    monkeypatch.setattr(settling, "said_of_other", lambda obj, user: "Anna saved this.")
    monkeypatch.setattr(settling, "to_review", lambda model_admin, obj: "comparison")
    monkeypatch.setattr(settling.steps, "hand_in", lambda *args, **named: kept.append((args[1:], named)))
    obj = Given(
        _meta=Given(fields=[Given(name=name) for name in ("title", "published_from", "workflow_state")]),
        workflow_state="draft",
        published_from=None,
        get_workflow_state_display=lambda: "draft",
    )
    obj.full_clean = lambda exclude: stored.append(exclude)
    obj.save = lambda: stored.append(obj.published_from)
    form = Given(instance=Given(published_from=NOW, workflow_state="published"))
    wanted = Given(form=form, base="base", state="mine", version=3, note="Why")
    desk = Given(log_change=lambda request, obj, message: logged.append(message[0]["said"]))
    answer = settling.keep_for_review(desk, Given(user="me"), obj, wanted, steps_taken, False)
    assert answer == "comparison"
    assert told == [f"Anna saved this. What you typed is kept as your change; nothing is replaced yet.{more}"]
    assert logged == ["Kept as a change: others changed the same."]
    assert kept == [(("base", "mine", "me"), {"version": 3, "note": "Why", "is_kept": False})]
    assert stored == ([{"title", "workflow_state"}, NOW] if is_stored else [])
    assert obj.workflow_state == "draft"


# --- What needs somebody


def test_ones_own_changes_are_counted_and_lead_to_their_part_of_the_list(monkeypatch):
    counts = {"returned": 2, "kept": 3}
    own = Given(filter=lambda state: Given(count=lambda: counts[state]))
    visible = Given(filter=lambda author: own if author == "me" else None)
    changes = Given(State=PendingChange.State, objects=Given(visible_to=lambda user: visible))
    monkeypatch.setattr(notices, "PendingChange", changes)
    came_back = Given(returned_to=lambda user: Given(count=lambda: 1 if user == "me" else 0))
    monkeypatch.setattr(notices, "ReleaseStep", Given(objects=came_back))
    found = list(notices.own_changes("me", NOW))
    assert [notice.sentence for notice in found] == [
        "1 of your entries was returned to you with a comment.",
        "2 of your changes were returned to you with a comment.",
        "3 of your changes are saved and not handed in yet.",
    ]
    assert {(notice.url, notice.urgency) for notice in found} == {("/en/admin/in-review/#own", Urgency.ASKED)}


def test_locked_logins_are_told_to_administrators_alone(monkeypatch):
    locked = Given(locked=lambda: Given(count=lambda: 1))
    events = Given(lately=lambda at: locked if at == NOW else None)
    monkeypatch.setattr(account_notices, "LoginEvent", Given(objects=events))
    assert list(account_notices.logins_locked(Given(is_superuser=False), NOW)) == []
    [found] = account_notices.logins_locked(Given(is_superuser=True), NOW)
    assert found.sentence == "1 login was locked after wrong tries within a day."
    assert (found.url, found.urgency) == (
        "/en/admin/accounts/loginevent/?kind__exact=locked",
        Urgency.BROKEN,
    )
