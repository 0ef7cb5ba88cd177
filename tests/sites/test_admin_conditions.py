"""What the administration of the pool takes, tells and leaves out, each condition by itself; without a database."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Given

import pytest
from django.core.exceptions import ValidationError

from roads.vehicles import Vehicle
from sites.admin import at_a_glance, boundaries, checks, completeness, freshness, parcels, rows, searching
from sites.admin.checks import ReportedChangeAdmin
from sites.admin.freshness import FreshnessAdminMixin
from sites.admin.rows import DistanceForm, DistanceRows
from sites.admin.spaces import SpaceAdmin
from sites.filters.table import LONGEST_DRIVE
from sites.models import Plot, ReportedChange, Space

pytestmark = pytest.mark.usefixtures("english")

State = Space.WorkflowState


# --- Reports of contacts


@pytest.mark.parametrize(
    ("state", "is_hall", "right"),
    [
        ("published", False, "sites.release_plot"),
        ("published", True, "sites.release_hall"),
        ("draft", False, "sites.change_plot"),
        ("withdrawn", True, "sites.change_hall"),
    ],
)
def test_what_is_public_is_changed_by_those_who_may_release_it(state, is_hall, right):
    asked = []
    user = Given(has_perm=lambda name, obj: asked.append((name, obj)) or True)
    space = Given(workflow_state=state, WorkflowState=State, is_hall=is_hall)
    assert ReportedChangeAdmin.may_write(None, Given(user=user), space)
    assert asked == [(right, space)]


def reports(*found):
    """A queryset of reports that notes what it is asked for."""
    asked = []
    narrowed = type("Rows", (list,), {"select_related": lambda self, *names: self})(found)
    return Given(filter=lambda **wanted: asked.append(wanted) or narrowed, asked=asked)


def desk(**more):
    said = []
    return Given(
        say=lambda request, count: said.append(count),
        message_user=lambda request, words, level: said.append(str(words)),
        said=said,
        **more,
    )


def test_only_open_reports_are_closed_and_counted(monkeypatch):
    decided = []
    monkeypatch.setattr(checks, "decide", lambda *args: decided.append(args))
    queryset, model_admin = reports("a", "b"), desk()
    ReportedChangeAdmin.mark_done(model_admin, Given(user="me"), queryset)
    assert queryset.asked == [{"state": "open"}]
    assert decided == [("a", ReportedChange.State.DONE, "me"), ("b", ReportedChange.State.DONE, "me")]
    assert model_admin.said == [2]


@pytest.mark.parametrize(
    ("area", "may", "error", "is_taken"),
    [
        (500, True, None, True),
        (500, False, None, False),
        (None, False, None, True),
        (500, True, ValidationError("Too large."), False),
    ],
)
def test_an_area_is_taken_over_by_who_may_write_it(monkeypatch, area, may, error, is_taken):
    taken = []

    def take_over(reported, user):
        if error:
            raise error
        taken.append(reported)

    monkeypatch.setattr(checks, "take_over", take_over)
    model_admin, queryset = (
        desk(may_write=lambda request, space: may),
        reports(Given(area=area, space="Hall")),
    )
    ReportedChangeAdmin.take_over(model_admin, Given(user="me"), queryset)
    assert queryset.asked == [{"state": "open"}]
    assert len(taken) == is_taken
    assert model_admin.said[-1] == is_taken
    assert len(model_admin.said) == 2 - is_taken
    assert is_taken or "Hall" in model_admin.said[0]


@pytest.mark.parametrize(("remark", "told"), [("", "–"), ("x" * 80, "x" * 80), ("x" * 81, "x" * 80 + "…")])
def test_a_remark_is_told_by_its_beginning(remark, told):
    assert ReportedChangeAdmin.excerpt(None, Given(remark=remark)) == told


@pytest.mark.parametrize(
    ("stored", "reported", "told"),
    [(20_000, None, "–"), (None, 5_000, "– → 5,000\u00a0m²"), (20_000, 5_000, "2.0\u00a0ha → 5,000\u00a0m²")],
)
def test_a_reported_area_stands_beside_the_stored_one(stored, reported, told):
    assert ReportedChangeAdmin.area_reported(None, Given(area=reported, space=Given(area=stored))) == told


def test_who_decided_is_told_with_the_day():
    tell = ReportedChangeAdmin.decided
    assert tell(None, Given(decided_at=None, decided_by="Anna")) == "–"
    midnight = datetime(2026, 3, 1, 23, tzinfo=UTC)  # of the second in the region
    assert tell(None, Given(decided_at=midnight, decided_by=None)) == "–, 02.03.2026"


# --- Freshness


@pytest.mark.parametrize(
    ("due", "is_on_offer", "is_stale", "is_due", "below"),
    [
        (None, True, False, False, None),
        (date(2026, 3, 2), False, True, True, None),
        (date(2026, 3, 2), True, False, False, ""),
        (date(2026, 3, 2), True, False, True, "due"),
        (date(2026, 3, 2), True, True, True, "off the pages"),
    ],
)
def test_the_next_check_says_what_is_the_matter(monkeypatch, due, is_on_offer, is_stale, is_due, below):
    monkeypatch.setattr(freshness, "in_two_lines", lambda first, second: str(second or ""))
    space = Given(
        check_due=due, is_on_offer=is_on_offer, is_stale=lambda: is_stale, is_check_due=lambda: is_due
    )
    assert FreshnessAdminMixin.next_check(None, space) == ("–" if below is None else below)


@pytest.mark.parametrize(
    ("space", "said"),
    [
        (None, "Planned when you save."),
        (Given(check_due=None), "Planned when you save."),
        (Given(check_due=date(2026, 3, 2), confirm_until=date(2026, 4, 2), is_on_offer=False), "Sold or let"),
        (Given(check_due=date(2026, 3, 2), confirm_until=date(2026, 4, 2), is_on_offer=True), "Due on"),
    ],
)
def test_a_plan_says_until_when_an_entry_is_shown(space, said):
    assert FreshnessAdminMixin.check_plan(None, space).startswith(said)


@pytest.mark.parametrize("is_there", [True, False])
def test_confirming_passes_over_what_was_deleted_meanwhile(monkeypatch, is_there):
    done = []
    monkeypatch.setattr(freshness, "confirm", lambda space, name, user: done.append((space.pk, name)))
    kept = {"is_published_or_stale": lambda: True, "is_on_offer": True}
    held = Given(filter=lambda pk: Given(first=lambda: Given(pk=pk, **kept) if is_there else None))
    manager = Given(select_for_update=lambda: held)
    model_admin = Given(
        model=Given(_base_manager=manager),
        log_change=lambda request, space, words: done.append("logged"),
        message_user=lambda request, words, level: done.append(words),
    )
    FreshnessAdminMixin.confirm(model_admin, Given(user="me"), [Given(pk=9), Given(pk=2)])
    if is_there:
        assert done[:4] == [(2, "me"), "logged", (9, "me"), "logged"]
        assert done[4].startswith("2 ")
    else:
        assert done == []


WRITTEN = """
restores is_new state     was_public changed         | checked answer
no       yes    published no         -               | yes     changed
no       yes    draft     no         -               | no      -
no       no     published no         data_as_of      | yes     correct
no       no     withdrawn yes        data_as_of      | yes     correct
no       no     draft     no         data_as_of      | no      -
no       no     published yes        data_as_of,area | yes     changed
no       no     published yes        area            | no      -
yes      no     published yes        data_as_of      | no      -
"""


@pytest.mark.parametrize("line", WRITTEN.split("\n")[2:-1])
def test_a_day_that_is_typed_is_a_check_and_an_old_state_is_none(monkeypatch, line):
    restores, is_new, state, was_public, changed, _bar, checked, answer = line.split()
    noted, stored = [], []

    class Writes:
        def write_model(self, request, obj, form, change):
            stored.append((obj.check_due, getattr(obj, "checked_by", "")))

    class Admin(FreshnessAdminMixin, Writes):
        pass

    monkeypatch.setattr(freshness, "edit_of", lambda request: Given(restoring=restores == "yes"))
    monkeypatch.setattr(freshness, "note_check", lambda obj, due, **more: noted.append((due, more["answer"])))
    form = Given(changed_data=[] if changed == "-" else changed.split(","))
    known = {"workflow_state": state, "WorkflowState": Given(PUBLISHED="published"), "check_due": "due"}
    space = Given(has_been_public=lambda: was_public == "yes", **known)
    Admin().write_model(Given(user="me"), space, form, is_new != "yes")
    assert stored == [(None if restores == "yes" else "due", "me" if checked == "yes" else "")]
    assert noted == ([("due", answer)] if checked == "yes" else [])


# --- Rows


@pytest.mark.parametrize(
    ("stated", "faults"),
    [
        ([("port", "lorry"), ("port", "car")], [0, 0]),
        ([("port", "lorry"), ("port", "lorry")], [0, 1]),
        ([("port", None), ("port", "car")], [0, 0]),
        ([("port", ""), ("port", "")], [0, 1]),
    ],
)
def test_each_kind_is_stated_once_a_vehicle(stated, faults):
    told = [[] for _row in stated]
    forms = [
        Given(
            cleaned_data={"kind": kind, "vehicle": vehicle}, add_error=lambda *args, row=row: row.append(args)
        )
        for (kind, vehicle), row in zip(stated, told, strict=True)
    ]

    class Rows(DistanceRows):
        def __init__(self):
            pass

        def validate_unique(self):
            pass

    Rows.forms = forms
    Rows().clean()
    assert [len(row) for row in told] == faults


@pytest.mark.parametrize(
    ("minutes", "is_taken"), [(None, True), (LONGEST_DRIVE, True), (LONGEST_DRIVE + 1, False)]
)
def test_a_drive_takes_a_day_at_most(minutes, is_taken):
    form = Given(cleaned_data={"minutes": minutes})
    if is_taken:
        assert DistanceForm.clean_minutes(form) == minutes
    else:
        with pytest.raises(ValidationError):
            DistanceForm.clean_minutes(form)


@pytest.mark.parametrize(
    ("vehicle", "minutes", "errors", "is_asked"),
    [
        (Vehicle.CAR, None, {}, True),
        (Vehicle.CAR, 0, {}, False),
        (Vehicle.CAR, None, {"minutes": "x"}, False),
        ("", None, {}, False),
    ],
)
def test_a_vehicle_wants_its_minutes(monkeypatch, vehicle, minutes, errors, is_asked):
    cleaned, told = {"vehicle": vehicle, "minutes": minutes}, []
    monkeypatch.setattr(rows.ConstraintFormMixin, "clean", lambda self: cleaned, raising=False)
    form = DistanceForm.__new__(DistanceForm)
    vars(form).update(_errors=errors, add_error=lambda field, words: told.append(field))
    assert form.clean() == cleaned
    assert told == ["minutes"] * is_asked


# --- What the form of a space tells


@pytest.mark.parametrize(
    ("difference", "differs", "said"),
    [
        (None, False, "Compared as soon as"),
        (0.04, False, "difference of 4 %."),
        (0.0596, True, "difference of 6 %. Please check both."),
        (-0.3, True, "30 %. Please check both."),
    ],
)
def test_an_area_drawn_otherwise_than_typed_is_told(difference, differs, said):
    space = Given(
        area_difference=difference,
        area_differs=differs,
        stated_area=10_000,
        boundary=Given(area=10_400),
    )
    told = SpaceAdmin.area_check(None, space)
    assert said in told
    assert ("check both" in told) is differs
    assert "Compared as soon as" in SpaceAdmin.area_check(None, None)


@pytest.mark.parametrize(
    ("municipality", "is_fixed", "said"),
    [
        (None, False, "None yet"),
        ("Torgau", True, "Torgau (chosen by hand)"),
        ("Torgau", False, "Torgau (found from"),
    ],
)
def test_a_municipality_says_who_found_it(municipality, is_fixed, said):
    space = Given(municipality=municipality, municipality_is_fixed=is_fixed)
    assert SpaceAdmin.municipality_found(None, space).startswith(said)
    assert SpaceAdmin.municipality_found(None, None).startswith("None yet")


@pytest.mark.parametrize(
    ("state", "changed", "is_told"),
    [
        ("published", ["boundary"], True),
        ("published", ["boundary", "workflow_state"], False),
        ("draft", ["boundary", "workflow_state"], True),
        ("draft", ["area"], False),
    ],
)
def test_a_large_boundary_is_told_once(monkeypatch, state, changed, is_told):
    told = []
    monkeypatch.setattr(boundaries, "words_for", lambda obj: "large")
    monkeypatch.setattr(boundaries.messages, "warning", lambda request, words: told.append(words))
    boundaries.tell_large_boundary(None, Given(instance=Given(workflow_state=state), changed_data=changed))
    assert told == ["large"] * is_told


@pytest.mark.parametrize("missing", [0, 1, completeness.SHOWN_AT_ONCE, completeness.SHOWN_AT_ONCE + 1])
def test_what_is_missing_first_stands_first_and_the_rest_is_kept(monkeypatch, missing):
    wanted = [
        Given(hint=str(n), weight=1, fields=(f"f{n}", "g"), rows="r" if n == 1 else "") for n in range(6)
    ]
    monkeypatch.setattr(completeness, "WANTED", {"plot": wanted})
    monkeypatch.setattr(
        completeness,
        "completeness",
        Given(is_filled=lambda space, one, edited: int(one.hint) >= missing, percent=lambda *args: 7),
    )
    found = completeness.summary(Given(kind="plot"), {})
    assert len(found["first"]) == min(missing, completeness.SHOWN_AT_ONCE)
    assert len(found["first"]) + len(found["others"]) == 6
    assert found["is_complete"] is (missing == 0)
    assert found["has_more"] is (missing > completeness.SHOWN_AT_ONCE)
    items = sorted([*found["first"], *found["others"]], key=lambda item: item["hint"])
    assert (items[0]["anchor"], items[0]["field"], items[0]["names"]) == ("id_f0", "f0", "f0 g")
    assert (items[1]["anchor"], items[1]["field"]) == ("r-group", "")


@pytest.mark.parametrize(
    ("word", "is_number"),
    [
        ("17", True),
        ("2147483647", True),
        ("2147483648", False),
        ("99999999999", False),
        ("²", False),
        ("-1", False),
        ("", False),
    ],
)
def test_a_number_that_a_column_can_hold_is_looked_up(word, is_number):
    assert searching.is_number(word) is is_number


@pytest.mark.parametrize(
    ("word", "read"), [('"am hafen"', "am hafen"), ("'a'", "a"), ('"a', '"a'), ("a'", "a'"), ("am", "am")]
)
def test_a_word_in_quotation_marks_is_read_as_django_reads_it(word, read):
    assert searching.unquoted(word) == read


@pytest.mark.parametrize(
    ("words", "name", "is_named"),
    [
        (["TOR", "see"], "Torgau am See", True),
        (["tor", "x"], "Torgau", False),
        ([], "a", True),
    ],
)
def test_a_place_is_named_by_all_words(words, name, is_named):
    assert parcels.is_named(words, name) is is_named


def test_the_pool_at_a_glance_leaves_out_what_is_not_there(monkeypatch):
    monkeypatch.setattr(at_a_glance, "reverse", lambda name: f"/{name}/")
    counts = {
        ("plot", State.PUBLISHED, "free"): 2,
        ("plot", State.PUBLISHED, "taken"): 1,
        ("plot", State.DRAFT, "free"): 4,
        ("hall", State.PUBLISHED, "free"): 8,
    }
    found = at_a_glance.of_kind(counts, "plot", Plot)
    assert found.all.count == 7
    assert [(figure.count, figure.url.partition("?")[2]) for figure in found.released] == [
        (2, "workflow_state__exact=published&marketing_status__exact=free"),
        (1, "workflow_state__exact=published&marketing_status__exact=taken"),
    ]
    assert [(figure.count, figure.url.partition("?")[2]) for figure in found.others] == [
        (4, "workflow_state__exact=draft")
    ]
