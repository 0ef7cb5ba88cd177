"""Two editors save the same entry: what both changed is asked about on the page of comparison, all else is merged."""

import pytest
from django.contrib.admin.models import LogEntry
from reversion.models import Revision

from editing.models import PendingChange
from news.models import Article
from publishing.models import Picture
from sites.models import Offer, Plot
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.publishing import PictureFactory, picture_upload
from tests.factories.sites import LEIPZIG, SpaceFactory, square
from tests.filling import as_shown, filled, unrendered
from tests.two_editors import choose, conflicts, page_of, two_save
from tests.working import said

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def editor(client):
    user = UserFactory(administrator=True, name="Erika Muster")
    client.force_login(user)
    return user


class TestWithoutConflict:
    def test_both_changes_are_saved_and_the_second_editor_is_told(self, client):
        article = ArticleFactory(title_de="Alt", teaser_de="Kurz")
        answer = two_save(client, article, {"title_de": "Erste"}, {"teaser_de": "Vom Zweiten"})
        article.refresh_from_db()
        assert (article.title_de, article.teaser_de) == ("Erste", "Vom Zweiten")
        assert "Anna Berg" in " ".join(said(answer))
        assert not PendingChange.objects.exists()

    @pytest.mark.once
    def test_the_history_has_what_each_of_them_left(self, client):
        article = ArticleFactory(title_de="Alt", teaser_de="Kurz")
        two_save(client, article, {"title_de": "Erste"}, {"teaser_de": "Vom Zweiten"})
        states = client.get(page_of(article, "history")).context["states"]
        left = [(state.field_dict["title_de"], state.field_dict["teaser_de"]) for state in states]
        assert left == [("Erste", "Vom Zweiten"), ("Erste", "Kurz"), ("Alt", "Kurz")]

    @pytest.mark.once
    def test_where_both_say_the_same_nobody_is_asked(self, client):
        plot = Plot.objects.get(pk=SpaceFactory(price_m2=30).pk)
        answer = two_save(client, plot, {"offers__0__price_m2": "40"}, {"offers__0__price_m2": "40"})
        assert not PendingChange.objects.exists()
        assert plot.offers.get().price_m2 == 40
        assert answer.status_code == 200

    @pytest.mark.once
    def test_a_photo_that_the_first_one_added_stays(self, client):
        photo = ArticlePhotoFactory(article__title_de="Alt")
        page = page_of(photo.article)
        opened = unrendered(client, page, is_whole=False)
        ArticlePhotoFactory(article=photo.article, alt_de="Zweites Bild")
        client.post(page, filled(unrendered(client, page), title_de="Erste"))
        client.post(page, filled(opened, teaser_de="Vom Zweiten"))
        assert photo.article.photos.count() == 2
        assert Article.objects.get().teaser_de == "Vom Zweiten"

    @pytest.mark.once
    def test_a_row_that_the_first_one_removed_stays_away(self, client):
        plot = Plot.objects.get(pk=SpaceFactory(price_m2=30).pk)
        two_save(client, plot, {"offers__0__DELETE": "on"}, {"name_de": "Südhof"})
        plot.refresh_from_db()
        assert (plot.name_de, plot.offers.count()) == ("Südhof", 0)

    @pytest.mark.once
    def test_a_row_that_both_removed_is_gone(self, client):
        plot = Plot.objects.get(pk=SpaceFactory(price_m2=30).pk)
        two_save(client, plot, {"offers__0__DELETE": "on"}, {"offers__0__DELETE": "on", "name_de": "Südhof"})
        assert not plot.offers.exists()
        assert not PendingChange.objects.exists()

    @pytest.mark.once
    def test_a_caption_that_the_first_one_changed_stays(self, client):
        photo = ArticlePhotoFactory(article__title_de="Alt", caption_de="Vorher")
        two_save(client, photo.article, {"photos__0__caption_de": "Nachher"}, {"title_de": "Zweiter"})
        photo.refresh_from_db()
        photo.article.refresh_from_db()
        assert (photo.caption_de, photo.article.title_de) == ("Nachher", "Zweiter")

    @pytest.mark.once
    def test_a_new_photo_of_the_second_one_is_there_with_its_picture(self, client):
        article = ArticleFactory(title_de="Alt")
        page = page_of(article)
        opened = unrendered(client, page)
        client.post(page, filled(unrendered(client, page), title_de="Erste"))
        photo = {"photos__0__credit": "Foto: Ich", "photos__0__alt_de": "Feld"}
        sent = filled(opened, **photo) | {"photos-0-upload": picture_upload()}
        assert client.post(page, sent).status_code == 302
        assert article.photos.get().picture.credit == "Foto: Ich"
        assert Article.objects.get().title_de == "Erste"

    def test_a_form_that_is_sent_twice_adds_its_rows_once(self, client):
        plot = Plot.objects.get(pk=SpaceFactory().pk)
        page = page_of(plot)
        new = {"offers__TOTAL_FORMS": "1", "offers__0__disposal": "lease", "offers__0__rent_m2": "5"}
        new |= {"photos__0__credit": "Foto: Ich", "photos__0__alt_de": "Feld"}
        new |= {"documents__TOTAL_FORMS": "1", "documents__0__title_de": "Plan"}
        new |= {"documents__0__kind": "other", "documents__0__order": "0"}
        sent = filled(unrendered(client, page), **new)
        for _time in range(2):
            files = {"photos-0-upload": picture_upload(), "documents-0-file": picture_upload("plan.jpg")}
            answer = client.post(page, sent | files, follow=True)
        assert "selbst" in " ".join(said(answer))
        assert (plot.offers.count(), plot.photos.count(), plot.documents.count()) == (1, 1, 1)
        assert not PendingChange.objects.exists()

    def test_what_is_stored_already_is_neither_stored_nor_noted_again(self, client):
        article = ArticleFactory(title_de="Alt")
        sent = filled(unrendered(client, page_of(article)), title_de="Neu")
        client.post(page_of(article), sent)
        noted = [Revision.objects.count(), LogEntry.objects.count(), Article.objects.get().version]
        answer = client.post(page_of(article), sent, follow=True)
        assert [Revision.objects.count(), LogEntry.objects.count(), Article.objects.get().version] == noted
        assert "ist schon gesichert" in said(answer)[-1]
        assert "Beides" not in " ".join(said(answer))

    @pytest.mark.once
    def test_of_two_equal_rows_only_the_one_that_is_there_is_taken_for_it(self, client):
        plot = Plot.objects.get(pk=SpaceFactory().pk)
        one = {"utilities__TOTAL_FORMS": "1", "utilities__0__medium": "power"}
        two = one | {"utilities__TOTAL_FORMS": "2", "utilities__1__medium": "power"}
        two_save(client, plot, one, two)
        assert plot.utilities.count() == 2


