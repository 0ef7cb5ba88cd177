"""The pages behind the link of a mail: what a contact sees and does, and what a wrong or old link says."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from reversion.models import Version

from mailing.models import OutgoingMail
from sites.models import Plot, ReportedChange, Space, SpaceCheck
from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.factories.checking import CheckRequestFactory, DueSpaceFactory
from tests.reading import text_of
from tests.sites.freshness.visiting import errors_of, filled, form_of, page_of, press, state_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = timezone.localdate


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_names_each_object_and_has_a_button_for_each_answer(client, asked, language):
    page = client.get(page_of(asked, language)).content.decode()
    assert "Nordfeld" in page
    assert re.findall(r'name="answer" value="(\w+)"', page) == ["correct", "reserved", "taken"]
    assert page.count("<form") - page.count('role="search"') >= 1


def test_a_deputy_is_told_whose_object_it_is_and_the_contact_needs_no_telling(client, asked, space):
    deputy = space.contact.deputy = ContactFactory(name="Jan Tal", email="tal@example.org")
    space.contact.save()
    asked_too = CheckRequestFactory(recipient=deputy)
    asked_too.questions.create(space=space, check_due=space.check_due, stage="deputy")
    told = [client.get(page_of(request)).context["cards"][0]["contact"] for request in (asked, asked_too)]
    assert told == [None, space.contact]


def test_what_is_answered_is_thanked_for_and_nothing_else(client, asked, space, contact):
    other = DueSpaceFactory(name="Südfeld", contact=contact, overdue=20)
    asked.questions.create(space=other, check_due=other.check_due, stage="due")
    answer = press(client, asked, other, "correct", follow=True)
    assert answer.context["done"].space == other
    assert client.get(page_of(asked)).context["done"] is None


def test_opening_the_link_changes_nothing_however_often_and_however(client, asked, space):
    before = state_of(space)
    for _time in range(3):
        client.get(page_of(asked))
        client.head(page_of(asked))
        client.get(page_of(asked), {"number": space.number, "answer": "taken"})
        client.get(form_of(asked, space), {"marketing_status": "taken"})
    assert state_of(space) == before
    assert not SpaceCheck.objects.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("page", [page_of, form_of])
def test_the_pages_are_kept_nowhere_found_nowhere_and_set_no_cookie(client, asked, space, page):
    answer = client.get(page(asked, space) if page is form_of else page(asked))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert not answer.cookies


def test_still_correct_is_a_check_of_today_by_the_contact(client, asked, space):
    answer = press(client, asked, space, "correct", follow=True)
    assert f"Objekt {space.number}" in words_of(answer)
    space.refresh_from_db()
    assert (space.data_as_of, space.checked_by) == (TODAY(), "Anna Berg")
    assert space.check_due == TODAY() + timedelta(days=180)
    check = SpaceCheck.objects.get()
    assert (check.answer, check.name, check.request, check.user) == ("correct", "Anna Berg", asked, None)


@pytest.mark.parametrize(("answer", "status"), [("reserved", "reserved"), ("taken", "taken")])
def test_reserved_and_sold_change_the_status_at_once_and_stand_in_the_history(
    client, asked, space, answer, status
):
    press(client, asked, space, answer)
    space.refresh_from_db()
    assert (space.marketing_status, space.data_as_of) == (status, TODAY())
    revisions = [version.revision for version in Version.objects.get_for_object(Plot.objects.get())]
    assert len(revisions) == 2  # the state that was found, and this one
    assert "Anna Berg" in revisions[0].comment
    assert SpaceCheck.objects.get().changes[0]["before"] == "verfügbar"


def test_an_answer_brings_an_object_back_that_had_left_the_pages(client, contact):
    space = DueSpaceFactory(contact=contact, overdue=50)
    asked = CheckRequestFactory(recipient=contact, spaces=[space])
    assert not space.is_published()
    press(client, asked, space, "correct")
    assert Space.objects.published().filter(pk=space.pk).exists()


def test_a_second_press_changes_nothing_and_says_what_was_answered(client, asked, space):
    press(client, asked, space, "reserved")
    before = state_of(space)
    answer = press(client, asked, space, "taken")
    assert "Anna Berg" in words_of(answer, status=409)
    assert "reserviert" in words_of(answer, status=409)
    assert state_of(space) == before
    assert SpaceCheck.objects.count() == 1


def test_what_somebody_answered_in_the_administration_is_answered(client, asked, space):
    from sites.freshness.answering import confirm_space

    confirm_space(Plot.objects.get(), name="Erika Muster")
    answer = press(client, asked, space, "taken")
    assert "Erika Muster" in words_of(answer, status=409)


@pytest.mark.parametrize(
    "data", [{}, {"answer": "correct"}, {"number": "1"}, {"answer": "delete", "number": "1"}]
)
def test_an_answer_that_makes_no_sense_is_refused(client, asked, data):
    assert client.post(page_of(asked), data).status_code == 409
    assert not SpaceCheck.objects.exists()


@pytest.mark.parametrize("number", ["abc", "²", "-1", "999999999999999999999", "4711"])
def test_an_object_that_the_link_does_not_name_is_refused(client, asked, number):
    other = DueSpaceFactory(overdue=20)
    for typed in (number, other.number):
        answer = client.post(page_of(asked), {"number": typed, "answer": "taken"})
        assert answer.status_code == 409
    other.refresh_from_db()
    assert other.marketing_status == "free"
    answer = client.get(form_of(asked, other))
    assert answer["Location"] == page_of(asked)


def test_whoever_is_no_longer_the_contact_is_told_so(client, asked, space):
    space.contact = ContactFactory(name="Jan Tal")
    space.save()
    assert "price" not in text_of(client.get(page_of(asked)))
    assert press(client, asked, space, "taken").status_code == 409
    assert client.get(form_of(asked, space)).status_code == 302


def test_a_deputy_answers_as_himself(client, contact, space):
    contact.deputy = ContactFactory(name="Jan Tal", email="tal@example.org")
    contact.save()
    asked = CheckRequestFactory(recipient=contact.deputy, spaces=[space])
    assert "Anna Berg" in words_of(client.get(page_of(asked)))
    press(client, asked, space, "correct")
    assert SpaceCheck.objects.get().name == "Jan Tal"


def test_the_regions_office_answers_for_all(client, space):
    OrganisationFactory(name="Die Region", kind="region", email="buero@example.org")
    asked = CheckRequestFactory(recipient=None, spaces=[space])
    press(client, asked, space, "correct")
    assert SpaceCheck.objects.get().name == "Die Region"


@pytest.mark.parametrize("state", ["withdrawn", "taken"])
def test_what_is_no_longer_in_the_pool_asks_nothing(client, asked, space, state):
    Space.objects.update(
        **({"workflow_state": state} if state == "withdrawn" else {"marketing_status": state})
    )
    page = client.get(page_of(asked)).content.decode()
    assert 'name="answer"' not in page
    assert press(client, asked, space, "correct").status_code == 409


def test_an_answer_is_not_put_right_once_the_object_is_off_the_site(client, asked, space):
    press(client, asked, space, "correct")
    Space.objects.update(workflow_state="withdrawn")
    assert "nicht mehr im Flächenpool" in words_of(client.get(page_of(asked)))
    assert client.get(form_of(asked, space)).status_code == 302


# The small form


def send_form(client, asked, space, **changes):
    page = form_of(asked, space)
    return client.post(page, filled(client.get(page), **changes))


def price_field(space):
    return f"offer-{space.offers.get().pk}-price_m2"


def test_small_figures_go_live_at_once_and_stand_in_the_history_with_the_name(client, asked, space):
    changes = {price_field(space): "42,50 €", "marketing_status": "reserved", "available_from": "31.12.2031"}
    answer = send_form(client, asked, space, **changes)
    assert answer["Location"].startswith(page_of(asked))
    space.refresh_from_db()
    assert space.offers.get().price_m2 == 42.5
    assert float(space.stored_price_m2) == 42.5
    assert (space.marketing_status, space.available_from.isoformat()) == ("reserved", "2031-12-31")
    assert space.data_as_of == TODAY()
    told = {line["label"]: (line["before"], line["after"]) for line in SpaceCheck.objects.get().changes}
    assert told["Vermarktungsstatus"] == ("verfügbar", "reserviert")
    assert ("35,00", "42,50") in told.values()
    revision = Version.objects.get_for_object(Plot.objects.get())[0].revision
    assert "Anna Berg" in revision.comment
    assert any("42.5" in version.serialized_data for version in revision.version_set.all())
    assert not ReportedChange.objects.exists()


def test_area_and_remark_wait_for_an_editor_and_the_steward_is_told(client, asked, space):
    space.steward = OrganisationFactory(email="stadt@example.org")
    space.save()
    send_form(client, asked, space, area="2,5 ha", remark="Die Zufahrt ist jetzt fertig.")
    space.refresh_from_db()
    assert space.area == 20_000
    report = ReportedChange.objects.get()
    assert (report.area, report.state) == (25_000, "open")
    [mail] = OutgoingMail.objects.all()
    assert mail.to == "stadt@example.org"
    assert "Zufahrt" in mail.body
    assert f"/admin/sites/reportedchange/{report.pk}/" in mail.body


def test_an_area_in_acres_is_reported_as_it_can_be_stored(client, asked, space):
    send_form(client, asked, space, area="2 acres")
    assert ReportedChange.objects.get().area == Decimal("8093.71")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("area", "viel"),
        ("area", "0"),
        ("area", "-5"),
        ("area", "1.2.3"),
        ("area", "9" * 11),
        ("area", "20000,1234"),
        ("area", ""),
        ("available_from", "31.2.2027"),
        ("available_from", "bald"),
        ("available_from", "01.01.0226"),
        ("price", "teuer"),
        ("price", "12,345678"),
        ("price", "99999999999"),
        ("marketing_status", "weg"),
        ("remark", "x" * 2001),
    ],
)
def test_bad_input_is_explained_beside_the_field_and_nothing_typed_is_lost(client, asked, space, name, typed):
    name = price_field(space) if name == "price" else name
    others = {"remark": "Zaun erneuert"} if name != "remark" else {"area": "30.000"}
    before = state_of(space)
    answer = send_form(client, asked, space, **{name: typed}, **others)
    assert answer.status_code == 200
    assert list(errors_of(answer)) == [name]
    page = answer.content.decode()
    if name != "marketing_status":
        assert typed in page
    assert next(iter(others.values())) in page
    assert state_of(space) == before
    assert not SpaceCheck.objects.exists()


def test_a_form_without_any_change_says_so(client, asked, space):
    answer = send_form(client, asked, space)
    assert list(errors_of(answer)) == ["__all__"]
    assert not SpaceCheck.objects.exists()


def test_an_offer_on_request_asks_for_no_price(client, asked, space):
    space.offers.update(price_type="on_request", price_m2=None)
    assert price_field(space) not in client.get(form_of(asked, space)).context["form"].fields


def test_what_an_editor_changed_meanwhile_is_told_and_nothing_typed_is_lost(client, asked, space):
    page = form_of(asked, space)
    form = filled(client.get(page), remark="Zaun erneuert", **{price_field(space): "50"})
    space.refresh_from_db()
    space.area = 18_000
    space.save()
    answer = client.post(page, form)
    assert list(errors_of(answer)) == ["__all__"]
    assert "Zaun erneuert" in answer.content.decode()
    assert space.offers.get().price_m2 == 35
    again = client.post(page, filled(answer))
    assert again.status_code == 302
    assert space.offers.get().price_m2 == 50


def test_a_wrong_answer_is_put_right_by_the_same_link(client, asked, space):
    press(client, asked, space, "taken")
    assert form_of(asked, space) in client.get(page_of(asked)).content.decode()
    send_form(client, asked, space, marketing_status="free")
    space.refresh_from_db()
    assert space.marketing_status == "free"
    assert [check.answer for check in SpaceCheck.objects.all()] == ["changed", "taken"]


def test_script_in_a_remark_is_text(client, asked, space):
    answer = send_form(client, asked, space, remark="<script>alert(1)</script>", area="viel")
    assert "<script>alert(1)" not in text_of(answer)
