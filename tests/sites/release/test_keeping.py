"""A change to something public is saved without asking anybody, and handed in when its author says so."""

import pytest
from django.urls import reverse

from editing.models import PendingChange, ReleaseStep
from editing.release_mails import tell
from mailing.models import OutgoingMail
from tests.factories.publishing import picture_upload
from tests.filling import filled, unrendered
from tests.reading import text_of
from tests.working import change, decide, fresh, page_of, public_page, said, save

pytestmark = pytest.mark.django_db


def keep(client, space, **changes):
    return save(client, space, button="_keep", **changes)


def mails_after(hours_later):
    tell(hours_later)
    return OutgoingMail.objects.count()


@pytest.fixture
def late():
    from datetime import timedelta

    from django.utils import timezone

    return timezone.now() + timedelta(hours=2)


def test_what_is_saved_is_there_again_and_nobody_is_asked(client, log_in, town, space, late):
    log_in(town, "reviewer")
    log_in(town)
    answer = keep(client, space, name_de="Südfeld")
    assert answer.redirect_chain[-1][0].startswith(page_of(space))
    assert "noch niemand wird um Freigabe gebeten" in said(answer)[0]
    assert change().state == "kept"
    assert answer.context["adminform"].form["name_de"].value() == "Südfeld"
    assert "Nordfeld" in public_page(client, space)
    assert not ReleaseStep.objects.exists()
    assert mails_after(late) == 0


def test_it_is_saved_again_and_handed_in_when_it_is_ready(client, log_in, town, space, late):
    log_in(town, "reviewer")
    log_in(town)
    keep(client, space, name_de="Südfeld")
    keep(client, space, area="60000")
    save(client, space, address="Am Anger 1")
    assert change().state == "open"
    named = ("name_de", "address")
    assert [change().snapshot["fields"][name] for name in named] == ["Südfeld", "Am Anger 1"]
    assert float(change().snapshot["fields"]["area"]) == 60_000
    assert ReleaseStep.objects.get().step == "handed_in"
    assert mails_after(late) == 1
    log_in(town, "reviewer")
    decide(client, space)
    assert fresh(space).name_de == "Südfeld"


def test_those_who_release_are_not_called_to_it(client, log_in, town, space):
    log_in(town)
    keep(client, space, name_de="Südfeld")
    log_in(town, "reviewer")
    assert space.name not in text_of(client.get(reverse("admin:in_review")))
    page = text_of(client.get(page_of(space)))
    assert "eine Änderung gesichert, die noch nicht eingereicht ist" in page
    assert "noch nicht eingereicht" in text_of(client.get(page_of(space, "review")))


def test_its_author_is_reminded_on_the_start_page(client, log_in, town, space):
    log_in(town)
    keep(client, space, name_de="Südfeld")
    assert "1 Ihrer Änderungen ist gesichert und noch nicht eingereicht." in text_of(
        client.get(reverse("admin:index"))
    )
    assert "gesicherte Änderung, noch nicht eingereicht" in text_of(client.get(reverse("admin:in_review")))


def test_a_photo_without_words_is_saved_and_asked_about_when_it_is_handed_in(client, log_in, town, space):
    log_in(town)
    keep(client, space, photos__0__upload=picture_upload())
    assert change().state == "kept"
    answer = save(client, space)
    assert answer.status_code == 200
    assert change().state == "kept"
    rows = answer.context["inline_admin_formsets"][0].formset.forms
    assert any({"alt_de", "credit"} <= set(row.errors) for row in rows)


def test_its_author_may_go_on_with_what_is_handed_in(client, log_in, town, space):
    log_in(town)
    save(client, space, name_de="Südfeld")
    page = client.get(page_of(space)).content.decode()
    assert 'name="_keep" value="Doch noch bearbeiten"' in page
    keep(client, space, area="60000")
    assert change().state == "kept"
    assert change().snapshot["fields"]["name_de"] == "Südfeld"


def test_what_somebody_else_has_handed_in_stays_handed_in(client, log_in, town, space):
    log_in(town)
    save(client, space, name_de="Südfeld")
    log_in(town)
    assert 'name="_keep"' not in client.get(page_of(space)).content.decode()
    keep(client, space, area="60000")
    assert change().state == "open"


def test_a_change_back_to_what_is_public_is_no_change_any_more(client, log_in, town, space):
    log_in(town)
    keep(client, space, name_de="Südfeld")
    keep(client, space, name_de="Nordfeld")
    assert not PendingChange.objects.unfinished().exists()


def test_price_and_status_wait_too_while_they_are_only_saved(client, log_in, town, space, settings):
    settings.RELEASES_SMALL_CHANGES = "tests.sites.release.test_keeping.yes"
    log_in(town)
    keep(client, space, marketing_status="reserved")
    assert (fresh(space).marketing_status, change().state) == ("free", "kept")


def yes():
    return True


def test_a_late_form_is_merged_and_only_saved(client, log_in, town, space):
    editor = log_in(town)
    opened = unrendered(client, page_of(space))
    log_in(town, "reviewer")
    save(client, space, area="60000")
    client.force_login(editor)
    client.post(page_of(space), filled(opened, name_de="Südfeld") | {"_keep": "1"})
    assert change().state == "kept"
    assert float(change().snapshot["fields"]["area"]) == 60_000
