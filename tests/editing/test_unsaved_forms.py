"""What is typed into forms of entries is kept on the server until it is saved, and shown on any device."""

import json
from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from editing.admin.base import PublishableAdmin
from editing.admin.forms.unsaved_form import form_name
from editing.models import UnsavedForm
from editing.models.unsaved_form import FormWasSavedError, NotKeptError
from news.models import Article
from sites.models import Offer, Plot
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceFactory
from tests.filling import as_shown, filled, unrendered
from tests.reading import text_of
from tests.two_editors import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TAB, OTHER_TAB = "0123456789abcdef", "fedcba9876543210"


@pytest.fixture
def editor(client):
    user = UserFactory(administrator=True, name="Erika Muster")
    client.force_login(user)
    return user


@pytest.fixture
def article(editor):
    return ArticleFactory(title_de="Alt", workflow_state="draft")


def name_of(obj):
    return f"{obj._meta.label_lower} change {obj.pk}"


def typed(client, address, **changes):
    """[[name, value]] as the script of the form would send them."""
    found = filled(unrendered(client, address), **changes)
    return [[name, str(value)] for name, value in found.items()]


def send(client, form, pairs, tab=TAB, continued=""):
    body = {"form": form, "tab": tab, "continued": continued, "pairs": pairs}
    return client.post(reverse("admin:keep_unsaved"), json.dumps(body), content_type="application/json")


def opened(client, address, tab=TAB):
    return client.get(f"{address}?unsaved={tab}")


def test_what_is_typed_comes_back_in_its_form_marked_and_without_complaints(client, article):
    page = page_of(article)
    pairs = typed(client, page, title_de="", teaser_de="Mein Satz.")
    assert send(client, name_of(article), pairs).status_code == 204
    answer = opened(client, page)
    text = text_of(answer)
    assert answer.status_code == 200
    assert "Mein Satz." in text
    assert 'href="#id_teaser_de"' in text
    assert "errorlist" not in text
    article.refresh_from_db()
    assert article.title_de == "Alt"


def test_a_second_round_replaces_the_first_in_one_statement(client, article, django_assert_num_queries):
    keep = UnsavedForm.objects.keep
    user, form = UserFactory(), name_of(article)
    keep(user, form, TAB, [["title_de", "Eins"]])
    with django_assert_num_queries(1):
        keep(user, form, TAB, [["title_de", "Zwei"]])
    assert UnsavedForm.objects.get().pairs == [["title_de", "Zwei"]]


def test_keeping_asks_for_the_login_and_writes_once(client, article, django_assert_num_queries):
    send(client, name_of(article), [["title_de", "Eins"]])
    with django_assert_num_queries(3):
        send(client, name_of(article), [["title_de", "Zwei"]])


def test_saving_ends_it_and_what_arrives_afterwards_is_refused(client, article):
    page = page_of(article)
    send(client, name_of(article), typed(client, page, title_de="Neu"))
    shown = opened(client, page)
    form = as_shown(shown, "_save")
    assert client.post(page, form).status_code == 302
    article.refresh_from_db()
    assert article.title_de == "Neu"
    assert not UnsavedForm.objects.open().exists()
    late = send(client, name_of(article), [["title_de", "Neu"]], tab=form["unsaved_tab"][0])
    assert late.status_code == 205
    assert not UnsavedForm.objects.exclude(pairs=[]).exists()


def test_a_form_with_faults_goes_on_under_its_name(client, article):
    page = page_of(article)
    form = filled(unrendered(client, page), title_de="", unsaved_tab=TAB)
    send(client, name_of(article), [["title_de", ""]])
    answer = client.post(page, form)
    assert answer.status_code in {200, 422}
    assert f'name="unsaved_tab" value="{TAB}"' in answer.content.decode()
    assert UnsavedForm.objects.open().count() == 1


def test_two_tabs_keep_their_own_and_both_are_offered(client, article):
    send(client, name_of(article), [["title_de", "Eins"]])
    send(client, name_of(article), [["title_de", "Zwei"]], tab=OTHER_TAB)
    text = text_of(client.get(page_of(article)))
    assert f"?unsaved={TAB}" in text
    assert f"?unsaved={OTHER_TAB}" in text


def test_a_device_that_continues_replaces_it_unless_the_first_went_on(article, editor):
    keep, form = UnsavedForm.objects.keep, name_of(article)
    keep(editor, form, TAB, [["title_de", "Eins"]])
    token = UnsavedForm.objects.get().token
    keep(editor, form, TAB, [["title_de", "Eins, weiter"]])
    keep(editor, form, OTHER_TAB, [["title_de", "Zwei"]], token)
    assert UnsavedForm.objects.open().count() == 2
    token = UnsavedForm.objects.get(tab=OTHER_TAB).token
    keep(editor, form, "a1", [["title_de", "Drei"]], token)
    assert {row.pairs[0][1] for row in UnsavedForm.objects.open()} == {"Eins, weiter", "Drei"}


