"""A late form beside steps of the work flow, and in the hands of people who may not release."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editing import release_mails
from editing.models import PendingChange, ReleaseStep
from editing.releasing import steps
from editing.releasing.waiting_list import count_entries_to_release, entries_to_release
from formats.templatetags.typography import moment
from news.models import Article
from sites.models import Hall, Plot
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.sites import SpaceFactory
from tests.filling import as_shown, filled, unrendered
from tests.reading import text_of
from tests.two_editors import choose, conflicts, page_of, two_save
from tests.working import said

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


@pytest.fixture(autouse=True)
def editor(client):
    user = UserFactory(administrator=True, name="Erika Muster")
    client.force_login(user)
    return user


def saved_past_the_history(obj):
    for _time in range(2):
        obj.save()


class TestEditorialState:
    def test_a_state_that_the_first_one_set_stays(self, client):
        article = ArticleFactory(title_de="Alt", draft=True)
        two_save(client, article, {"_review": "1"}, {"title_de": "Zweiter"})
        article.refresh_from_db()
        assert (article.workflow_state, article.title_de) == ("in_review", "Zweiter")

    def test_a_button_counts_where_the_first_one_pressed_none(self, client):
        article = ArticleFactory(title_de="Alt", draft=True)
        two_save(client, article, {"title_de": "Erste"}, {"_release": "1", "teaser_de": "Vom Zweiten"})
        article.refresh_from_db()
        assert (article.workflow_state, article.title_de, article.teaser_de) == (
            "published",
            "Erste",
            "Vom Zweiten",
        )

    def test_two_steps_are_refused_in_words_and_the_form_comes_back(self, client):
        article = ArticleFactory(title_de="Alt", teaser_de="Kurz")
        answer = two_save(
            client,
            article,
            {"_withdraw": "1"},
            {"published_until_0": "31.12.2029", "published_until_1": "12:00"},
        )
        assert "von der Website genommen" in str(answer.context["adminform"].form.non_field_errors())
        article.refresh_from_db()
        assert (article.workflow_state, article.published_until) == ("withdrawn", None)

    @pytest.mark.parametrize(("button", "state"), [("_review", "in_review"), ("_release", "published")])
    def test_a_step_that_is_taken_already_is_none(self, client, button, state):
        article = ArticleFactory(title_de="Alt", draft=True)
        page = page_of(article)
        sent = filled(unrendered(client, page), title_de="Neu", **{button: "1"})
        for _press in range(2):
            assert client.post(page, sent).status_code == 302
        article.refresh_from_db()
        assert (article.workflow_state, article.title_de) == (state, "Neu")

    def test_what_could_not_be_released_is_stored_and_not_handed_in(self, client):
        hall = Hall.objects.get(pk=SpaceFactory(draft=True, hall=True, energy_certificate="not_required").pk)
        answer = two_save(client, hall, {"energy_certificate": ""}, {"name_de": "Neu", "_review": "1"})
        assert "nicht eingereicht" in " ".join(said(answer))
        hall.refresh_from_db()
        assert (hall.workflow_state, hall.name_de) == ("draft", "Neu")

    def test_a_draft_that_was_released_meanwhile_is_said_to_be_public(self, client):
        article = ArticleFactory(title_de="Alt", draft=True)
        answer = two_save(client, article, {"_release": "1"}, {"teaser_de": "Noch nicht fertig"})
        assert "veröffentlicht" in " ".join(said(answer))
        assert Article.objects.get().teaser_de == "Noch nicht fertig"

    def test_without_a_known_state_no_period_is_taken_back(self, client):
        article = ArticleFactory(title_de="Alt")
        opened = unrendered(client, page_of(article))
        article.published_until = until = timezone.now() + timedelta(days=100)
        saved_past_the_history(article)
        answer = client.post(page_of(article), filled(opened, teaser_de="Vom Zweiten"))
        assert moment(until) in str(answer.context["adminform"].form.non_field_errors())
        article.refresh_from_db()
        assert article.published_until == until

    def test_without_a_known_state_no_entry_leaves_the_site(self, client):
        article = ArticleFactory(title_de="Alt", draft=True)
        opened = unrendered(client, page_of(article))
        article.workflow_state = "published"
        saved_past_the_history(article)
        answer = client.post(page_of(article), filled(opened, title_de="Neu"))
        assert Article.objects.get().workflow_state == "published"
        again = client.post(page_of(article), as_shown(answer), follow=True)
        assert conflicts(again) == [("Alt", "Neu")]

    def test_a_period_stays_where_the_state_of_then_cannot_be_brought_back(self, client):
        article = ArticleFactory(title_de="Alt")
        old, new = article.category, CategoryFactory(slug="neue")
        page = page_of(article)
        opened = unrendered(client, page)
        period = {"published_until_0": "31.12.2029", "published_until_1": "12:00"}
        client.post(page, filled(unrendered(client, page), category=str(new.pk), **period))
        old.delete()
        answer = client.post(page, filled(opened, teaser_de="Vom Zweiten"))
        client.post(page, as_shown(answer, category=str(new.pk)))
        assert Article.objects.get().published_until is not None

    def test_a_button_beside_a_conflict_is_not_taken_and_the_second_is_told(self, client):
        article = ArticleFactory(title_de="Alt", draft=True)
        answer = two_save(client, article, {"title_de": "Erste"}, {"title_de": "Zweiter", "_release": "1"})
        assert "Entwurf" in " ".join(said(answer))
        assert Article.objects.get().workflow_state == "draft"


class TestRights:
    @pytest.fixture
    def member(self):
        return MembershipFactory(organisation=OrganisationFactory(), role="editor")

    def late(self, client, member, state, first, second):
        plot = Plot.objects.get(
            pk=SpaceFactory(steward=member.organisation, price_m2=30, workflow_state=state).pk
        )
        page = page_of(plot)
        client.force_login(member.user)
        opened = unrendered(client, page, is_whole=False)
        client.force_login(UserFactory(administrator=True))
        client.post(page, filled(unrendered(client, page), **first))
        client.force_login(member.user)
        return plot, client.post(page, filled(opened, **second), follow=True)

    def test_who_may_not_release_hands_in_onto_what_is_public_now(self, client, member):
        plot, _answer = self.late(
            client, member, "published", {"address": "Am Anger 1"}, {"name_de": "Südhof"}
        )
        change = PendingChange.objects.get()
        assert (change.base["fields"]["address"], change.snapshot["fields"]["name_de"]) == (
            "Am Anger 1",
            "Südhof",
        )
        assert change.snapshot["fields"]["address"] == "Am Anger 1"

    def test_a_conflict_in_something_public_waits_for_whoever_releases(self, client, member):
        plot, answer = self.late(
            client, member, "published", {"offers__0__DELETE": "on"}, {"offers__0__price_m2": "50"}
        )
        assert "_approve" not in text_of(answer)
        assert len(conflicts(answer)) == 1
        pressed = {"token": PendingChange.objects.get().token, "_approve": "1"}
        assert client.post(page_of(plot, "review"), pressed).status_code == 403
        assert not plot.offers.exists()
        client.force_login(UserFactory(administrator=True))
        answer = client.get(page_of(plot, "review"))
        [conflict] = answer.context["conflicts"]
        client.post(page_of(plot, "review"), as_shown(answer, "_approve") | {conflict["name"]: "change"})
        assert plot.offers.get().price_m2 == 50

    def test_in_a_draft_the_editor_chooses(self, client, member):
        plot, answer = self.late(client, member, "draft", {"name_de": "Osthof"}, {"name_de": "Südhof"})
        choose(client, answer, "change")
        plot.refresh_from_db()
        assert (plot.name_de, plot.workflow_state) == ("Südhof", "draft")

    def test_nobody_is_asked_by_mail_to_release_what_two_typed_into_a_draft(self, client, member):
        MembershipFactory(organisation=member.organisation, role="reviewer")
        self.late(client, member, "draft", {"name_de": "Osthof"}, {"name_de": "Südhof"})
        assert release_mails.post_release_mails(timezone.now() + timedelta(hours=1)) == 0

    def test_an_entry_that_was_published_meanwhile_is_not_changed_without_a_release(self, client, member):
        plot, _answer = self.late(client, member, "draft", {"_release": "1"}, {"name_de": "Südhof"})
        plot.refresh_from_db()
        assert (plot.workflow_state, plot.name_de != "Südhof") == ("published", True)
        assert PendingChange.objects.get().snapshot["fields"]["name_de"] == "Südhof"


class TestWhatIsNotPublished:
    """It has no public to protect: a conflict is for its editors to settle, and for nobody to release."""

    def test_a_conflict_stands_in_no_list_of_releases(self, client):
        article = ArticleFactory(title_de="Alt", draft=True)
        two_save(client, article, {"title_de": "Erste"}, {"title_de": "Zweiter"})
        releaser = UserFactory(administrator=True)
        assert count_entries_to_release(releaser) == len(entries_to_release(releaser)) == 0

    @pytest.mark.parametrize("settle", [steps.approve, steps.withdraw_change])
    def test_nothing_is_said_to_be_released_and_nobody_told(self, client, settle):
        MembershipFactory(organisation=OrganisationFactory(), role="reviewer")
        article = ArticleFactory(title_de="Alt", draft=True)
        two_save(client, article, {"title_de": "Erste"}, {"title_de": "Zweiter"})
        hour = timedelta(hours=1)
        assert release_mails.post_release_mails(timezone.now() + hour) == 0
        change = PendingChange.objects.get()
        settle(Article.objects.get(), change, UserFactory() if settle is steps.approve else change.author)
        assert release_mails.post_release_mails(timezone.now() + 2 * hour) == 0
        assert set(ReleaseStep.objects.values_list("step", flat=True)) == {"handed_in", "taken_back"}

    def test_of_a_withdrawn_entry_nobody_is_asked_to_release_anything(self, client):
        member = MembershipFactory(organisation=OrganisationFactory(), role="editor")
        MembershipFactory(organisation=member.organisation, role="reviewer")
        space = SpaceFactory(steward=member.organisation, workflow_state="withdrawn")
        client.force_login(member.user)
        two_save(client, Plot.objects.get(pk=space.pk), {"name_de": "Ost"}, {"name_de": "Süd"})
        assert PendingChange.objects.exists()
        assert release_mails.post_release_mails(timezone.now() + timedelta(hours=1)) == 0

    def test_a_third_editor_sees_what_is_stored_and_closes_no_conflict(self, client):
        article = ArticleFactory(title_de="Alt", teaser_de="Kurz", draft=True)
        two_save(client, article, {"title_de": "Erste"}, {"title_de": "Zweiter"})
        client.force_login(UserFactory(administrator=True))
        page = client.get(page_of(article))
        note = page.content.decode()
        assert "Freigabe" not in note[note.index("admin-note") : note.index("admin-note__links")]
        client.post(page_of(article), as_shown(page, teaser_de="Lang"))
        article.refresh_from_db()
        assert (article.title_de, article.teaser_de) == ("Erste", "Lang")
        assert PendingChange.objects.unfinished().exists()


class TestWordsOfTheComparison:
    """Of what met a conflict nothing was handed in, and the other side may be one's own second tab."""

    @pytest.mark.parametrize("state", ["published", "draft"])
    def test_a_second_tab_of_one_s_own_is_neither_handed_in_nor_of_others(self, client, editor, state):
        article = ArticleFactory(title_de="Alt", workflow_state=state)
        page = page_of(article)
        opened = unrendered(client, page)
        client.post(page, filled(unrendered(client, page), title_de="Erster Tab"))
        answer = client.post(page, filled(opened, title_de="Zweiter Tab"), follow=True)
        words = text_of(answer)
        assert "Gesichert von Erika Muster" in words
        assert ("noch nicht eingereicht" in words) is (state == "published")
        assert "Eingereicht von" not in words
        assert (
            "Überschrift (Deutsch): hier geändert und inzwischen anders gesichert. Was soll bleiben?" in words
        )
        assert "von anderen" not in words
        assert "von anderen" not in text_of(client.get(page + "?change=1"))

    def test_nobody_is_asked_to_release_what_met_a_conflict_of_who_may_release(self, client):
        article = ArticleFactory(title_de="Alt")
        two_save(client, article, {"title_de": "Erste"}, {"title_de": "Zweiter"})
        releaser = UserFactory(administrator=True)
        assert entries_to_release(releaser) == []
        assert release_mails.post_release_mails(timezone.now() + timedelta(hours=1)) == 0

    def test_a_change_that_was_only_to_be_saved_stays_so_beside_a_conflict(self, client):
        member = MembershipFactory(organisation=OrganisationFactory(), role="editor")
        plot = Plot.objects.get(pk=SpaceFactory(steward=member.organisation).pk)
        client.force_login(member.user)
        answer = two_save(client, plot, {"name_de": "Ost"}, {"name_de": "Süd", "_keep": "1"})
        assert PendingChange.objects.get().state == "kept"
        assert "Vergleichen" in answer.context["title"]
        assert "freigeben" not in answer.context["title"]


