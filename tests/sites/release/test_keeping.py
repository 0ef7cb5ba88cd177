"""A change to something public is saved without asking anybody, and handed in when its author says so."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from editing.models import PendingChange, ReleaseStep
from editing.release_mails import post_release_mails
from editing.releasing.steps import author_names
from formats.templatetags.typography import moment
from mailing.models import OutgoingMail
from tests.factories.publishing import picture_upload
from tests.filling import as_shown, filled, unrendered
from tests.reading import markup_of, text_of
from tests.working import change, decide, fresh, page_of, public_page, said, save

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


def keep(client, space, **changes):
    return save(client, space, button="_keep", **changes)


def mails_after(hours_later):
    post_release_mails(hours_later)
    return OutgoingMail.objects.count()


@pytest.fixture
def late():
    return timezone.now() + timedelta(hours=2)


def test_what_is_saved_is_there_again_and_nobody_is_asked(client, log_in, town, space, late):
    log_in(town, "reviewer")
    log_in(town)
    answer = keep(client, space, follow=True, name_de="Südfeld")
    assert answer.redirect_chain[-1][0].startswith(page_of(space))
    assert "noch niemand wird um Freigabe gebeten" in said(answer)[0]
    assert change().state == "kept"
    assert answer.context["adminform"].form["name_de"].value() == "Südfeld"
    assert "Nordfeld" in public_page(client, space)
    assert not ReleaseStep.objects.exists()
    assert mails_after(late) == 0


def test_what_was_saved_and_discarded_comes_back_saved_and_nobody_is_asked(client, log_in, town, space, late):
    """It came back as if its author had handed it in."""
    log_in(town, "reviewer")
    log_in(town)
    save(client, space, name_de="Südfeld")
    keep(client, space, name_de="Südfeld am Anger")  # still edited, after it was handed in
    page = page_of(space, "review")
    client.post(page, as_shown(client.get(page), "_takeback"))
    answer = client.post(page, as_shown(client.get(page), "_reinstate"), follow=True)
    assert change().state == "kept"
    assert said(answer) == ["Rückgängig gemacht: Die Änderung ist wieder da."]
    assert not PendingChange.objects.filter(state="open").exists()


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
    assert 'name="_keep"' not in text_of(client.get(page_of(space)))
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


# --- Somebody else goes on with it


@pytest.fixture
def begun(client, log_in, town, space):
    """The editor who has saved a change and not handed it in; a colleague is logged in."""
    author = log_in(town)
    author.name = "Anna Berg"
    author.save()
    keep(client, space, name_de="Südfeld")
    log_in(town)
    return author


def go_on(client, space, button="_keep", **changes):
    return save(client, space, button=button, overwrite_change=change().token, **changes)


def test_the_form_says_beside_the_buttons_whose_it_is_and_since_when(client, begun, space):
    page = markup_of(client.get(page_of(space)))
    bar = page.partition('<div class="workflow-row__bar">')[2]
    since = " ".join(moment(change().handed_in_at).split())
    assert f"Die Änderung weiterführen, die {begun} am {since} gesichert hat" in bar
    assert f'name="overwrite_change" id="id_overwrite_change" value="{change().token}"' in bar


@pytest.mark.parametrize("button", ["_keep", "_save"])
def test_without_saying_so_nothing_is_saved_and_nothing_typed_is_lost(client, begun, space, button):
    answer = save(client, space, button=button, area="60000")
    assert change().author == begun
    assert f"{begun} hat am" in markup_of(answer)
    assert answer.context["adminform"].form["area"].value() == "60000"
    assert 'data-target="id_overwrite_change"' in markup_of(answer)


def test_a_tick_stays_when_the_form_comes_back_for_another_reason(client, begun, space):
    answer = go_on(client, space, area="viel")
    assert re.search(r'id="id_overwrite_change" value="[\d-]+" checked', markup_of(answer))


def test_who_says_so_goes_on_with_it_and_both_are_its_authors(client, begun, space):
    answer = go_on(client, space, follow=True, area="60000")
    assert change().state == "kept"
    assert change().snapshot["fields"]["name_de"] == "Südfeld"
    assert float(change().snapshot["fields"]["area"]) == 60_000
    second = change().author
    assert author_names(change()) == f"{begun}, {second}"
    assert f"{begun}, {second}" in markup_of(client.get(page_of(space, "review")))
    assert "overwrite_change" not in markup_of(answer)


def test_a_second_save_needs_no_tick_any_more(client, begun, space):
    go_on(client, space, area="60000")
    keep(client, space, area="70000")
    assert float(change().snapshot["fields"]["area"]) == 70_000
    assert ReleaseStep.objects.filter(step="continued").count() == 1


def test_its_first_author_is_told_by_mail_and_finds_it_in_the_list(client, begun, space, late):
    go_on(client, space, area="60000")
    post_release_mails(late)
    mail = OutgoingMail.objects.get()
    assert mail.to == begun.email
    assert "weitergeführt" in mail.subject
    assert page_of(space, "review") in mail.body
    client.force_login(begun)
    assert "gesicherte Änderung, noch nicht eingereicht" in markup_of(client.get(reverse("admin:in_review")))


def test_it_is_handed_over_from_one_to_the_other_and_back(client, begun, space, late):
    go_on(client, space, area="60000")
    second = change().author
    client.force_login(begun)
    save(client, space, button="_keep", area="70000")
    assert change().author == second
    go_on(client, space, area="70000")
    assert author_names(change()) == f"{second}, {begun}"
    post_release_mails(late)
    assert {mail.to for mail in OutgoingMail.objects.all()} == {begun.email, second.email}


def test_both_learn_what_became_of_it(client, log_in, town, begun, space, late):
    go_on(client, space, button="_save", area="60000")
    second = change().author
    post_release_mails(late)
    OutgoingMail.objects.all().delete()
    log_in(town, "reviewer")
    decide(client, space)
    post_release_mails(late + timedelta(hours=2))
    assert {mail.to for mail in OutgoingMail.objects.all()} == {begun.email, second.email}
    assert f"Änderung von {begun}, {second}" in text_of(client.get(page_of(space, "history")))


def test_its_author_is_told_when_somebody_discards_it(client, begun, space, late):
    client.post(page_of(space, "review"), {"token": change().token, "_takeback": "1"})
    post_release_mails(late)
    mail = OutgoingMail.objects.get()
    assert mail.to == begun.email
    assert "Nicht freigegeben" in mail.subject


def test_whoever_releases_is_not_asked(client, log_in, town, begun, space):
    log_in(town, "reviewer")
    assert "id_overwrite_change" not in markup_of(client.get(page_of(space)))
    save(client, space, area="60000")
    assert float(fresh(space).area) == 60_000
    assert change().state == "kept"


def test_who_opened_the_form_before_is_told_that_it_was_saved_meanwhile(client, log_in, town, space):
    second = log_in(town)
    opened = unrendered(client, page_of(space))
    author = log_in(town)
    keep(client, space, name_de="Südfeld")
    client.force_login(second)
    answer = client.post(page_of(space), filled(opened, area="60000") | {"_keep": "1"})
    assert f"{author} hat eine Änderung gesichert, seit Sie das Formular geöffnet haben" in markup_of(answer)
    assert change().author == author


class TestWhoReleases:
    """Saving publishes nothing for them either; publishing has a button of its own."""

    @pytest.fixture(autouse=True)
    def reviewer(self, log_in, town):
        log_in(town, "reviewer")

    def test_what_is_saved_is_not_public_and_there_again(self, client, space):
        answer = keep(client, space, follow=True, name_de="Südfeld")
        assert answer.redirect_chain[-1][0].startswith(page_of(space))
        assert answer.context["adminform"].form["name_de"].value() == "Südfeld"
        assert "Besucher sehen den freigegebenen Stand" in said(answer)[0]
        assert "Nordfeld" in public_page(client, space)
        assert change().state == "kept"

    def test_publishing_takes_the_kept_change_with_it(self, client, space):
        keep(client, space, name_de="Südfeld")
        client.post(page_of(space), as_shown(client.get(page_of(space)), "_save"))
        assert "Südfeld" in public_page(client, space)
        assert change().state == "approved"

    def test_a_small_figure_is_not_public_either(self, client, space):
        keep(client, space, marketing_status="reserved")
        assert fresh(space).marketing_status != "reserved"
        assert change().state == "kept"

    def test_a_period_that_would_be_lost_is_refused_beside_its_field(self, client, space):
        answer = keep(client, space, published_until_0="24.12.2036", published_until_1="08:00")
        assert "published_until" in answer.context["adminform"].form.errors
        assert not PendingChange.objects.exists()

    def test_a_change_that_somebody_handed_in_is_not_replaced_unsaid(self, client, log_in, town, space):
        log_in(town)
        save(client, space, name_de="Südfeld")
        log_in(town, "reviewer")
        answer = keep(client, space, name_de="Westfeld")
        assert answer.status_code == 200
        assert change().snapshot["fields"]["name_de"] == "Südfeld"
