"""The start page of the administration: what needs whom, the pool at a glance, what changed last, and its cost."""

from datetime import timedelta

import pytest
import reversion
from django.contrib import admin
from django.db import connection
from django.tasks import TaskResultStatus
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from editing.models import PendingChange
from mailing.models import OutgoingMail
from portal.administration.last_changes import last_changes
from sites.models import Space, SpacePhoto
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.checking import DueSpaceFactory, ReportedChangeFactory
from tests.factories.importing import ImportRunFactory
from tests.factories.investors import EnquiryFactory
from tests.factories.news import ArticleFactory
from tests.factories.portal import FeedbackFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceFactory
from tests.reading import text_of
from tests.working import decide, save

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

INDEX = "/en/admin/"


@pytest.fixture
def town():
    return OrganisationFactory(name="Stadt Musterhausen")


@pytest.fixture
def log_in(client, town):
    def log_in(role, organisation=None):
        user = MembershipFactory(organisation=organisation or town, role=role).user
        client.force_login(user)
        return user

    return log_in


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def sentences(client):
    return [notice.sentence for notice in client.get(INDEX).context["notices"]]


def work_for_everybody(steward):
    """One of each that needs somebody."""
    DueSpaceFactory(steward=steward), DueSpaceFactory(steward=steward, overdue=100)
    DueSpaceFactory(steward=steward, hall=True), DueSpaceFactory(steward=steward, hall=True, overdue=100)
    SpaceFactory(steward=steward, workflow_state="in_review", name_en="Plot")
    Space.objects.update(name_en="Something")
    SpaceFactory(steward=steward, name_en="")
    ReportedChangeFactory(answer__space=SpaceFactory(steward=steward, name_en="Plot"))
    EnquiryFactory(about=[Space.objects.first()])
    PictureFactory(rights_until=timezone.localdate() + timedelta(days=30))
    OutgoingMail.objects.create(
        message_id=f"<{OutgoingMail.objects.count()}@example.org>",
        to="anna@example.org",
        subject="Guten Tag",
        body="-",
        next_attempt_at=None,
    )
    FeedbackFactory()
    ImportRunFactory(failed=True)
    DBTaskResult.objects.create(
        task_path="mailing.outbox.send_mail",
        status=TaskResultStatus.FAILED,
        args_kwargs={"args": [], "kwargs": {}},
        run_after=timezone.now(),
        backend_name="default",
        exception_class_path="",
        traceback="",
    )


def test_who_has_nothing_to_do_is_told_so(client, log_in):
    log_in("editor")
    html = client.get(INDEX).content.decode()
    assert "Nothing waits for you. All is done." in html
    assert "start__notice" not in html


def test_each_sentence_counts_what_the_list_behind_it_shows(client, administrator, town):
    work_for_everybody(town)
    notices = client.get(INDEX).context["notices"]
    shown = {}
    for notice in notices:
        answer = client.get(notice.url)
        lines = answer.context.get("to_release")
        shown[notice.sentence] = len(lines) if lines is not None else answer.context["cl"].result_count
    assert shown == {notice.sentence: notice.count for notice in notices}
    assert [sentence for sentence in shown if sentence.startswith("1 ")] == [
        "1 entry or change waits for you to release it.",
        "1 change reported by a contact is open.",
        "1 enquiry waits for an answer.",
        "1 message of a visitor is open.",
        "1 plot is due to be checked.",
        "1 building is due to be checked.",
        "1 plot has left the public pages, because nobody confirmed it.",
        "1 building has left the public pages, because nobody confirmed it.",
        "1 mail could not be sent.",
        "1 background task failed.",
        "1 import failed or was not finished.",
    ]
    assert "The rights to 1 picture end within 60 days." in shown
    assert "Development sites: 1 released entry is not translated (English)." in shown


def test_nobody_is_asked_to_check_what_is_sold_or_not_public(client, administrator):
    for kind in ({}, {"hall": True}):
        for state in ({"taken": True}, {"draft": True}):
            for overdue in (1, 100):
                DueSpaceFactory(name_en="Something", overdue=overdue, **kind, **state)
    assert sentences(client) == []


