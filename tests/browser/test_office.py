"""The office at work: an enquiry to its outcome, a deleted entry back again, a proposal made, revoked and renewed."""

import pytest
from playwright.sync_api import expect

from investors.models import Enquiry, Proposal
from sites.models import Space
from tests.browser.accessibility import overflow, violations
from tests.factories.accounts import ContactFactory, OrganisationFactory, UserFactory
from tests.factories.sites import SpaceFactory


@pytest.fixture
def office(empty_site, logged_in):
    """The page of somebody of the region's staff, who are logged in."""
    return logged_in(UserFactory(name="Erika Muster", region_staff=True))


def save(page):
    page.locator("input[name=_save]").first.click()
    page.locator(".messagelist .success").wait_for()


def act(page, action):
    """Do it to the only row of the list."""
    page.locator("#result_list .action-select").check()
    page.locator("select[name=action]").select_option(action)
    with page.expect_navigation():
        page.locator("button[name=index]").click()
    page.locator(".messagelist .success").wait_for()


@pytest.fixture
def without_waiting(monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    monkeypatch.setattr("mailing.spam_guard.MIN_FORM_SECONDS", 0)  # no person is as fast as a test


def test_an_enquiry_comes_in_is_answered_and_ends_with_a_reason(office, page, without_waiting):
    OrganisationFactory(name="Region", kind="region", email="region@example.org")
    space = SpaceFactory(name="Nordhof", contact=ContactFactory(name="Anna Berg"))
    page.goto(space.get_absolute_url())
    page.locator("main a[href*='/anfrage/']").first.click()
    page.get_by_label("Ihr Name").fill("Jana Kern")
    page.get_by_label("Ihre E-Mail-Adresse").fill("jana@example.org")
    page.locator("#id_message").fill("Wann können wir die Fläche ansehen?")
    page.locator("#id_consent").check()
    page.get_by_role("button", name="Anfrage senden").click()
    page.wait_for_url("**/anfrage/danke/**")
    enquiry = Enquiry.objects.get()
    expect(page.locator("main")).to_contain_text(enquiry.reference)

    office.goto("/admin/investors/enquiry/")
    assert violations(office, "list") == []
    act(office, "mark_answered")
    office.get_by_role("link", name=enquiry.reference).click()
    expect(office.locator("#content")).to_contain_text("Wann können wir die Fläche ansehen?")
    office.locator("#id_state").select_option("lost")
    office.locator("input[name=_save]").first.click()
    expect(office.locator(".fieldBox.field-lost_reason")).to_contain_text("Geben Sie an")
    office.locator("#id_lost_reason").select_option(index=1)
    office.locator("#id_notes").fill("Hat anderswo gebaut.")
    assert violations(office, "form") == []
    save(office)
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.notes) == ("lost", "Hat anderswo gebaut.")
    assert enquiry.lost_reason
    assert enquiry.answered_at


def test_what_was_deleted_by_mistake_comes_back_at_its_old_address(office, page):
    office.goto("/admin/sites/plot/add/")
    office.locator("#id_name_de").fill("Nordfeld")
    save(office)
    space = Space.objects.get()
    office.goto(f"/admin/sites/plot/{space.pk}/delete/")
    office.locator("#content input[type=submit]").click()
    office.locator(".messagelist .success").wait_for()
    assert not Space.objects.exists()

    office.goto("/admin/")
    office.locator(".admin-own__name").click()
    office.locator("a[href$='/deleted/']").first.click()
    expect(office.get_by_role("link", name="Nordfeld")).to_be_visible()
    assert violations(office, "deleted") == []
    office.get_by_role("link", name="Nordfeld").click()
    expect(office.locator("#id_name_de")).to_have_value("Nordfeld")
    save(office)
    found = Space.objects.get()
    assert (found.number, found.name_de) == (space.number, "Nordfeld")
    assert found.get_absolute_url() == space.get_absolute_url()


def test_a_proposal_is_made_revoked_and_renewed_under_another_link(office, page, watch):
    watch.expect("console error: Failed to load resource: *404*")
    SpaceFactory(name="Nordhof", at=(12.3, 51.3))
    office.goto("/admin/investors/proposal/add/")
    office.locator("#id_title").fill("Ein Standort für Ihr Werk")
    office.locator("#id_greeting").fill("Wie besprochen.")
    office.locator(".field-space .select2-selection").first.click()
    office.locator(".select2-search__field").fill("Nord")
    office.locator(".select2-results__option", has_text="Nordhof").click()
    office.locator("input[name=_preview]").click()
    expect(office.frame_locator(".preview__frame").locator("main")).to_contain_text("Nordhof")
    assert Proposal.objects.get().get_absolute_url() is None
    assert violations(office, "preview of a proposal") == []
    office.get_by_role("button", name="Link erzeugen").click()
    expect(office.locator(".field-link input")).to_be_visible()
    first = Proposal.objects.get().get_absolute_url()
    page.goto(first)
    expect(page.locator("main")).to_contain_text("Nordhof")
    assert overflow(page, "proposal") == []

    office.goto("/admin/investors/proposal/")
    act(office, "revoke")
    page.goto(first)
    expect(page.locator("main")).not_to_contain_text("Nordhof")
    act(office, "renew")
    second = Proposal.objects.get().get_absolute_url()
    assert second != first
    page.goto(second)
    expect(page.locator("main")).to_contain_text("Nordhof")
    page.goto(first)
    expect(page.locator("main")).not_to_contain_text("Nordhof")


@pytest.mark.parametrize("width", [320, 390, 768])
def test_people_of_a_new_organisation_stand_within_their_boxes(office, width):
    office.set_viewport_size({"width": width, "height": 800})
    office.goto("/admin/accounts/organisation/add/")
    assert overflow(office, f"{width} px") == []
    parts = ".inline-related:not(.empty-form) :is(input:not([type=hidden]), select, .help)"
    beyond = office.locator(parts).evaluate_all(
        """parts => parts.filter(part => part.getBoundingClientRect().right
            > part.closest('.inline-related').getBoundingClientRect().right).map(part => part.id)"""
    )
    assert beyond == []
