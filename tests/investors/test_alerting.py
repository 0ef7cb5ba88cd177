"""Three weeks in the life of saved searches: nobody is told twice, nothing is left out. Hours are Berlin's."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from investors import subscribing
from investors.alerting import run_search, send_alerts
from investors.models import SavedSearch
from investors.searching import Search
from mailing.models import OutgoingMail
from tests.factories.investors import SavedSearchFactory
from tests.factories.sites import MunicipalityFactory, SpaceFactory

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(day, hour=8, month=6):
    """June 2026: the 1st, 8th, 15th and 22nd are Mondays."""
    return datetime(2026, month, day, hour, tzinfo=BERLIN)


@pytest.fixture
def subscribe(rf):
    """A search confirmed at an hour, with what its subscriber could see then."""

    def saved(at=None, **fields):
        at = at or berlin(1)
        search = SavedSearchFactory(unconfirmed=True, requested_at=at - timedelta(hours=1), **fields)
        subscribing.confirm_search(search, rf.post("/"), at)
        return search

    return saved


def bodies():
    return list(OutgoingMail.objects.order_by("pk").values_list("body", flat=True))


class TestDue:
    def test_a_daily_search_runs_at_seven_the_next_morning(self, subscribe):
        search = subscribe(berlin(1))
        assert search not in SavedSearch.objects.due(berlin(2, 6))
        assert search in SavedSearch.objects.due(berlin(2, 7))

    def test_a_weekly_search_runs_on_monday(self, subscribe):
        search = subscribe(berlin(1), frequency="weekly")
        assert search not in SavedSearch.objects.due(berlin(7, 23))
        assert search not in SavedSearch.objects.due(berlin(8, 6))
        assert search in SavedSearch.objects.due(berlin(8, 7))

    def test_what_ran_in_the_very_minute_runs_on_the_next_day_or_monday(self, subscribe):
        daily, weekly = subscribe(berlin(8, 7)), subscribe(berlin(8, 7), frequency="weekly")
        for at in (berlin(8, 7), berlin(9, 6)):
            assert not SavedSearch.objects.due(at).exists()
        assert list(SavedSearch.objects.due(berlin(9, 7))) == [daily]
        assert set(SavedSearch.objects.due(berlin(15, 7))) == {daily, weekly}

    def test_a_missed_monday_is_made_up_for(self, subscribe):
        search = subscribe(berlin(1), frequency="weekly")
        assert search in SavedSearch.objects.due(berlin(11, 15))

    @pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
    def test_seven_stays_seven_when_the_clocks_change(self, subscribe, month, day):
        search = subscribe(berlin(day - 1, 9, month))
        assert search not in SavedSearch.objects.due(berlin(day, 6, month))
        assert search in SavedSearch.objects.due(berlin(day, 7, month))

    def test_an_unconfirmed_search_is_never_due(self):
        SavedSearchFactory(unconfirmed=True)
        assert not SavedSearch.objects.due(berlin(28, month=12) + timedelta(days=400)).exists()


class TestRun:
    def test_a_run_is_about_one_search_however_many_are_due(self, subscribe):
        subscribe(berlin(1), email="first@example.org")
        second = subscribe(berlin(1), email="second@example.org")
        SpaceFactory(name="Neufläche")
        OutgoingMail.objects.all().delete()
        assert run_search(second.pk, berlin(2))
        assert [mail.to for mail in OutgoingMail.objects.all()] == ["second@example.org"]


def ask_for(space, **prices):
    [offer] = space.offers.all()
    for name, price in prices.items():
        setattr(offer, name, price)
    offer.save()


class TestThreeWeeks:
    def test_each_change_is_told_once_on_the_day_it_belongs_to(self, subscribe):
        hall = SpaceFactory(name="Halle Nord", hall=True, area=5_000, rent_m2="5.5")
        subscribe(berlin(1), query="area_min=1000", email="daily@example.org")
        subscribe(berlin(1), query="area_min=1000", email="weekly@example.org", frequency="weekly")
        plot = None
        told = {}
        for number in range(1, 22):
            day = berlin(1) + timedelta(days=number)
            if number == 3:  # Thursday of the first week
                plot = SpaceFactory(name="Neufläche", area=20_000)
            if number == 10:
                ask_for(hall, rent_m2=Decimal("4.9"))
            if number == 15:
                plot.marketing_status = "taken"
                plot.save()
            for _round in range(3):  # the scheduler comes by again and again
                send_alerts(day + timedelta(minutes=10 * _round))
            for mail in OutgoingMail.objects.all():
                told.setdefault((mail.to, mail.subject), number)
        assert told == {
            ("daily@example.org", "Ihr Suchauftrag: 1 neu"): 3,
            ("weekly@example.org", "Ihr Suchauftrag: 1 neu"): 7,
            ("daily@example.org", "Ihr Suchauftrag: 1 geändert"): 10,
            ("weekly@example.org", "Ihr Suchauftrag: 1 geändert"): 14,
            ("daily@example.org", "Ihr Suchauftrag: 1 weggefallen"): 15,
            ("weekly@example.org", "Ihr Suchauftrag: 1 weggefallen"): 21,
        }
        assert OutgoingMail.objects.count() == 6
        assert set(SavedSearch.objects.values_list("last_run_at", flat=True)) == {berlin(22)}


class TestMail:
    def test_nothing_new_sends_no_mail_but_notes_the_run(self, subscribe):
        SpaceFactory()
        search = subscribe()
        send_alerts(berlin(2))
        assert not OutgoingMail.objects.exists()
        search.refresh_from_db()
        assert search.last_run_at == berlin(2)

    def test_a_new_object_is_told_with_its_facts_and_permanent_address(self, subscribe, settings):
        settings.SITE_URL = "https://portal.example.org"
        subscribe()
        space = SpaceFactory(name="Neufläche", area=20_000, price_m2=35)
        send_alerts(berlin(2))
        [body] = bodies()
        assert f"* Neufläche (Objekt {space.number})" in body
        assert "2,0\xa0ha" in body
        assert "35\xa0€/m²" in body
        assert f"https://portal.example.org{space.get_absolute_url()}" in body

    def test_names_are_told_letter_by_letter(self, subscribe):
        subscribe(query="q=M%C3%BCller+%26+S%C3%B6hne")
        SpaceFactory(name="Müller & Söhne <Nord>")
        send_alerts(berlin(2))
        [body] = bodies()
        assert "* Müller & Söhne <Nord> (Objekt" in body
        assert "enthält Müller & Söhne" in body

    def test_changed_price_status_and_area_are_told_before_and_after(self, subscribe):
        space = SpaceFactory(name="Fläche", area=20_000, price_m2=35)
        subscribe()
        space.area, space.marketing_status = 18_000, "reserved"
        space.save()
        ask_for(space, price_m2=Decimal(30))
        send_alerts(berlin(2))
        [body] = bodies()
        assert "35\xa0€/m² → 30\xa0€/m²" in body
        assert "2,0\xa0ha → 1,8\xa0ha" in body
        assert "verfügbar → reserviert" in body

    def test_a_price_no_longer_stated_is_told(self, subscribe):
        space = SpaceFactory(price_m2=35)
        subscribe()
        ask_for(space, price_m2=None)
        send_alerts(berlin(2))
        assert "35\xa0€/m² → keine Angabe" in bodies()[0]

    def test_other_changes_are_no_news(self, subscribe):
        space = SpaceFactory(name_de="Vorher")
        subscribe()
        space.name_de = "Nachher"
        space.save()
        send_alerts(berlin(2))
        assert not bodies()

    def test_what_is_gone_is_told_with_its_reason_as_far_as_public(self, subscribe):
        sold, small, withdrawn, deleted = (
            SpaceFactory(name=name, area=5_000) for name in ("Verkauft", "Geschrumpft", "Zurück", "Gelöscht")
        )
        subscribe(query="area_min=1000")
        sold.marketing_status = "taken"
        sold.save()
        small.area = 500
        small.save()
        withdrawn.workflow_state, withdrawn.name_de = "withdrawn", "Geheim"
        withdrawn.save()
        deleted.delete()
        send_alerts(berlin(2))
        [body] = bodies()
        lines = body.splitlines()
        reasons = {
            line[2:].split(" (")[0]: lines[index + 1].strip()
            for index, line in enumerate(lines)
            if line.startswith("* ")
        }
        assert reasons == {
            "Verkauft": "verkauft oder vermietet",
            "Geschrumpft": "passt nicht mehr zu Ihrer Suche",
            "Zurück": "aus dem Flächenpool genommen",
            "Gelöscht": "aus dem Flächenpool genommen",
        }
        assert "Geheim" not in body

    def test_a_draft_is_not_told(self, subscribe):
        subscribe()
        SpaceFactory(draft=True)
        send_alerts(berlin(2))
        assert not bodies()

    def test_the_mail_can_be_ended_by_link_and_by_header(self, client, subscribe):
        subscribe()
        SpaceFactory()
        send_alerts(berlin(2))
        mail = OutgoingMail.objects.get()
        assert "/suchauftrag/beenden/" in mail.body
        assert "<img" not in mail.body
        assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        client.post(mail.headers["List-Unsubscribe"].strip("<>"))
        assert not SavedSearch.objects.exists()

    def test_the_mail_speaks_the_language_of_the_search(self, subscribe):
        subscribe(language="en")
        space = SpaceFactory(name_de="Neufläche", name_en="New site")
        send_alerts(berlin(2))
        mail = OutgoingMail.objects.get()
        assert mail.subject == "Your search alert: 1 new"
        assert f"New site (Property {space.number})" in mail.body
        assert "/en/space-pool/" in mail.body

    def test_the_subject_lists_what_happened(self, subscribe):
        spaces = [SpaceFactory(), SpaceFactory()]
        subscribe(language="en")
        SpaceFactory()
        spaces[0].marketing_status = "reserved"
        spaces[0].save()
        spaces[1].marketing_status = "taken"
        spaces[1].save()
        send_alerts(berlin(2))
        assert OutgoingMail.objects.get().subject == "Your search alert: 1 new, 1 changed, 1 gone"

    def test_numbers_are_read_as_the_subscriber_writes_them(self, subscribe):
        SpaceFactory(area=5_000)
        german = subscribe(query="area_min=1.500", language="de")
        german.refresh_from_db()
        assert len(german.snapshot) == 1

    def test_a_long_list_is_cut_and_says_how_many_more(self, subscribe, monkeypatch):
        monkeypatch.setattr("investors.alerting.MAX_LINES_PER_SECTION", 1)
        subscribe()
        for _number in range(3):
            SpaceFactory()
        send_alerts(berlin(2))
        [body] = bodies()
        assert body.count("* ") == 1
        assert "… und 2 weitere" in body


class TestLargePools:
    def test_matches_are_walked_in_pieces_and_told_as_ever(self, subscribe, monkeypatch):
        old = [SpaceFactory(name=f"Alt {n}", area=5_000) for n in range(3)]
        subscribe(query="sort=area")
        old[0].delete()
        old[1].area = 9_000
        old[1].save()
        new = [SpaceFactory(name=f"Neu {n}", area=1_000 + n) for n in range(4)]
        monkeypatch.setattr("sites.pool.row_batches.BATCH_SIZE", 2)
        send_alerts(berlin(2))
        [mail] = OutgoingMail.objects.all()
        assert mail.subject == "Ihr Suchauftrag: 4 neu, 1 geändert, 1 weggefallen"
        told = [line[2:].split(" (")[0] for line in mail.body.splitlines() if line.startswith("* ")]
        assert sorted(told[:4]) == [space.name for space in new]
        assert told[4:] == ["Alt 1", "Alt 0"]
        [search] = SavedSearch.objects.all()
        assert len(search.snapshot) == 6

    def test_no_transaction_is_open_while_they_are_compared(self, subscribe, monkeypatch):
        search, compared = subscribe(), []
        iterate_matches = Search.iterate_matches

        def noting(self):
            compared.append(list(connection.savepoint_ids))  # the test itself is the outermost transaction
            yield from iterate_matches(self)

        monkeypatch.setattr(Search, "iterate_matches", noting)
        SpaceFactory()
        assert send_alerts(berlin(2)) == 1
        assert compared == [[]]
        search.refresh_from_db()
        assert search.last_run_at == berlin(2)

    def test_two_clocks_that_run_a_search_at_once_tell_it_once(self, subscribe, monkeypatch):
        subscribe()
        SpaceFactory()
        iterate_matches, others = Search.iterate_matches, []

        def meanwhile_another_ends(self):
            spaces = list(iterate_matches(self))
            if not others:
                others.append("begun")
                others.append(send_alerts(berlin(2)))
            yield from spaces

        monkeypatch.setattr(Search, "iterate_matches", meanwhile_another_ends)
        assert send_alerts(berlin(2)) == 0
        assert others == ["begun", 1]
        assert len(bodies()) == 1

    def test_what_the_subscriber_changes_meanwhile_is_kept(self, subscribe, monkeypatch):
        search = subscribe()
        iterate_matches = Search.iterate_matches

        def meanwhile_weekly(self):
            SavedSearch.objects.update(frequency="weekly")
            yield from iterate_matches(self)

        monkeypatch.setattr(Search, "iterate_matches", meanwhile_weekly)
        send_alerts(berlin(2))
        search.refresh_from_db()
        assert (search.frequency, search.last_run_at) == ("weekly", berlin(2))


class TestSafety:
    def test_mail_and_snapshot_are_stored_together_or_not_at_all(self, subscribe, monkeypatch):
        search = subscribe()
        SpaceFactory()
        with monkeypatch.context() as broken:
            broken.setattr(SavedSearch, "save", lambda *args, **kwargs: 1 / 0)
            assert send_alerts(berlin(2)) == 0
        assert not bodies()
        search.refresh_from_db()
        assert search.last_run_at == berlin(1)
        assert send_alerts(berlin(2)) == 1
        assert len(bodies()) == 1

    def test_one_that_fails_keeps_no_other_waiting(self, subscribe, monkeypatch, caplog):
        broken, fine = subscribe(), subscribe()
        SpaceFactory()
        mail = subscribing.post_search_mail

        def fails_for_one(search, *args, **kwargs):
            if search.pk == broken.pk:
                raise RuntimeError
            mail(search, *args, **kwargs)

        monkeypatch.setattr("investors.alerting.post_search_mail", fails_for_one)
        assert send_alerts(berlin(2)) == 1
        assert OutgoingMail.objects.get().to == fine.email
        assert caplog.messages == [f"The saved search {broken.pk} failed; the next round tries again."]

    def test_a_search_ended_meanwhile_is_not_run(self, subscribe):
        search = subscribe()
        SpaceFactory()
        search.delete()
        assert send_alerts(berlin(2)) == 0

    def test_a_filter_that_lost_its_choice_is_told_once(self, subscribe):
        place = MunicipalityFactory(key="14729999", name="Altort")
        search = subscribe(query="municipality=14729999")
        place.delete()
        for day in range(2, 20):
            send_alerts(berlin(day))
        mail = OutgoingMail.objects.get()
        assert mail.subject == "Ihr Suchauftrag ruht"
        search.refresh_from_db()
        assert search.invalid_since == berlin(2)
        assert search.last_run_at == berlin(19)

    def test_a_search_that_is_valid_again_tells_what_happened_meanwhile(self, subscribe):
        search = subscribe(query="municipality=14729999")
        send_alerts(berlin(2))
        SpaceFactory(name="Neu", municipality=MunicipalityFactory(key="14729999", name="Altort"))
        send_alerts(berlin(3))
        assert "* Neu (" in bodies()[-1]
        search.refresh_from_db()
        assert search.invalid_since is None