def test_the_start_page_leads_on_from_any_device_and_discards(client, editor):
    pairs = [["name_de", "Am Kanal"], ["photos-0-stored_upload", "4"], ["photos-1-stored_upload", "5"]]
    send(client, "sites.plot add", pairs)
    other = type(client)()
    other.force_login(editor)
    text = text_of(other.get(reverse("admin:index")))
    address = reverse("admin:unsaved", args=[TAB])
    assert "„Am Kanal“ mit 2 Fotos" in text
    assert address in text
    form = other.get(address, follow=True)
    assert form.redirect_chain == [(f"{reverse('admin:sites_plot_add')}?unsaved={TAB}", 302)]
    assert 'value="Am Kanal"' in text_of(form)
    other.post(address)
    assert not UnsavedForm.objects.exists()


def test_photos_come_back_by_their_stored_uploads(client, editor):
    pictures = [PictureFactory(added_by=editor) for _time in range(3)]
    rows = {"photos-TOTAL_FORMS": "3", "photos-INITIAL_FORMS": "0", "name_de": "Am Kanal"}
    for number, picture in enumerate(pictures):
        rows |= {
            f"photos-{number}-stored_upload": str(picture.pk),
            f"photos-{number}-picture": str(picture.pk),
            f"photos-{number}-alt_de": f"Bild {number}",
            f"photos-{number}-credit": "Foto: Anna Berg",
            f"photos-{number}-order": str(number),
        }
    form = dict(typed(client, reverse("admin:sites_plot_add"))) | rows
    send(client, "sites.plot add", [*form.items()])
    shown = opened(client, reverse("admin:sites_plot_add"))
    assert client.post(reverse("admin:sites_plot_add"), as_shown(shown, "_save")).status_code == 302
    assert [*Plot.objects.get().photos.values_list("picture", flat=True)] == [one.pk for one in pictures]


def test_a_photo_that_was_erased_meanwhile_stops_nobody(client, editor):
    address = reverse("admin:sites_plot_add")
    rows = {"photos-TOTAL_FORMS": "1", "photos-INITIAL_FORMS": "0", "photos-0-stored_upload": "987654"}
    rows |= {"photos-0-picture": "987654", "photos-0-alt_de": "Ein Feld im Schnee"}
    send(client, "sites.plot add", [*(dict(typed(client, address)) | rows).items()])
    shown = opened(client, address)
    assert shown.status_code == 200
    assert "Ein Feld im Schnee" in text_of(shown)


def test_words_for_a_row_that_others_removed_come_back_with_it(client, editor):
    plot = SpaceFactory(name="Nordfeld", draft=True)
    for disposal in ("sale", "lease"):
        Offer.objects.create(space=plot, disposal=disposal)
    page = reverse("admin:sites_plot_change", args=[plot.pk])
    pairs = typed(client, page, offers__0__note="zur ersten", offers__1__note="zur zweiten")
    send(client, f"sites.plot change {plot.pk}", pairs)
    other = type(client)()
    other.force_login(UserFactory(administrator=True))
    other.post(page, filled(unrendered(other, page), offers__0__DELETE="on"))
    assert Offer.objects.count() == 1
    shown = opened(client, page)
    assert "zur ersten" in text_of(shown)
    answer = client.post(page, as_shown(shown, "_save"), follow=True)
    review = text_of(answer)
    assert "/review/" in answer.redirect_chain[-1][0]
    assert "zur ersten" in review
    assert "zur zweiten" in review


def test_nobody_sees_what_others_have_not_saved_but_who_types_is_named(client, article):
    anna = UserFactory(administrator=True, name="Anna Berg")
    UnsavedForm.objects.keep(anna, name_of(article), TAB, [["title_de", "Geheim"]])
    text = text_of(opened(client, page_of(article)))
    assert "Geheim" not in text
    assert "Anna Berg schreibt gerade hier." in text
    assert client.get(reverse("admin:unsaved", args=[TAB])).status_code == 404
    client.post(reverse("admin:unsaved", args=[TAB]))
    assert UnsavedForm.objects.open().count() == 1
    UnsavedForm.objects.update(kept_at=timezone.now() - timedelta(minutes=2))
    assert "schreibt gerade hier" not in text_of(client.get(page_of(article)))


def test_texts_of_a_deleted_entry_are_shown_to_be_copied(client, article):
    send(client, name_of(article), [["teaser_de", "Ein ganzer Satz."], ["form_key", "a b"]])
    Article.objects.all().delete()
    answer = client.get(reverse("admin:unsaved", args=[TAB]))
    assert answer.status_code == 200
    assert "Ein ganzer Satz." in text_of(answer)


def test_who_may_not_change_the_entry_any_more_gets_the_own_texts_alone(client, article, editor):
    send(client, name_of(article), [["teaser_de", "Ein ganzer Satz."]])
    editor.is_superuser = False
    editor.save()
    editor.groups.clear()
    answer = client.get(reverse("admin:unsaved", args=[TAB]))
    text = text_of(answer)
    assert "Ein ganzer Satz." in text
    assert article.teaser_de not in text