class TestRightsThatChangedMeanwhile:
    """The second editor releases for the one organisation, and writes for the other."""

    @pytest.fixture
    def moved(self, client):
        """Moves a plot to where they may not release, then sends their form that was opened before."""

        def moved(second, first=None, **more):
            member = MembershipFactory(organisation=OrganisationFactory(), role="reviewer")
            there = MembershipFactory(organisation=OrganisationFactory(), role="editor", user=member.user)
            plot = Plot.objects.get(pk=SpaceFactory(steward=member.organisation, name_de="Alt", **more).pk)
            page = page_of(plot)
            client.force_login(member.user)
            opened = unrendered(client, page)
            other = type(client)()
            other.force_login(UserFactory(administrator=True))
            first = {"steward": str(there.organisation.pk)} | (first or {})
            other.post(page, filled(unrendered(other, page), **first))
            answer = client.post(page, filled(opened, **second))
            plot.refresh_from_db()
            return plot, answer

        return moved

    @pytest.mark.parametrize("first", [{"name_de": "Osthof"}, {}])
    def test_no_period_of_something_public_is_set(self, moved, first):
        period = {"published_until_0": "31.12.2029", "published_until_1": "12:00"}
        plot, answer = moved({"name_de": "Südhof"} | period, first)
        assert "freigeben" in str(answer.context["adminform"].form.non_field_errors())
        assert plot.published_until is None
        assert not PendingChange.objects.exists()

    @pytest.mark.parametrize(
        ("state", "button"), [("published", "_withdraw"), ("published", "_review"), ("draft", "_release")]
    )
    def test_no_step_is_taken_and_what_was_typed_comes_back(self, moved, state, button):
        plot, answer = moved({"name_de": "Südhof", button: "1"}, workflow_state=state)
        form = answer.context["adminform"].form
        assert "freigeben" in str(form.non_field_errors())
        assert form["name_de"].value() == "Südhof"
        assert (plot.name_de, plot.workflow_state) == ("Alt", state)
        assert not said(answer)