def test_an_editor_is_told_of_the_work_of_his_own_organisation_only(client, log_in, town):
    work_for_everybody(OrganisationFactory(name="Stadt Anderswo"))
    log_in("editor")
    assert sentences(client) == []
    DueSpaceFactory.create_batch(2, steward=town, name_en="Plot")
    assert sentences(client) == ["2 plots are due to be checked."]


def test_who_only_looks_is_asked_to_do_nothing(client, log_in, town):
    work_for_everybody(town)
    log_in("reader")
    assert sentences(client) == []


def test_a_reviewer_is_told_what_he_may_release_and_its_author_what_came_back(client, log_in, town):
    space = SpaceFactory(steward=town, name_en="Plot")
    author = log_in("editor")
    save(client, space, name_de="Südfeld")
    assert sentences(client) == []
    log_in("reviewer")
    assert sentences(client) == ["1 entry or change waits for you to release it."]
    decide(client, space, "_return", comment="Bitte mit Hausnummer.")
    assert sentences(client) == []
    assert PendingChange.objects.get().author == author
    client.force_login(author)
    assert sentences(client) == ["1 of your changes was returned to you with a comment."]
    answer = client.get(client.get(INDEX).context["notices"][0].url)
    assert 'id="own"' in answer.content.decode()


def return_new_entry(client, log_in, town, comment="Bitte mit Hausnummer.", **fields):
    """A new entry that its author has handed in, and that came back."""
    space = SpaceFactory(steward=town, draft=True, **fields)
    author = log_in("editor")
    save(client, space, button="_review")
    log_in("reviewer")
    save(client, space, button="_return", step_comment=comment)
    client.force_login(author)
    return space


def test_an_author_whose_new_entry_came_back_reads_so_and_finds_it_in_review(client, log_in, town):
    space = return_new_entry(client, log_in, town, name_de="Südfeld", name_en="South field")
    page = client.get(INDEX)
    assert "Nothing waits for you" not in text_of(page)
    [notice] = page.context["notices"]
    assert notice.sentence == "1 of your entries was returned to you with a comment."
    own = client.get(notice.url).content.decode().split('id="own"')[1]
    assert all(words in own for words in ("South field", "returned entry", "Bitte mit Hausnummer."))

    save(client, space, button="_review")
    assert sentences(client) == []
    [line] = client.get(notice.url).context["own"]
    assert (line.obj.pk, line.what, line.url.endswith(f"/{space.pk}/change/")) == (
        space.pk,
        "new entry",
        True,
    )


def test_what_came_back_is_of_no_concern_to_others_nor_once_it_is_released(client, log_in, town):
    space = return_new_entry(client, log_in, town, name_en="Plot")
    author = client.get(INDEX).context["user"]
    log_in("editor")
    assert sentences(client) == []
    log_in("reviewer")
    assert sentences(client) == []
    save(client, space, button="_release")
    client.force_login(author)
    assert sentences(client) == []


def test_an_entry_that_now_belongs_to_others_is_theirs_though_it_came_back(client, log_in, town):
    return_new_entry(client, log_in, town)
    Space.objects.update(steward=OrganisationFactory())
    assert sentences(client) == []
    assert client.get(reverse("admin:in_review")).context["own"] == []


def test_pages_about_what_came_back_cost_the_same_for_one_and_for_many(client, log_in, town):
    def queries():
        found = []
        for address in (INDEX, reverse("admin:in_review")):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found.append(len(captured))
        return found

    author = log_in("editor")
    costs = []
    for _again in range(3):
        space = return_new_entry(client, log_in, town, name_en="Plot")
        space.release_steps.filter(step="handed_in").update(user=author)
        client.force_login(author)
        costs.append(queries())
    assert sentences(client) == ["3 of your entries were returned to you with a comment."]
    assert costs[0] == costs[2]