class TestConflict:
    @pytest.mark.once
    def test_nothing_is_stored_and_what_was_typed_waits_on_the_page_of_comparison(self, client):
        article = ArticleFactory(title_de="Alt", teaser_de="Kurz")
        answer = two_save(
            client, article, {"title_de": "Erste"}, {"title_de": "Zweiter", "teaser_de": "Vom Zweiten"}
        )
        assert conflicts(answer) == [("Erste", "Zweiter")]
        assert "Anna Berg" in " ".join(said(answer))
        assert Article.objects.get().title_de == "Erste"
        assert PendingChange.objects.get().snapshot["fields"]["teaser_de"] == "Vom Zweiten"

    @pytest.mark.once
    @pytest.mark.parametrize("state", ["published", "draft"])
    @pytest.mark.parametrize(("side", "title"), [("change", "Zweiter"), ("public", "Erste")])
    def test_of_two_wordings_the_second_one_chooses(self, client, state, side, title):
        article = ArticleFactory(title_de="Alt", teaser_de="Kurz", workflow_state=state)
        answer = two_save(
            client, article, {"title_de": "Erste"}, {"title_de": "Zweiter", "teaser_de": "Vom Zweiten"}
        )
        choose(client, answer, side)
        article.refresh_from_db()
        assert (article.title_de, article.teaser_de) == (title, "Vom Zweiten")
        assert article.workflow_state == state
        assert not PendingChange.objects.unfinished().exists()

    @pytest.mark.once
    def test_without_a_choice_nothing_is_stored_and_nothing_lost(self, client):
        article = ArticleFactory(title_de="Alt")
        answer = two_save(client, article, {"title_de": "Erste"}, {"title_de": "Zweiter"})
        again = client.post(answer.redirect_chain[-1][0], as_shown(answer, "_approve"))
        assert [(one["public"], one["wanted"]) for one in again.context["conflicts"]] == [
            ("Erste", "Zweiter")
        ]
        assert Article.objects.get().title_de == "Erste"

    @pytest.mark.once
    def test_a_button_that_is_pressed_twice_leads_to_the_page_of_comparison_twice(self, client):
        article = ArticleFactory(title_de="Alt")
        opened = unrendered(client, page_of(article))
        client.post(page_of(article), filled(unrendered(client, page_of(article)), title_de="Erste"))
        for _press in range(2):
            answer = client.post(page_of(article), filled(opened, title_de="Zweite"), follow=True)
            assert conflicts(answer) == [("Erste", "Zweite")]

    @pytest.mark.once
    def test_nothing_is_said_of_what_is_not_stored(self, client):
        plot = Plot.objects.get(pk=SpaceFactory(area=40_000, boundary=square(*LEIPZIG)).pk)
        merged = two_save(client, plot, {"address": "Am Anger 1"}, {"area": "500000"})
        assert "gezeichnet" in " ".join(said(merged)).lower()
        kept = two_save(client, plot, {"name_de": "Ost"}, {"name_de": "Süd", "area": "600000"})
        assert "gezeichnet" not in " ".join(said(kept)).lower()

    def test_figures_and_boundaries_of_a_plot_are_compared(self, client):
        plot = Plot.objects.get(pk=SpaceFactory(area=40_000, boundary=square(*LEIPZIG)).pk)
        answer = two_save(client, plot, {"area": "50000", "name_de": "Südhof"}, {"area": "45000"})
        assert len(conflicts(answer)) == 1
        choose(client, answer, "change")
        plot.refresh_from_db()
        assert (plot.area, plot.name_de) == (45_000, "Südhof")

    @pytest.mark.once
    def test_a_price_that_both_changed_is_asked_about(self, client):
        plot = Plot.objects.get(pk=SpaceFactory(price_m2=30).pk)
        answer = two_save(client, plot, {"offers__0__price_m2": "40"}, {"offers__0__price_m2": "50"})
        [(stored, wanted)] = conflicts(answer)
        assert "40" in stored
        assert "50" in wanted
        assert plot.offers.get().price_m2 == 40
        choose(client, answer, "change")
        assert plot.offers.get().price_m2 == 50

    @pytest.mark.once
    @pytest.mark.parametrize(("side", "left"), [("change", 0), ("public", 1)])
    def test_a_row_that_one_changed_and_the_other_removed_goes_by_choice_alone(self, client, side, left):
        plot = Plot.objects.get(pk=SpaceFactory(price_m2=30).pk)
        answer = two_save(client, plot, {"offers__0__price_m2": "40"}, {"offers__0__DELETE": "on"})
        assert plot.offers.get().price_m2 == 40
        choose(client, answer, side)
        assert plot.offers.count() == left

    @pytest.mark.once
    @pytest.mark.parametrize(("side", "prices"), [("change", [50]), ("public", [])])
    def test_a_removed_row_with_typed_words_comes_back_by_choice_alone(self, client, side, prices):
        plot = Plot.objects.get(pk=SpaceFactory(price_m2=30).pk)
        answer = two_save(client, plot, {"offers__0__DELETE": "on"}, {"offers__0__price_m2": "50"})
        assert not plot.offers.exists()
        choose(client, answer, side)
        assert [offer.price_m2 for offer in plot.offers.all()] == prices

    def test_a_row_that_comes_back_takes_no_new_one_s_place(self, client):
        plot = Plot.objects.get(pk=SpaceFactory().pk)
        offer = Offer.objects.create(space_id=plot.pk, disposal="sale", price_m2=30)
        Offer.objects.filter(pk=offer.pk).update(id=1)  # by then no server gives out that number
        new = {"offers__TOTAL_FORMS": "2", "offers__1__disposal": "lease", "offers__1__rent_m2": "5"}
        answer = two_save(client, plot, {"offers__0__DELETE": "on"}, {"offers__0__price_m2": "50"} | new)
        choose(client, answer, "change")
        assert {offer.disposal for offer in plot.offers.all()} == {"sale", "lease"}

    def test_a_photo_comes_back_with_its_picture(self, client):
        photo = ArticlePhotoFactory(article=ArticleFactory(title_de="Alt"), caption_de="Vorher")
        ArticlePhotoFactory(article=photo.article, caption_de="Zweites")
        answer = two_save(
            client, photo.article, {"photos__0__DELETE": "on"}, {"photos__0__caption_de": "Von mir"}
        )
        choose(client, answer, "change")
        found = {row.caption_de: row.picture_id for row in photo.article.photos.all()}
        assert found["Von mir"] == photo.picture_id
        assert len(found) == 2

    @pytest.mark.once
    @pytest.mark.parametrize(("side", "alt"), [("change", "Ein Hafen"), ("public", "Ein Hafen am Abend")])
    def test_words_about_one_picture_never_come_to_stand_beside_another(self, client, side, alt):
        photo = ArticlePhotoFactory(article=ArticleFactory(title_de="Alt"), alt_de="Ein Hafen")
        first, other = photo.picture, PictureFactory()
        answer = two_save(
            client,
            photo.article,
            {"photos__0__alt_de": "Ein Hafen am Abend"},
            {"photos__0__picture": str(other.pk), "photos__0__credit": other.credit},
        )
        assert len(conflicts(answer)) == 1
        choose(client, answer, side)
        photo.refresh_from_db()
        assert (photo.picture, photo.alt_de) == (other if side == "change" else first, alt)

    def test_credits_are_never_overwritten_unseen(self, client):
        """No state in the history tells them, so each difference is asked about."""
        photo = ArticlePhotoFactory(article=ArticleFactory(title_de="Alt"), picture__credit="Foto: Alt")
        answer = two_save(
            client, photo.article, {"photos__0__credit": "Foto: Neu"}, {"title_de": "Vom Zweiten"}
        )
        assert conflicts(answer) == [("Foto: Neu", "Foto: Alt")]
        assert Picture.objects.get().credit == "Foto: Neu"
        choose(client, answer, "public")
        assert Picture.objects.get().credit == "Foto: Neu"
        assert Article.objects.get().title_de == "Vom Zweiten"

    @pytest.mark.once
    def test_a_state_that_the_history_does_not_know_is_compared_as_a_whole(self, client):
        article = ArticleFactory(title_de="Alt")
        opened = unrendered(client, page_of(article), is_whole=False)
        for title in ("Eins", "Zwei"):
            article.title_de = title
            article.save()
        answer = client.post(page_of(article), filled(opened, teaser_de="Vom Zweiten"), follow=True)
        assert Article.objects.get().title_de == "Zwei"
        assert ("Zwei", "Alt") in conflicts(answer)
        assert len(conflicts(answer)) == 2
        unasked = client.post(answer.redirect_chain[-1][0], as_shown(answer, "_approve"))
        assert len(conflicts(unasked)) == 2
        assert Article.objects.get().title_de == "Zwei"
        choose(client, answer, "change")
        article.refresh_from_db()
        assert (article.title_de, article.teaser_de) == ("Alt", "Vom Zweiten")

    @pytest.mark.once
    def test_beside_such_a_state_rows_are_asked_about_too(self, client):
        photo = ArticlePhotoFactory(article=ArticleFactory(title_de="Alt"), caption_de="Vorher")
        opened = unrendered(client, page_of(photo.article), is_whole=False)
        photo.article.save()
        photo.article.save()
        photo.caption_de = "Nachher"
        photo.save()
        new = {"photos__1__credit": "Foto: Ich", "photos__1__alt_de": "Feld", "photos__TOTAL_FORMS": "2"}
        sent = filled(opened, **new) | {"photos-1-upload": picture_upload()}
        answer = client.post(page_of(photo.article), sent, follow=True)
        assert conflicts(answer) == [("Nachher", "Vorher")]
        choose(client, answer, "public")
        assert {row.caption_de for row in photo.article.photos.all()} == {"Nachher", None}

    def test_another_change_that_waits_is_not_displaced_unasked(self, client, editor):
        article = ArticleFactory(title_de="Alt", draft=True)
        two_save(client, article, {"title_de": "Erste"}, {"title_de": "Zweiter"})
        client.force_login(UserFactory(administrator=True, name="Anna Berg"))
        page = page_of(article)
        opened = unrendered(client, page, is_whole=False)
        late = filled(opened, title_de="Dritte", opened_change="")
        Article.objects.get().save()
        client.post(page, filled(unrendered(client, page), title_de="Vierte", opened_change=""))
        answer = client.post(page, late)
        assert answer.context["adminform"].form["title_de"].value() == "Dritte"
        assert answer.context["change_conflict"].author == editor
        assert 'href="#change-conflict"' in answer.content.decode()
        assert PendingChange.objects.get().snapshot["fields"]["title_de"] == "Zweiter"
        token = answer.context["change_conflict"].token
        client.post(page, as_shown(answer, overwrite_change=token))
        assert PendingChange.objects.get().snapshot["fields"]["title_de"] == "Dritte"


