"""Django's log of the administration names nobody, and no search or mail, that is gone."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from accounts.models import Contact
from investors.models import SavedSearch
from portal.operations.duties import DUTIES
from portal.operations.subject_requests import erasing
from portal.operations.subject_requests.admin_log import redact_deleted
from portal.operations.subject_requests.text_search import ERASED
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.investors import ProposalFactory, SavedSearchFactory
from tests.factories.news import CategoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def delete_in_the_administration(client, *things):
    meta = things[0]._meta
    client.post(
        reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"),
        {"action": "delete_selected", "_selected_action": [thing.pk for thing in things], "post": "yes"},
    )


def names():
    return sorted(LogEntry.objects.values_list("object_repr", flat=True))


def test_a_search_deleted_by_an_editor_leaves_neither_address_nor_words_and_stays_counted(client, editor):
    searches = [SavedSearchFactory(email=f"{name}@example.org") for name in ("eva", "udo")]
    delete_in_the_administration(client, *searches)
    assert not SavedSearch.objects.exists()
    assert [name.split(":")[0] for name in names()] == ["eva@example.org", "udo@example.org"]
    assert redact_deleted() == 2
    assert names() == [ERASED, ERASED]
    assert {entry.user for entry in LogEntry.objects.all()} == {editor}
    assert redact_deleted() == 0


def test_a_proposal_is_named_as_long_as_it_is_kept(editor):
    proposal, kept = ProposalFactory(title="Für Frau Kern"), ProposalFactory(title="Für Herrn Hahn")
    LogEntry.objects.log_actions(editor.pk, [proposal, kept], 2, "Copied from “Für Frau Kern”.")
    proposal.delete()
    redact_deleted()
    assert names() == ["Für Herrn Hahn", ERASED]
    assert LogEntry.objects.get(object_repr=ERASED).change_message == ""


def test_what_is_nobodys_keeps_its_name(editor):
    category = CategoryFactory(name_de="Messen")
    LogEntry.objects.log_actions(editor.pk, [category], 3)
    category.delete()
    assert redact_deleted() == 0


def test_an_erasure_on_request_takes_the_name_out_of_the_log_at_once(editor, settings):
    settings.VAR_DIR.mkdir(exist_ok=True)
    contact = ContactFactory(name="Eva Kern", email="eva@example.org")
    LogEntry.objects.log_actions(editor.pk, [contact], 2)
    erasing.erase_person("eva@example.org")
    assert not Contact.objects.filter(name="Eva Kern").exists()
    assert names() == [ERASED]


def test_the_clock_does_it_for_what_ends_by_itself():
    assert redact_deleted in DUTIES