def test_an_editor_learns_which_picture_left_his_pages_because_its_rights_ended(client, log_in, town):
    yesterday = timezone.localdate() - timedelta(days=1)
    space = SpaceFactory(steward=town, name_en="Plot")
    photo = SpacePhoto.objects.create(
        space=space, picture=PictureFactory(rights_until=yesterday), alt_de="Tor"
    )
    PictureFactory(rights_until=yesterday)
    log_in("editor")
    assert sentences(client) == ["1 picture left the site: the rights to it have ended."]
    [notice] = client.get(INDEX).context["notices"]
    assert list(client.get(notice.url).context["cl"].result_list) == [photo.picture]


def test_the_pool_at_a_glance_counts_what_its_links_list(client, log_in, town):
    SpaceFactory.create_batch(2, steward=town)
    SpaceFactory(steward=town, marketing_status="reserved")
    SpaceFactory(steward=town, draft=True)
    SpaceFactory(steward=town, hall=True)
    SpaceFactory(hall=True)
    log_in("reader")
    plots, halls = client.get(INDEX).context["pool"]
    assert [(figure["count"], figure["label"]) for figure in plots["figures"]] == [
        (2, "available"),
        (1, "reserved"),
        (1, "draft"),
    ]
    assert (plots["count"], halls["count"]) == (4, 1)
    for figure in [plots, halls, *plots["figures"]]:
        assert client.get(figure["url"]).context["cl"].result_count == figure["count"]


def test_the_newsroom_sees_no_figures_of_the_pool(client, log_in):
    SpaceFactory()
    log_in("newsroom", OrganisationFactory(kind="region"))
    assert client.get(INDEX).context["pool"] == []


def test_the_last_changes_name_each_thing_once_with_who_and_the_way_to_its_form(client, log_in, town):
    space = SpaceFactory(steward=town, draft=True, name_de="Nordfeld")
    user = log_in("editor")
    save(client, space, name_de="Südfeld")
    save(client, space, name_de="Westfeld")
    [change] = client.get(INDEX).context["last_changes"]
    assert "Westfeld" in change.thing
    assert change.who == user.name
    assert client.get(change.url).status_code == 200


def test_the_last_ten_things_that_changed_come_the_newest_first(administrator):
    articles = ArticleFactory.create_batch(11)
    for article in [*articles, articles[5]]:
        with reversion.create_revision():
            reversion.add_to_revision(article)
    with translation.override("en"):
        found = last_changes(administrator, admin.site)
        assert {(change.kind, change.who) for change in found} == {("article", "")}
    assert [change.url for change in found] == [
        f"/en/admin/news/article/{article.pk}/change/"
        for article in (articles[5], *articles[:5:-1], *articles[4:0:-1])
    ]


def test_the_last_changes_tell_nothing_of_others_and_of_what_is_gone(client, log_in, administrator):
    foreign = SpaceFactory(steward=OrganisationFactory(), draft=True, name_de="Fremdfeld")
    save(client, foreign, name_de="Fremdfeld Nord")
    assert client.get(INDEX).context["last_changes"]
    foreign.delete()
    assert client.get(INDEX).context["last_changes"] == []
    again = SpaceFactory(steward=OrganisationFactory(), draft=True, name_de="Fremdfeld")
    save(client, again, name_de="Fremdfeld Süd")
    log_in("editor")
    assert client.get(INDEX).context["last_changes"] == []


def queries_of(client):
    client.get(INDEX)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(INDEX).status_code == 200
    return len(queries)


@pytest.mark.parametrize("role", ["editor", "reviewer", "administrator"])
def test_the_start_page_costs_the_same_whatever_there_is(client, log_in, town, role):
    if role == "administrator":
        client.force_login(UserFactory(administrator=True))
    else:
        log_in(role)
    empty = queries_of(client)
    for _again in range(3):
        work_for_everybody(town)
        ArticleFactory()
        save(client, Space.objects.filter(workflow_state="in_review").first(), name_de="Neu")
    assert queries_of(client) == empty <= 40


def test_it_names_the_version_of_the_program(client, log_in, settings):
    log_in("editor")
    assert f"Version {settings.VERSION}" in client.get(INDEX).content.decode()
