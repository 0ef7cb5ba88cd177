"""Handing in says that it was done and to whom; what could not be released is saved, and the editor is told why."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts.models import Organisation
from editing.models import ReleaseStep
from editing.reviewers import find_reviewers, reviewers_text
from news.models import Article
from sites.models import Plot, Space
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.portal import PageFactory
from tests.factories.projects import ProjectFactory
from tests.factories.publishing import picture_upload
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory
from tests.filling import as_shown, whole
from tests.reading import markup_of
from tests.working import fresh, page_of, said, save

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


@pytest.fixture
def region():
    return OrganisationFactory(kind=Organisation.Kind.REGION, name="Metropolregion")


def reviewer(organisation, name):
    return MembershipFactory(organisation=organisation, role="reviewer", user__name=name).user


def hall(town, **fields):
    return SpaceFactory(hall=True, draft=True, steward=town, **fields)


class TestMissing:
    @pytest.fixture
    def answer(self, client, log_in, town):
        log_in(town)
        self.space = hall(town, name_de="Nordhalle")
        return save(client, self.space, button="_review", follow=True, address="Am Anger 1")

    def test_it_is_saved_and_not_handed_in(self, answer):
        stored = fresh(self.space)
        assert (stored.workflow_state, stored.address) == ("draft", "Am Anger 1")
        assert not ReleaseStep.objects.exists()

    def test_one_message_lists_what_is_missing_with_links_to_the_fields(self, answer):
        [message] = said(answer)
        assert "ist gesichert, aber noch nicht eingereicht" in message
        assert 'href="#id_energy_certificate"' in message
        assert answer.redirect_chain[-1][0] == whole(page_of(self.space))
        for target in re.findall(r'href="#(\w[\w-]*)"', message):
            assert f'id="{target}"' in answer.content.decode()

    def test_the_history_tells_of_no_new_state(self, answer, client):
        page = client.get(page_of(self.space, "history")).content.decode()
        assert "Bearbeitungsstand geändert" not in page

    def test_once_it_is_filled_in_it_can_be_handed_in(self, answer, client):
        page = client.get(page_of(self.space))
        client.post(page_of(self.space), as_shown(page, "_review", energy_certificate="not_required"))
        assert fresh(self.space).workflow_state == "in_review"

    def test_a_new_one_is_kept_as_a_draft(self, client, log_in, town):
        log_in(town)
        page = reverse("admin:sites_hall_add")
        typed = as_shown(client.get(page), "_review", name_de="Südhalle")
        answer = client.post(page, typed, follow=True)
        space = Space.objects.get()
        assert (space.name_de, space.workflow_state) == ("Südhalle", "draft")
        assert answer.redirect_chain[-1][0] == f"{page_of(space)}?topic=energy"
        assert "noch nicht eingereicht" in said(answer)[0]

    def test_a_withdrawn_one_stays_withdrawn(self, client, log_in, town):
        log_in(town)
        space = SpaceFactory(hall=True, workflow_state="withdrawn", steward=town)
        save(client, space, button="_review")
        assert fresh(space).workflow_state == "withdrawn"

    def test_rows_are_asked_as_they_are_sent(self, client, log_in, town):
        """A photo without alternative text is no longer in the way once it is sent to be deleted."""
        log_in(town)
        space = hall(town, energy_certificate="not_required")
        picture = {"photos__0__upload": picture_upload(size=(640, 480)), "photos__0__credit": "Foto: A"}
        save(client, space, button="_review", photos__0__alt_de="Tor", **picture)
        assert fresh(space).workflow_state == "in_review"


class TestToWhom:
    @pytest.fixture
    def space(self, town):
        return SpaceFactory(name_de="Nordfeld", steward=town, draft=True)

    def handed_in(self, client, space):
        [message] = said(save(client, space, button="_review", follow=True))
        assert fresh(space).workflow_state == "in_review"
        assert "ist zur Freigabe eingereicht." in message
        return message

    def test_the_reviewers_of_the_organisation_are_named(self, client, log_in, town, space):
        reviewer(town, "Anna Berg")
        log_in(town)
        assert self.handed_in(client, space).endswith("Um die Freigabe gebeten: Anna Berg.")

    def test_nobody_is_asked_to_release_what_they_handed_in(self, town, region, space):
        author, colleague = reviewer(town, "Anna Berg"), reviewer(region, "Bea Rot")
        assert find_reviewers(space, author) == [colleague]
        assert "Anna Berg" not in reviewers_text(space, author)

    def test_where_it_has_none_the_region_is_named(self, client, log_in, town, region, space):
        reviewer(region, "Bea Rot")
        log_in(town)
        assert self.handed_in(client, space).endswith("Um die Freigabe gebeten: Bea Rot.")

    def test_where_there_is_nobody_the_message_says_so(self, client, log_in, town, space):
        log_in(town)
        assert "kann das sonst niemand freigeben: Bitten Sie die Administration" in self.handed_in(
            client, space
        )

    def test_administrators_are_named_where_nobody_else_is(self, client, log_in, town, space):
        UserFactory(administrator=True, name="Claus Blau")
        log_in(town)
        assert self.handed_in(client, space).endswith("Um die Freigabe gebeten: Claus Blau.")

    def test_a_change_to_something_public_says_it_too(self, client, log_in, town):
        reviewer(town, "Anna Berg")
        public = SpaceFactory(name_de="Nordfeld", steward=town)
        log_in(town)
        [message] = said(save(client, public, follow=True, name_de="Südfeld"))
        assert "wartet auf Freigabe" in message
        assert "Anna Berg" in message


@pytest.mark.parametrize(
    "factory",
    [ArticleFactory, ProjectFactory, QuoteFactory, PageFactory, BusinessParkFactory, SpaceFactory],
)
def test_every_kind_says_to_whom_it_went(client, region, factory):
    reviewer(region, "Bea Rot")
    client.force_login(UserFactory(administrator=True))
    obj = factory(workflow_state="draft")
    obj = Plot.objects.get(pk=obj.pk) if isinstance(obj, Space) else obj
    page = reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])
    answer = client.post(page, as_shown(client.get(page), "_review"), follow=True)
    [message] = said(answer)
    assert "ist zur Freigabe eingereicht." in message
    assert "Bea Rot" in message


class TestPublic:
    def test_saving_and_handing_in_have_a_button_each(self, client, log_in, town):
        space = SpaceFactory(steward=town)
        log_in(town)
        page = markup_of(client.get(page_of(space)))
        assert 'name="_keep" value="Änderung sichern"' in page
        assert 'name="_save" value="Zur Freigabe geben"' in page
        assert 'name="_continue"' not in page

    def test_who_releases_has_a_word_of_its_own_for_publishing(self, client, log_in, town):
        space = SpaceFactory(steward=town)
        log_in(town, "reviewer")
        page = markup_of(client.get(page_of(space)))
        assert 'name="_keep" value="Änderung sichern"' in page
        assert 'name="_save" value="Veröffentlichen"' in page
        assert 'name="_continue"' not in page


class TestReleasing:
    @pytest.fixture(autouse=True)
    def chief(self, client):
        client.force_login(UserFactory(administrator=True))

    def release(self, client, article):
        page = reverse("admin:news_article_change", args=[article.pk])
        return client.post(page, as_shown(client.get(page), "_release"), follow=True)

    def test_what_is_dated_ahead_is_said_to_appear_then(self, client):
        article = ArticleFactory(
            title_de="Messe", workflow_state="draft", published_from=datetime(2036, 12, 24, 7, tzinfo=UTC)
        )
        message = said(self.release(client, article))[-1]
        assert message == "„Messe“ ist freigegeben und erscheint am 24.\xa0Dezember 2036, 08:00\xa0Uhr."

    def test_what_is_public_at_once_is_said_to_be_released(self, client):
        article = ArticleFactory(title_de="Messe", workflow_state="draft", title_en="Fair")
        message = said(self.release(client, article))[-1]
        assert "„Messe“ ist freigegeben und seit " in message
        assert f'<a href="{article.get_absolute_url()}">Seite ansehen</a>' in message

    def test_nothing_is_said_twice(self, client):
        article = ArticleFactory(title_de="Messe", workflow_state="draft")
        messages = said(self.release(client, article))
        lines = [line for message in messages for line in re.findall(r"<li>(.*?)</li>", message)]
        assert lines
        assert len(lines) == len(set(lines))
        assert all(line not in messages for line in lines)

    def test_the_action_of_the_list_counts_what_is_released(self, client):
        CategoryFactory()
        ArticleFactory(workflow_state="draft")
        ArticleFactory(workflow_state="draft", published_from=datetime(2036, 12, 24, 7, tzinfo=UTC))
        chosen = list(Article.objects.values_list("pk", flat=True))
        listed = reverse("admin:news_article_changelist")
        answer = client.post(listed, {"action": "publish", "_selected_action": chosen}, follow=True)
        assert said(answer) == ["2 Einträge sind freigegeben."]


def test_a_right_that_was_granted_by_hand_counts_too(town):
    space = SpaceFactory(steward=town, draft=True)
    granted = MembershipFactory(organisation=town, role="editor", user__name="Berta Kern").user
    MembershipFactory(organisation=town, role="editor", user__name="Carl Lang")
    granted.user_permissions.add(Permission.objects.get(codename="release_plot"))
    assert reviewers_text(Plot.objects.get(pk=space.pk), None).endswith(": Berta Kern.")
