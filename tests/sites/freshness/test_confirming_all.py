"""One press for all objects behind a link: what stands as it was shown is confirmed, the rest is named."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from reversion.models import Version

from mailing.models import OutgoingMail
from sites.freshness.links import request_items
from sites.models import Plot, SpaceCheck
from tests.factories.accounts import ContactFactory
from tests.factories.checking import CheckRequestFactory, DueSpaceFactory
from tests.reading import text_of
from tests.sites.freshness.visiting import form_of, page_of, press, state_of, words_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def spaces(contact):
    return DueSpaceFactory.create_batch(3, contact=contact, overdue=20)


@pytest.fixture
def asked(contact, spaces):
    return CheckRequestFactory(recipient=contact, spaces=spaces)


def shown_on(client, asked):
    """What the form below the list would send back."""
    page = client.get(page_of(asked)).content.decode()
    return re.search(r'name="shown" value="([^"]*)"', page).group(1)


def press_for_all(client, asked, shown=None, **more):
    shown = shown_on(client, asked) if shown is None else shown
    return client.post(page_of(asked), {"answer": "all_correct", "shown": shown}, **more)


def test_all_are_checked_today_each_as_by_its_own_button(client, asked, spaces):
    page = words_of(press_for_all(client, asked, follow=True))
    assert "3 Objekte sind bestätigt." in page
    assert "Nichts wartet mehr auf Ihre Antwort." in page
    for space in spaces:
        space.refresh_from_db()
        assert (space.data_as_of, space.checked_by) == (TODAY(), "Anna Berg")
        assert space.check_due == TODAY() + timedelta(days=180)
        check = SpaceCheck.objects.get(space=space)
        assert (check.answer, check.name, check.request) == ("correct", "Anna Berg", asked)
        newest = Version.objects.get_for_object(Plot.objects.get(pk=space.pk)).first().revision
        assert "Anna Berg" in newest.comment
        assert newest.version_set.filter(content_type__model="plot").count() == 1
    assert not OutgoingMail.objects.exists()


@pytest.mark.once
def test_opening_the_page_confirms_nothing(client, asked, spaces):
    before = [state_of(space) for space in spaces]
    shown = shown_on(client, asked)
    client.get(page_of(asked), {"answer": "all_correct", "shown": shown})
    client.get(page_of(asked), {"confirmed": "3", "left": ""})
    assert [state_of(space) for space in spaces] == before
    assert not SpaceCheck.objects.exists()


def test_numbers_without_end_are_passed_over(client, asked, spaces):
    many = " ".join(f"{number}-1" for number in range(100_000, 360_000))
    page = words_of(press_for_all(client, asked, f"{shown_on(client, asked)} {many}", follow=True))
    assert "3 Objekte sind bestätigt." in page


def test_what_was_answered_meanwhile_is_left_out_and_named(client, asked, spaces):
    shown = shown_on(client, asked)
    press(client, asked, spaces[0], "reserved")
    page = words_of(press_for_all(client, asked, shown, follow=True))
    assert "2 Objekte sind bestätigt." in page
    assert f"Objekt {spaces[0].number} wurde schon am" in page
    spaces[0].refresh_from_db()
    assert spaces[0].marketing_status == "reserved"
    assert SpaceCheck.objects.filter(space=spaces[0]).count() == 1


def test_what_was_changed_meanwhile_is_left_out_and_still_asked(client, asked, spaces):
    shown = shown_on(client, asked)
    spaces[1].area = 99_000
    spaces[1].save()
    page = words_of(press_for_all(client, asked, shown, follow=True))
    assert f"Objekt {spaces[1].number} wurde geändert, seit Sie die Seite geöffnet haben." in page
    assert not SpaceCheck.objects.filter(space=spaces[1]).exists()
    assert "Ein Objekt wartet auf Ihre Antwort." in page


def test_what_somebody_else_answers_for_now_is_left_out(client, asked, spaces):
    shown = shown_on(client, asked)
    spaces[2].contact = ContactFactory()
    spaces[2].save()
    page = words_of(press_for_all(client, asked, shown, follow=True))
    assert "2 Objekte sind bestätigt." in page
    assert f"Objekt {spaces[2].number} wartet nicht mehr auf eine Antwort von Ihnen." in page


def test_a_second_press_confirms_nothing_more(client, asked):
    shown = shown_on(client, asked)
    press_for_all(client, asked, shown)
    page = words_of(press_for_all(client, asked, shown, follow=True))
    assert "Es wurde nichts bestätigt." in page
    assert SpaceCheck.objects.count() == 3


def test_objects_of_others_are_not_confirmed(client, asked):
    other = DueSpaceFactory(overdue=20)
    answer = press_for_all(client, asked, f"{other.number}-{other.version}")
    assert answer.status_code == 409
    assert not SpaceCheck.objects.exists()


@pytest.mark.parametrize(
    "shown", ["", "x", "1001", "1001-", "-1", "9" * 400, "1-1 2-2", "\x00", "1001-99999999999"]
)
def test_nonsense_confirms_nothing_and_is_no_fault(client, asked, shown):
    assert press_for_all(client, asked, shown).status_code in (302, 409)
    assert not SpaceCheck.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize("query", ["confirmed=7&left=", "confirmed=x", "confirmed=-1&left=1", "left=%00"])
def test_an_address_says_no_more_than_was_answered(client, asked, query):
    page = words_of(client.get(f"{page_of(asked)}?{query}"))
    assert "sind bestätigt" not in page


def test_either_all_are_taken_or_none(client, asked, monkeypatch):
    def fails_at_the_second(*args, **kwargs):
        if SpaceCheck.objects.exists():
            raise RuntimeError
        return save_answer(*args, **kwargs)

    from sites.freshness.answering import save_answer

    monkeypatch.setattr("sites.freshness.answering.save_answer", fails_at_the_second)
    with pytest.raises(RuntimeError):
        press_for_all(client, asked)
    assert not SpaceCheck.objects.exists()


def test_corrections_being_typed_are_kept_and_asked_once_more(client, asked, spaces):
    """The small form was opened, then all were confirmed elsewhere: what is typed comes back in the form."""
    form = client.get(form_of(asked, spaces[0])).context["form"]
    press_for_all(client, asked)
    typed = {
        "version": form["version"].value(),
        "marketing_status": "free",
        "area": "12345",
        "remark": "Neue Zufahrt",
    }
    again = client.post(form_of(asked, spaces[0]), typed)
    assert again.status_code == 200
    assert again.context["form"]["remark"].value() == "Neue Zufahrt"
    assert again.context["form"]["area"].value() == "12345"


@pytest.mark.once
def test_one_object_alone_has_its_own_button_only(client, contact):
    asked = CheckRequestFactory(recipient=contact, spaces=[DueSpaceFactory(contact=contact, overdue=20)])
    assert "all_correct" not in text_of(client.get(page_of(asked)))


def test_the_page_costs_the_same_for_few_and_many(client, contact, django_assert_max_num_queries):
    asked = CheckRequestFactory(
        recipient=contact, spaces=DueSpaceFactory.create_batch(12, contact=contact, overdue=20)
    )
    assert len(request_items(asked)) == 12
    client.get(page_of(asked))
    with django_assert_max_num_queries(14):
        client.get(page_of(asked))
