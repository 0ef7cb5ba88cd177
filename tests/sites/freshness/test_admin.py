"""Freshness in the administration: lists, checks, intervals, and what contacts reported."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from sites.freshness.answering import confirm_space
from sites.models import CheckInterval, Plot, ReportedChange, Space, SpaceCheck
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.checking import DueSpaceFactory
from tests.factories.sites import MunicipalityFactory, SpaceFactory
from tests.filling import filled, unrendered, whole

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PLOTS = "admin:sites_plot_changelist"
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def editor(client):
    user = UserFactory(administrator=True, name="Erika Muster")
    client.force_login(user)
    return user


def page_of(space, view="change", *more):
    return reverse(f"admin:sites_plot_{view}", args=[space.pk, *more])


def listed(client, query):
    return [plot.pk for plot in client.get(f"{reverse(PLOTS)}?{query}").context["cl"].result_list]


@pytest.mark.parametrize(
    ("query", "overdue"), [("soon", -10), ("due", 5), ("overdue", 60)], ids=["soon", "due", "overdue"]
)
def test_the_list_finds_what_is_due_soon_due_and_gone(client, query, overdue):
    spaces = {days: DueSpaceFactory(overdue=days) for days in (-100, -10, 5, 60)}
    DueSpaceFactory(overdue=overdue, draft=True)
    DueSpaceFactory(overdue=overdue, taken=True)
    assert listed(client, f"freshness={query}") == [spaces[overdue].pk]


def test_the_list_tells_who_checked_when_and_when_next(client):
    space = DueSpaceFactory(overdue=60)
    assert "nicht mehr gezeigt" in client.get(reverse(PLOTS)).content.decode()
    confirm_space(Plot.objects.get(pk=space.pk), name="Anna Berg")
    page = client.get(reverse(PLOTS)).content.decode()
    assert "Anna Berg" in page
    assert f"{TODAY() + timedelta(days=180):%d.%m.%Y}" in page


def test_confirming_from_the_list_is_a_check_by_the_editor(client, editor):
    spaces = [DueSpaceFactory(overdue=5), DueSpaceFactory(overdue=60)]
    client.post(reverse(PLOTS), {"action": "confirm", "_selected_action": [space.pk for space in spaces]})
    for space in spaces:
        space.refresh_from_db()
        assert (space.data_as_of, space.checked_by, space.checked_by_user) == (
            TODAY(),
            "Erika Muster",
            editor,
        )
        assert space.is_published()
        check = space.checks.get()
        assert (check.answer, check.user, check.was_due) == (
            "correct",
            editor,
            TODAY() - timedelta(days=5 if space == spaces[0] else 60),
        )


def test_confirming_many_leaves_out_what_is_not_public_or_gone_and_says_so(client):
    public, stale = DueSpaceFactory(overdue=5), DueSpaceFactory(overdue=60)
    later = DueSpaceFactory(published_from=timezone.now() + timedelta(days=3))
    others = [
        DueSpaceFactory(draft=True),
        DueSpaceFactory(workflow_state="withdrawn"),
        later,
        DueSpaceFactory(taken=True),
    ]
    keys = [space.pk for space in (public, stale, *others)]
    answer = client.post(reverse(PLOTS), {"action": "confirm", "_selected_action": keys}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "2 Objekte sind bestätigt.",
        "3 Objekte sind ausgelassen: Sie sind nicht öffentlich.",
        "1 Objekt ist ausgelassen: Es ist verkauft oder vermietet.",
    ]
    assert {check.space_id for check in SpaceCheck.objects.all()} == {public.pk, stale.pk}


def test_where_nothing_can_be_confirmed_nothing_is_said_to_be(client):
    draft = DueSpaceFactory(draft=True)
    answer = client.post(reverse(PLOTS), {"action": "confirm", "_selected_action": [draft.pk]}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "1 Objekt ist ausgelassen: Es ist nicht öffentlich."
    ]


def test_an_entry_that_was_never_public_does_not_say_that_it_was_checked(client):
    add = reverse("admin:sites_plot_add")
    client.post(add, filled(unrendered(client, add), name_de="Nordfeld"))
    draft = Plot.objects.get()
    page = page_of(draft)
    client.post(page, filled(unrendered(client, page), data_as_of=f"{TODAY() - timedelta(days=1):%d.%m.%Y}"))
    row = client.get(reverse(PLOTS)).content.decode().split('class="field-checked')[1].split("</td>")[0]
    assert row.split(">")[1] == "–"
    assert not SpaceCheck.objects.exists()
    draft.refresh_from_db()
    assert (draft.checked_by, draft.checked_by_user) == ("", None)


def test_what_is_released_as_it_is_added_was_checked_by_who_released_it(client, editor):
    add = reverse("admin:sites_plot_add")
    client.post(add, filled(unrendered(client, add), name_de="Nordfeld", area="2 ha") | {"_release": "1"})
    plot = Plot.objects.get()
    assert plot.workflow_state == "published"
    assert (plot.checked_by, plot.checked_by_user, plot.checks.count()) == ("Erika Muster", editor, 1)


def test_a_day_typed_into_the_form_is_a_check_by_whoever_typed_it(client, editor):
    space = DueSpaceFactory(overdue=60)
    page = page_of(space)
    client.post(page, filled(unrendered(client, page), data_as_of=f"{TODAY():%d.%m.%Y}"))
    space.refresh_from_db()
    assert (space.data_as_of, space.checked_by_user) == (TODAY(), editor)
    assert space.checks.get().answer == "correct"
    assert "Erika Muster" in client.get(whole(page)).content.decode()


def test_other_changes_are_no_check(client):
    space = DueSpaceFactory(overdue=5)
    page = page_of(space)
    client.post(page, filled(unrendered(client, page), name_de="Neu"))
    space.refresh_from_db()
    assert space.name_de == "Neu"
    assert not space.checks.exists()
    assert space.check_due == TODAY() - timedelta(days=5)


def test_a_day_ahead_is_refused_beside_its_field(client):
    space = SpaceFactory()
    page = page_of(space)
    tomorrow = TODAY() + timedelta(days=1)
    answer = client.post(page, filled(unrendered(client, page), data_as_of=f"{tomorrow:%d.%m.%Y}"))
    assert list(answer.context["adminform"].form.errors) == ["data_as_of"]


def test_an_old_state_that_is_brought_back_stays_public_and_has_to_be_checked(client):
    space = DueSpaceFactory(overdue=400, name_de="Alt")
    confirm_space(
        Plot.objects.get(pk=space.pk), name="Anna Berg", at=timezone.localtime() - timedelta(days=400)
    )
    page = page_of(space)
    client.post(page, filled(unrendered(client, page), name_de="Neu", data_as_of=f"{TODAY():%d.%m.%Y}"))
    old = Version.objects.get_for_object(Plot.objects.get()).order_by("pk")[0]
    page = page_of(space, "revision", old.pk)
    client.post(page, filled(unrendered(client, page)))
    space.refresh_from_db()
    assert space.name_de == "Alt"
    assert space.data_as_of == TODAY() - timedelta(days=400)
    assert space.check_due == TODAY()
    assert space.is_published()


def test_a_copy_was_checked_by_nobody_and_is_planned_anew(client):
    original = DueSpaceFactory(overdue=60)
    confirm_space(Plot.objects.get(pk=original.pk), name="Anna Berg")
    client.post(page_of(original, "duplicate"), {"copies": "1"})
    copy = Space.objects.exclude(pk=original.pk).get()
    assert (copy.checked_by, copy.checked_by_user) == ("", None)
    assert copy.check_due >= TODAY()


def test_an_interval_of_a_municipality_plans_its_objects_anew(client):
    space = SpaceFactory()
    add = reverse("admin:sites_checkinterval_add")
    client.post(
        add,
        filled(unrendered(client, add), area=MunicipalityFactory().pk, marketing_status="free", days="60"),
    )
    space.refresh_from_db()
    assert space.check_due == TODAY() + timedelta(days=60)
    answer = client.post(add, filled(unrendered(client, add), marketing_status="free", days="0"))
    assert list(answer.context["adminform"].form.errors) == ["days"]
    client.post(
        reverse("admin:sites_checkinterval_delete", args=[CheckInterval.objects.get().pk]), {"post": "yes"}
    )
    space.refresh_from_db()
    assert space.check_due == TODAY() + timedelta(days=180)


def test_checks_are_looked_at_and_never_written_here(client):
    space = DueSpaceFactory()
    check = confirm_space(Plot.objects.get(pk=space.pk), name="Anna <Berg>")
    for address in (reverse("admin:sites_spacecheck_changelist"), whole(page_of(space))):
        assert "Anna &lt;Berg&gt;" in client.get(address).content.decode()
    address = reverse("admin:sites_spacecheck_change", args=[check.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"name": "X"}).status_code == 403
    assert client.get(reverse("admin:sites_spacecheck_add")).status_code == 403
    assert client.get(reverse("admin:sites_spacecheck_delete", args=[check.pk])).status_code == 403


# What contacts reported


def reported(space, **fields):
    check = SpaceCheck.objects.create(
        space=space, answered_at=timezone.now(), answer="changed", name="Anna Berg"
    )
    return ReportedChange.objects.create(space=space, answer=check, **fields)


def act(client, action, *reports):
    return client.post(
        reverse("admin:sites_reportedchange_changelist"),
        {"action": action, "_selected_action": [report.pk for report in reports]},
        follow=True,
    )


def test_a_reported_area_is_taken_over_with_its_history(client, editor):
    space = SpaceFactory(area=20_000)
    report = reported(space, area=25_000, remark="Neu vermessen")
    page = client.get(reverse("admin:sites_reportedchange_change", args=[report.pk])).content.decode()
    assert "2,0\u00a0ha → 2,5\u00a0ha" in page
    assert "Neu vermessen" in page
    act(client, "take_over", report)
    space.refresh_from_db()
    report.refresh_from_db()
    assert space.area == 25_000
    assert (report.state, report.decided_by) == ("taken_over", editor)
    revision = Version.objects.get_for_object(Plot.objects.get())[0].revision
    assert (revision.user, "Anna Berg" in revision.comment) == (editor, True)
    act(client, "take_over", report)  # once more does nothing
    assert Version.objects.get_for_object(Plot.objects.get()).count() == 2


def test_an_area_that_cannot_be_is_not_taken_over_and_the_reason_told(client):
    space = SpaceFactory(area=20_000, divisible_from=10_000)
    report = reported(space, area=5_000)
    answer = act(client, "take_over", report)
    assert any("Fläche" in str(message) for message in answer.context["messages"])
    space.refresh_from_db()
    report.refresh_from_db()
    assert (space.area, report.state) == (20_000, "open")


@pytest.mark.parametrize(("draft", "area"), [(True, 25_000), (False, 20_000)])
def test_an_editor_who_may_not_release_takes_over_no_area_of_what_is_public(client, draft, area):
    town = OrganisationFactory()
    space = SpaceFactory(area=20_000, steward=town, draft=draft)
    client.force_login(MembershipFactory(organisation=town, role="editor").user)
    act(client, "take_over", reported(space, area=25_000))
    space.refresh_from_db()
    assert space.area == area


def test_a_remark_is_closed_when_it_is_dealt_with(client, editor):
    report = reported(SpaceFactory(), remark="Zaun erneuert")
    act(client, "mark_done", report)
    report.refresh_from_db()
    assert (report.state, report.decided_by) == ("done", editor)


def test_the_actions_stand_on_the_page_of_a_report_too(client):
    report = reported(SpaceFactory(), remark="Zaun erneuert")
    page = client.get(reverse("admin:sites_reportedchange_change", args=[report.pk])).content.decode()
    assert 'value="take_over"' in page
    assert 'value="mark_done"' in page
