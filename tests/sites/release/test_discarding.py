"""A change that waits is thrown away only after a question, its author is told, and it can come back."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from editing.models import PendingChange
from editing.release_mails import post_release_mails
from editing.releasing.files import new_files
from editing.releasing.undoing import purge_withdrawn_changes, reinstate
from mailing.models import OutgoingMail
from portal.operations.duties import DUTIES
from publishing.models import Picture
from tests.factories.publishing import picture_upload
from tests.filling import as_shown
from tests.papers import PDF
from tests.reading import text_of
from tests.working import change, decide, fresh, page_of, said, save

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

State = PendingChange.State


@pytest.fixture
def colleague(log_in, town, waiting):
    return log_in(town, "reviewer")


def discard(client, space, **typed):
    page = page_of(space, "review")
    return client.post(page, as_shown(client.get(page), "_takeback", **typed), follow=True)


def undo(client, space):
    page = page_of(space, "review")
    return client.post(page, as_shown(client.get(page), "_reinstate"), follow=True)


def tell_later():
    post_release_mails(timezone.now() + timedelta(minutes=11))
    return {mail.to: mail.body for mail in OutgoingMail.objects.all()}


def test_a_colleague_is_asked_first_and_asking_changes_nothing(client, space, colleague):
    page = text_of(client.get(page_of(space, "review")))
    before, question = page.split("<summary>Änderung verwerfen …</summary>")
    assert 'name="_takeback"' not in before
    assert 'name="_takeback"' in question
    assert f"{PendingChange.UNDO_PERIOD.days} Tage" in question
    assert change().state == State.OPEN


def test_it_is_discarded_then_and_the_page_says_so(client, space, waiting, colleague):
    answer = discard(client, space)
    assert change().state == State.SUPERSEDED
    [message] = said(answer)
    assert message.startswith(f"Die Änderung von {waiting} ist verworfen")
    assert "rückgängig" in message


def test_its_author_takes_it_back_with_one_press(client, space, waiting):
    page = client.get(page_of(space, "review"))
    pressed = as_shown(page, "_takeback")
    [message] = said(client.post(page_of(space, "review"), pressed, follow=True))
    assert message.startswith("Ihre Änderung ist verworfen")
    assert change().state == State.SUPERSEDED
    [fault] = client.post(page_of(space, "review"), pressed).context["faults"]
    assert fault.startswith("Über diese Änderung wurde entschieden")
    undo(client, space)
    assert change().state == State.OPEN
    client.post(page_of(space, "review"), pressed)  # the page from before knows nothing of that
    assert change().state == State.OPEN


def test_nothing_is_brought_back_when_its_time_is_over(client, space, waiting, colleague):
    discard(client, space)
    taken_back = change()
    assert reinstate(space, taken_back, colleague, at=taken_back.undo_until) is None
    reinstate(space, taken_back, colleague, at=taken_back.undo_until - timedelta(seconds=1))
    assert change().state == State.OPEN


def test_the_author_is_told_with_the_comment(client, space, waiting, colleague):
    discard(client, space, comment="Der Name bleibt.")
    body = tell_later()[waiting.email]
    assert "NICHT FREIGEGEBEN" in body
    assert "Der Name bleibt." in body
    assert page_of(space, "review") in body


def test_what_came_back_before_the_mail_is_not_told(client, space, waiting, colleague):
    discard(client, space)
    undo(client, space)
    assert waiting.email not in tell_later()


def test_who_was_told_of_it_is_told_that_it_came_back(client, space, waiting, colleague):
    discard(client, space)
    tell_later()
    OutgoingMail.objects.all().delete()
    undo(client, space)
    assert "WIEDER DA" in tell_later()[waiting.email]


def test_it_comes_back_as_it_was_and_is_released(client, space, colleague):
    discard(client, space)
    assert said(undo(client, space)) == ["Rückgängig gemacht: Die Änderung ist wieder da."]
    decide(client, space)
    assert fresh(space).name_de == "Südfeld"


def test_a_change_that_was_returned_comes_back_and_waits_for_its_author(client, space, waiting, colleague):
    decide(client, space, "_return", comment="Bitte den alten Namen nennen.")
    for _time in range(2):
        discard(client, space, comment="Zu lange her.")
        undo(client, space)
        assert change().state == State.KEPT


def test_the_author_of_a_returned_change_is_told_that_it_came_back(client, space, waiting, colleague):
    decide(client, space, "_return", comment="Bitte den alten Namen nennen.")
    discard(client, space)
    tell_later()
    OutgoingMail.objects.all().delete()
    undo(client, space)
    assert tell_later().keys() == {waiting.email}


def test_what_was_stored_meanwhile_is_met_by_a_merge(client, space, colleague):
    discard(client, space)
    save(client, space, name_de="Ostfeld", area="80000")
    undo(client, space)
    [conflict] = client.get(page_of(space, "review")).context["conflicts"]
    assert (conflict["wanted"], conflict["public"]) == ("Südfeld", "Ostfeld")
    decide(client, space, **{conflict["name"]: "change"})
    assert (fresh(space).name_de, fresh(space).area) == ("Südfeld", 80_000)


def test_the_form_of_the_entry_leads_back_to_it(client, space, colleague):
    discard(client, space)
    page = client.get(page_of(space)).content.decode()
    assert "wurde verworfen; bis" in page
    assert f'href="{page_of(space, "review")}"' in page
    undo(client, space)
    assert "wurde verworfen; bis" not in text_of(client.get(page_of(space)))


def test_it_does_not_come_back_beside_another_one(client, log_in, town, space, colleague):
    discard(client, space)
    page = as_shown(client.get(page_of(space, "review")), "_reinstate")
    log_in(town)
    save(client, space, name_de="Westfeld")
    [fault] = client.post(page_of(space, "review"), page).context["faults"]
    assert "nicht mehr rückgängig" in fault
    assert PendingChange.objects.get(state="open").snapshot["fields"]["name_de"] == "Westfeld"


def test_after_a_week_it_is_gone_for_good(client, space, colleague):
    discard(client, space)
    page = as_shown(client.get(page_of(space, "review")), "_reinstate")
    PendingChange.objects.update(undo_until=timezone.now())
    assert "_reinstate" not in text_of(client.get(page_of(space, "review")))
    client.post(page_of(space, "review"), page)
    assert change().state == State.SUPERSEDED


@pytest.mark.parametrize("button", ["_takeback", "_reinstate"])
def test_an_editor_of_another_town_is_refused(client, log_in, other, space, colleague, button):
    if button == "_reinstate":
        discard(client, space)
    before = change().state
    log_in(other, "reviewer")
    pressed = {"token": change().token, button: "1"}
    assert client.post(page_of(space, "review"), pressed).status_code == 403
    assert change().state == before


def test_its_files_and_pictures_stay_till_it_cannot_come_back(
    client, log_in, town, space, django_capture_on_commit_callbacks
):
    log_in(town)
    save(
        client,
        space,
        documents__TOTAL_FORMS="1",
        documents__0__kind="other",
        documents__0__title_de="Lageplan",
        documents__0__order="0",
        documents__0__file=SimpleUploadedFile("plan.pdf", PDF),
        photos__0__upload=picture_upload(size=(640, 480)),
        photos__0__credit="Foto: Anna Berg",
        photos__0__alt_de="Ein Platz",
    )
    [name] = new_files(change())
    with django_capture_on_commit_callbacks(execute=True):
        decide(client, space, "_takeback")
        assert purge_withdrawn_changes(timezone.now() + timedelta(days=6)) == 0
    assert default_storage.exists(name)
    assert Picture.objects.get().waiting_rows.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_withdrawn_changes(timezone.now() + timedelta(days=8)) == 1
    assert not default_storage.exists(name)
    assert not Picture.objects.get().waiting_rows.exists()
    assert purge_withdrawn_changes(timezone.now() + timedelta(days=9)) == 0
    assert purge_withdrawn_changes in DUTIES
