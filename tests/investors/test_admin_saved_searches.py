import pytest
from django.urls import reverse
from django.utils.translation import override

from investors.models import SavedSearch
from investors.searching import describe_saved_search
from tests.factories.investors import SavedSearchFactory

pytestmark = pytest.mark.django_db

LIST = "admin:investors_savedsearch_changelist"


def test_the_list_tells_each_search_in_words(admin_client):
    SavedSearchFactory(kind="hall", query="area_min=5+ha")
    page = admin_client.get(reverse(LIST)).content.decode()
    assert "Hallenobjekte" in page or "Hallen" in page
    assert "5,0\xa0ha" in page


def test_a_search_with_a_filter_that_is_gone_does_not_break_the_list(admin_client):
    SavedSearchFactory(query="municipality=99999999&zoning=XX")
    assert admin_client.get(reverse(LIST)).status_code == 200


def test_nothing_can_be_changed_or_added(admin_client):
    saved = SavedSearchFactory(email="eva@example.org")
    change = reverse("admin:investors_savedsearch_change", args=[saved.pk])
    assert admin_client.get(change).status_code == 200
    assert admin_client.post(change, {"email": "eve@example.org"}).status_code == 403
    assert admin_client.get(reverse("admin:investors_savedsearch_add")).status_code == 403


def test_searches_can_be_deleted(admin_client):
    saved = SavedSearchFactory()
    admin_client.post(
        reverse(LIST), {"action": "delete_selected", "_selected_action": [saved.pk], "post": "yes"}
    )
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(("language", "words"), [("de", "Hallenobjekte"), ("en", "Industrial buildings")])
def test_a_search_is_told_in_the_language_in_which_it_was_saved(language, words):
    saved = SavedSearchFactory.build(kind="hall", language=language)
    for reader in ("de", "en"):
        with override(reader):
            assert describe_saved_search(saved) == words
