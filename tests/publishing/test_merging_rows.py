"""Two editors change the same photo, offer or document: the second says for each row which one is to stay."""

import re

import pytest

from publishing.models import PendingChange
from sites.models import Offer, Plot
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.sites import SpaceDocumentFactory, SpaceFactory
from tests.filling import filled, unrendered
from tests.publishing.test_merging_forms import change_page, decided, two_save
from tests.reading import markup_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client):
    user = UserFactory(administrator=True, name="Erika Muster")
    client.force_login(user)
    return user


@pytest.fixture
def plot():
    return Plot.objects.get(pk=SpaceFactory(name_de="Nordhof", price_m2=30).pk)


def rows(answer):
    return answer.context["conflict"]["rows"]


def chosen(answer, side=None):
    """The form again, with what is preselected for each row, or `side` for all."""
    return decided(answer) | ({choice.input_name: side for choice in rows(answer)} if side else {})


class TestChangedByBoth:
    def test_both_prices_are_shown_and_the_own_one_is_preselected(self, client, plot):
        answer = two_save(client, plot, {"offers__0__price_m2": "40"}, {"offers__0__price_m2": "50"})
        [choice] = rows(answer)
        assert "40" in choice.theirs
        assert "50" in choice.mine
        assert (choice.chosen, choice.is_untouched) == ("mine", False)
        assert f'name="{choice.input_name}" value="mine" checked' in markup_of(answer)
        assert Offer.objects.get().price_m2 == 40
        assert client.post(change_page(plot), chosen(answer)).status_code == 302
        assert Offer.objects.get().price_m2 == 50

    def test_the_price_of_the_other_one_is_taken_over_as_a_whole(self, client, plot):
        answer = two_save(
            client,
            plot,
            {"offers__0__price_m2": "40"},
            {"offers__0__price_m2": "50", "offers__0__note_de": "Rabatt", "name_de": "Südhof"},
        )
        client.post(change_page(plot), chosen(answer, "theirs"))
        plot.refresh_from_db()
        assert (Offer.objects.get().price_m2, Offer.objects.get().note, plot.name_de) == (40, "", "Südhof")

    def test_who_wanted_to_delete_what_the_other_changed_is_asked(self, client, plot):
        answer = two_save(client, plot, {"offers__0__price_m2": "40"}, {"offers__0__DELETE": "on"})
        [choice] = rows(answer)
        assert choice.chosen == "mine"
        assert "40" in choice.theirs
        client.post(change_page(plot), chosen(answer, "theirs"))
        assert Offer.objects.get().price_m2 == 40
        answer = two_save(client, plot, {"offers__0__price_m2": "45"}, {"offers__0__DELETE": "on"})
        client.post(change_page(plot), chosen(answer))
        assert not Offer.objects.exists()

    def test_where_both_say_the_same_nobody_is_asked(self, client, plot):
        answer = two_save(client, plot, {"offers__0__price_m2": "40"}, {"offers__0__price_m2": "40"})
        assert rows(answer) == []


class TestChangedByTheOther:
    def test_an_untouched_row_is_as_the_other_one_stored_it(self, client, plot):
        answer = two_save(client, plot, {"offers__0__price_m2": "40"}, {"name_de": "Südhof"})
        [choice] = rows(answer)
        assert (choice.chosen, choice.is_untouched) == ("theirs", True)
        client.post(change_page(plot), chosen(answer))
        plot.refresh_from_db()
        assert (Offer.objects.get().price_m2, plot.name_de) == (40, "Südhof")

    def test_he_may_set_it_back(self, client, plot):
        answer = two_save(client, plot, {"offers__0__price_m2": "40"}, {"name_de": "Südhof"})
        client.post(change_page(plot), chosen(answer, "mine"))
        assert Offer.objects.get().price_m2 == 30

    def test_a_caption_of_a_photo_too(self, client):
        photo = ArticlePhotoFactory(article__title_de="Alt", caption_de="Vorher")
        answer = two_save(
            client, photo.article, {"photos__0__caption_de": "Nachher"}, {"title_de": "Zweiter"}
        )
        [choice] = rows(answer)
        assert choice.is_untouched
        assert client.post(change_page(photo.article), chosen(answer)).status_code == 302
        photo.refresh_from_db()
        photo.article.refresh_from_db()
        assert (photo.caption_de, photo.article.title_de) == ("Nachher", "Zweiter")

    def test_what_is_taken_over_stays_so_when_the_form_comes_back_with_a_fault(self, client, plot):
        answer = two_save(client, plot, {"offers__0__price_m2": "40"}, {"name_de": "Südhof"})
        again = client.post(change_page(plot), chosen(answer) | {"published_from_0": "gestern"})
        [choice] = rows(answer)
        assert f'<input type="hidden" name="{choice.input_name}" value="theirs">' in again.content.decode()
        assert re.search(
            r'name="offers-0-price_m2" value="40([.,]00)?"[^>]* disabled', again.content.decode()
        )

    def test_a_document_keeps_its_file(self, client, plot):
        document = SpaceDocumentFactory(space=plot)
        answer = two_save(client, plot, {"documents__0__title_de": "Neu"}, {"name_de": "Südhof"})
        assert client.post(change_page(plot), chosen(answer)).status_code == 302
        name = document.file.name
        document.refresh_from_db()
        assert (document.title_de, document.file.name) == ("Neu", name)