class TestFaults:
    @pytest.mark.once
    def test_a_form_with_a_fault_comes_back_with_what_was_typed_and_is_merged_then(self, client):
        plot = Plot.objects.get(pk=SpaceFactory(price_m2=30).pk)
        page = page_of(plot)
        opened = unrendered(client, page, is_whole=False)
        client.post(page, filled(unrendered(client, page), offers__0__DELETE="on", address="Am Anger 1"))
        faulty = client.post(
            page, filled(opened, name_de="Südhof", offers__0__price_m2="50", published_from_0="gestern")
        )
        assert faulty.context["adminform"].form["name_de"].value() == "Südhof"
        plot.refresh_from_db()
        assert (plot.address, plot.offers.count()) == ("Am Anger 1", 0)
        answer = client.post(page, as_shown(faulty, published_from_0=""), follow=True)
        choose(client, answer, "change")
        plot.refresh_from_db()
        assert (plot.name_de, plot.address, plot.offers.get().price_m2) == ("Südhof", "Am Anger 1", 50)

    def test_a_picture_sent_with_a_faulty_form_is_kept(self, client):
        article = ArticleFactory(title_de="Alt")
        page = page_of(article)
        opened = unrendered(client, page, is_whole=False)
        client.post(page, filled(unrendered(client, page), title_de="Erste"))
        photo = {"photos__0__credit": "Foto: Ich", "photos__0__alt_de": ""}
        sent = filled(opened, **photo) | {"photos-0-upload": picture_upload()}
        faulty = client.post(page, sent)
        assert faulty.status_code == 200
        picture = Picture.objects.get(credit="Foto: Ich")
        assert client.post(page, as_shown(faulty, photos__0__alt_de="Feld")).status_code == 302
        assert article.photos.get().picture == picture

    def test_what_cannot_be_stored_together_is_said_in_the_form(self, client):
        plot = Plot.objects.get(pk=SpaceFactory(area=40_000).pk)
        page = page_of(plot)
        opened = unrendered(client, page, is_whole=False)
        client.post(page, filled(unrendered(client, page), area="5000"))
        photo = {"photos__0__credit": "Foto: Ich", "photos__0__alt_de": "Feld"}
        sent = filled(opened, divisible_from="10000", **photo) | {"photos-0-upload": picture_upload()}
        answer = client.post(page, sent)
        form = answer.context["adminform"].form
        assert form.non_field_errors()
        assert form["divisible_from"].value() == "10000"
        plot.refresh_from_db()
        assert (plot.area, plot.divisible_from) == (5000, None)
        assert client.post(page, as_shown(answer, divisible_from="4000")).status_code == 302
        plot.refresh_from_db()
        assert (plot.area, plot.divisible_from) == (5000, 4000)
        assert plot.photos.get().picture.credit == "Foto: Ich"

    def test_an_offer_that_both_have_added_is_said_in_the_form(self, client):
        plot = Plot.objects.get(pk=SpaceFactory().pk)
        offer = {"offers__TOTAL_FORMS": "1", "offers__0__disposal": "lease"}
        answer = two_save(
            client, plot, offer | {"offers__0__rent_m2": "5"}, offer | {"offers__0__rent_m2": "6"}
        )
        assert answer.context["adminform"].form.non_field_errors()
        assert plot.offers.get().rent_m2 == 5
        assert not said(answer)

    def test_an_address_that_another_entry_has_by_now_is_said_beside_it(self, client):
        article = ArticleFactory(title_de="Alt")
        page = page_of(article)
        opened = unrendered(client, page, is_whole=False)
        client.post(page, filled(unrendered(client, page), slug="neu", title_de="Erste"))
        ArticleFactory(slug="vergeben")
        answer = client.post(page, filled(opened, slug="vergeben", teaser_de="Vom Zweiten"))
        assert answer.context["adminform"].form.errors
        assert Article.objects.get(pk=article.pk).slug == "neu"


def test_reading_a_late_form_leaves_nothing_of_the_earlier_state(client):
    article = ArticleFactory(title_de="Alt")
    page = page_of(article)
    opened = unrendered(client, page, is_whole=False)
    client.post(page, filled(unrendered(client, page), title_de="Erste"))
    before = Article.objects.filter(pk=article.pk).values().get()
    client.post(page, filled(opened, title_de=""))
    assert Article.objects.filter(pk=article.pk).values().get() == before