def test_texts_whose_field_is_gone_are_shown_above_the_form(client, article):
    pairs = [*typed(client, page_of(article)), ["former_field", "Ein ganzer Satz."]]
    send(client, name_of(article), pairs)
    assert "Ein ganzer Satz." in text_of(opened(client, page_of(article)))


def test_what_others_saved_meanwhile_is_merged_when_it_is_saved(client, article):
    page = page_of(article)
    send(client, name_of(article), typed(client, page, teaser_de="Von mir."))
    other = type(client)()
    other.force_login(UserFactory(administrator=True))
    other.post(page, filled(unrendered(other, page), title_de="Von anderen"))
    client.post(page, as_shown(opened(client, page), "_save"))
    article.refresh_from_db()
    assert (article.title_de, article.teaser_de) == ("Von anderen", "Von mir.")


def test_an_entry_is_not_added_twice_when_its_answer_was_lost(client, editor):
    address = reverse("admin:sites_plot_add")
    shown = client.get(address)
    form = as_shown(shown, "_save") | {"name_de": "Einmal"}
    send(client, "sites.plot add", [[name, value] for name, value in form.items() if isinstance(value, str)])
    client.post(address, form | {"unsaved_tab": ""})
    client.post(address, as_shown(opened(client, address), "_save"))
    assert Plot.objects.count() == 1


def test_all_that_is_published_is_kept_and_nothing_else_is(client, editor):
    """Never what holds people's data: contacts, enquiries, users, organisations, partners, feedback, mails, logins."""
    for model_admin in admin.site._registry.values():
        status = send(client, form_name(model_admin), [["name", "a"]]).status_code
        assert status == (204 if isinstance(model_admin, PublishableAdmin) else 422)
    for page in (page_of(ContactFactory()), f"{reverse('admin:news_article_add')}?_popup=1"):
        assert "<unsaved-form" not in text_of(client.get(page))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        '{"form": "news.article add"}',
        '{"form": "news.article add", "tab": "x y", "continued": "", "pairs": [["a", "b"]]}',
        '{"form": "news.article add", "tab": "a", "continued": "", "pairs": [["a"]]}',
        '{"form": "news.article add", "tab": "a", "continued": "", "pairs": [["a", 1]]}',
        '{"form": "news.article add", "tab": "a", "continued": "", "pairs": [["a", "\\ud800"]]}',
        '{"form": "auth.user change 1", "tab": "a", "continued": "", "pairs": [["a", "b"]]}',
        '{"form": "no.model add", "tab": "a", "continued": "", "pairs": [["a", "b"]]}',
    ],
)
def test_malformed_requests_are_refused(client, editor, body):
    answer = client.post(reverse("admin:keep_unsaved"), body, content_type="application/json")
    assert answer.status_code == 422
    assert not UnsavedForm.objects.exists()


def test_secrets_buttons_and_patterns_of_rows_are_not_kept(client, editor):
    names = ["csrfmiddlewaretoken", "_save", "password1", "unsaved_tab", "photos-__prefix__-alt_de"]
    send(client, "news.article add", [*([name, "x"] for name in names), ["title_de", "a\0b"]])
    assert UnsavedForm.objects.get().pairs == [["title_de", "ab"]]


def test_there_is_a_limit_to_length_and_number(editor, monkeypatch):
    keep = UnsavedForm.objects.keep
    monkeypatch.setattr(UnsavedForm, "MAX_CHARACTERS", 100)
    monkeypatch.setattr(UnsavedForm, "MAX_PER_USER", 1)
    with pytest.raises(NotKeptError):
        keep(editor, "news.article add", TAB, [["title_de", "a" * 100]])
    keep(editor, "news.article add", TAB, [["title_de", "a"]])
    with pytest.raises(NotKeptError):
        keep(editor, "news.article add", OTHER_TAB, [["title_de", "a"]])


def test_nothing_that_differs_leaves_nothing(client, article):
    send(client, name_of(article), [["title_de", "Neu"]])
    send(client, name_of(article), [])
    assert not UnsavedForm.objects.exists()


def test_it_is_gone_after_thirty_days_and_its_trace_after_a_day(editor):
    now = timezone.now()
    UnsavedForm.objects.keep(editor, "news.article add", TAB, [["a", "b"]], at=now - timedelta(days=31))
    UnsavedForm.objects.keep(editor, "news.article add", OTHER_TAB, [["a", "b"]], at=now - timedelta(days=29))
    UnsavedForm.objects.end(editor, "news.article add", "a1", at=now - timedelta(hours=25))
    UnsavedForm.objects.delete_outdated(now)
    assert UnsavedForm.objects.get().tab == OTHER_TAB
    UnsavedForm.objects.end(editor, "news.article add", OTHER_TAB)
    with pytest.raises(FormWasSavedError):
        UnsavedForm.objects.keep(editor, "news.article add", OTHER_TAB, [["a", "b"]])