class TestRemovedByTheOther:
    def test_an_untouched_row_stays_away(self, client, plot):
        answer = two_save(client, plot, {"offers__0__DELETE": "on"}, {"name_de": "Südhof"})
        [choice] = rows(answer)
        assert (choice.chosen, choice.is_untouched) == ("theirs", True)
        assert client.post(change_page(plot), chosen(answer)).status_code == 302
        plot.refresh_from_db()
        assert (plot.name_de, plot.offers.count()) == ("Südhof", 0)

    def test_a_changed_one_comes_back_with_what_was_typed(self, client, plot):
        Offer.objects.create(space=plot, disposal="lease", rent_m2=5)
        answer = two_save(
            client,
            plot,
            {"offers__0__DELETE": "on"},
            {"offers__0__price_m2": "50", "offers__1__rent_m2": "6"},
        )
        assert [choice.chosen for choice in rows(answer)] == ["mine"]
        assert client.post(change_page(plot), chosen(answer)).status_code == 302
        assert {(offer.price_m2, offer.rent_m2) for offer in plot.offers.all()} == {(50, None), (None, 6)}

    def test_a_photo_comes_back_with_its_picture(self, client):
        photo = ArticlePhotoFactory(article=ArticleFactory(title_de="Alt"), caption_de="Vorher")
        ArticlePhotoFactory(article=photo.article, caption_de="Zweites")
        answer = two_save(
            client, photo.article, {"photos__0__DELETE": "on"}, {"photos__0__caption_de": "Von mir"}
        )
        assert client.post(change_page(photo.article), chosen(answer)).status_code == 302
        found = {row.caption_de: row.picture_id for row in photo.article.photos.all()}
        assert found["Von mir"] == photo.picture_id
        assert len(found) == 2

    def test_a_document_comes_back_with_its_file(self, client, plot):
        document = SpaceDocumentFactory(space=plot)
        answer = two_save(client, plot, {"documents__0__DELETE": "on"}, {"documents__0__title_de": "Von mir"})
        assert client.post(change_page(plot), chosen(answer)).status_code == 302
        back = plot.documents.get()
        assert (back.title_de, back.file.name) == ("Von mir", document.file.name)

    def test_without_the_tick_nothing_is_saved_and_nothing_lost(self, client, plot):
        answer = two_save(client, plot, {"offers__0__DELETE": "on"}, {"offers__0__price_m2": "50"})
        undecided = chosen(answer)
        del undecided["overwrite_version"]
        again = client.post(change_page(plot), undecided)
        [choice] = rows(again)
        assert "50" in choice.mine
        assert not plot.offers.exists()


def test_a_row_that_comes_back_waits_with_the_rest_where_the_second_may_not_release(client):
    town = OrganisationFactory()
    plot = Plot.objects.get(pk=SpaceFactory(steward=town, price_m2=30).pk)
    page = change_page(plot)
    member = MembershipFactory(organisation=town, role="editor").user
    client.force_login(member)
    opened = client.get(page)
    client.force_login(UserFactory(administrator=True))
    client.post(page, filled(unrendered(client, page), offers__0__DELETE="on"))
    client.force_login(member)
    answer = client.post(page, filled(opened, offers__0__price_m2="50"))
    client.post(page, chosen(answer))
    waiting = PendingChange.objects.get().snapshot["rows"]["sites.offer"]
    assert [float(row["price_m2"]) for row in waiting.values()] == [50.0]
    assert not plot.offers.exists()


@pytest.mark.parametrize(
    "name", ["merge-gone-offers-x", "merge-gone-", "merge-gone-offers-999999999999999999999"]
)
def test_a_choice_that_no_form_has_made_changes_nothing(client, plot, name):
    typed = filled(unrendered(client, change_page(plot))) | {name: "mine", "overwrite_version": "1"}
    assert client.post(change_page(plot), typed).status_code == 302
    assert Offer.objects.get().price_m2 == 30
