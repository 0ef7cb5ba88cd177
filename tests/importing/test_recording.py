"""Whatever becomes of an import, its run is there to tell."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from importing.models import ImportRun
from importing.recording import RUN_RETENTION, delete_old_runs, run_import
from importing.reports import MAX_SENTENCES, ImportFault, Report
from publishing.models import Redirect
from tests.factories.accounts import UserFactory
from tests.factories.importing import ImportRunFactory

pytestmark = pytest.mark.django_db

Outcome = ImportRun.Outcome


def bring(report):
    """An import that reports this."""

    def take(dry_run):
        report.dry_run = dry_run
        return report

    return take


def break_with(error):
    def take(dry_run):
        raise error

    return take


def import_file(take, name="/srv/daten/alt.csv", **options):
    return run_import(take, Redirect, name, **options)


def test_a_run_tells_what_was_imported_by_whom_and_what_changed():
    user = UserFactory(name="Jana Feld")
    report = Report(
        created=["/a/", "/b/"], changed=["/c/"], unchanged=4, removed=["/d/"], refused=["Zeile 9: falsch"]
    )
    assert import_file(bring(report), user=user) is report
    run = ImportRun.objects.get()
    assert (run.kind, run.file_name, run.user, run.name) == (
        "publishing.redirect", "alt.csv", user, "Jana Feld",
    )  # fmt: skip
    assert (run.created, run.changed, run.unchanged, run.removed, run.refused) == (2, 1, 4, 1, 1)
    assert run.outcome == Outcome.DONE
    assert run.started_at <= run.ended_at
    assert [(section.kind, section.sentences) for section in run.sections] == [
        ("refused", ["Zeile 9: falsch"]),
        ("changed", ["/c/"]),
        ("removed", ["/d/"]),
        ("created", ["/a/", "/b/"]),
    ]


def test_the_name_of_who_imported_outlives_the_account():
    user = UserFactory(name="Jana Feld")
    import_file(bring(Report()), user=user)
    user.delete()
    run = ImportRun.objects.get()
    assert (run.user, run.name) == (None, "Jana Feld")


@pytest.mark.django_db(transaction=True)
def test_a_run_is_stored_for_good_before_the_work_begins_so_that_a_killed_one_is_seen():
    def take(dry_run):
        assert not connection.in_atomic_block
        assert ImportRun.objects.get().outcome == Outcome.STARTED
        return Report()

    import_file(take)
    assert ImportRun.objects.get().outcome == Outcome.DONE


@pytest.mark.django_db(transaction=True)
def test_no_import_begins_inside_a_transaction_that_could_take_its_run_back():
    with pytest.raises(RuntimeError), transaction.atomic():
        import_file(bring(Report()))
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ImportFault("Die Datei ist leer."), "Die Datei ist leer."),
        (ZeroDivisionError(), "ZeroDivisionError"),
        (KeyboardInterrupt(), ""),
        (SystemExit(1), ""),
    ],
)
def test_a_run_that_fails_says_why_and_hides_no_fault(error, words):
    with pytest.raises(type(error)):
        import_file(break_with(error))
    run = ImportRun.objects.get()
    assert run.outcome == Outcome.FAILED
    assert run.ended_at
    assert words in run.fault
    assert run.fault


def test_a_dry_run_leaves_no_run():
    import_file(bring(Report(created=["/a/"])), dry_run=True)
    import_file(bring(Report(created=["/a/"])), dry_run=True, user=UserFactory())
    import_file(bring(Report(unchanged=4)), dry_run=True)
    with pytest.raises(ImportFault):
        import_file(break_with(ImportFault("x")), dry_run=True)
    assert not ImportRun.objects.exists()


def test_an_upload_that_fails_when_it_is_looked_at_is_kept():
    with pytest.raises(ImportFault):
        import_file(break_with(ImportFault("Keine Tabelle.")), dry_run=True, user=UserFactory())
    assert ImportRun.objects.get().fault == "Keine Tabelle."


def test_an_upload_that_is_all_there_already_is_kept_as_done_for_nobody_can_confirm_it():
    user = UserFactory(name="Jana Feld")
    import_file(bring(Report(unchanged=4)), dry_run=True, user=user)
    run = ImportRun.objects.get()
    assert (run.outcome, run.unchanged, run.user, run.file_name) == (Outcome.DONE, 4, user, "alt.csv")
    assert run.started_at <= run.ended_at


@pytest.mark.parametrize("kind", ["created", "changed", "removed", "refused"])
def test_an_upload_that_would_change_or_refuse_something_is_no_run_before_it_is_confirmed(kind):
    import_file(bring(Report(unchanged=4, **{kind: ["/a/"]})), dry_run=True, user=UserFactory())
    assert not ImportRun.objects.exists()


def test_of_many_sentences_the_first_are_kept_and_the_rest_is_counted():
    import_file(bring(Report(refused=[f"Zeile {number}" for number in range(MAX_SENTENCES + 7)])))
    run = ImportRun.objects.get()
    [section] = run.sections
    assert (len(section.sentences), section.more, run.refused) == (MAX_SENTENCES, 7, MAX_SENTENCES + 7)
    assert "7" in section.rest


@pytest.mark.parametrize("name", ["a\0b.csv", "a\udcffb.csv", "a" * 400, ""])
def test_no_name_of_a_file_and_no_word_of_it_stops_the_record(name):
    with pytest.raises(ImportFault):
        import_file(break_with(ImportFault("\0\udcff!")), name=name)
    import_file(bring(Report(notes=["\0Zeile\udcff"])), name=name)
    done, failed = ImportRun.objects.order_by("-pk")
    assert (failed.fault, done.sections[0].sentences) == ("!", ["Zeile"])
    assert 1 <= len(done.file_name) <= 255


def test_runs_are_forgotten_after_four_hundred_days():
    now = timezone.now()
    old, young = ImportRunFactory.create_batch(2)
    ImportRun.objects.filter(pk=old.pk).update(started_at=now - RUN_RETENTION)
    ImportRun.objects.filter(pk=young.pk).update(started_at=now - RUN_RETENTION + timedelta(hours=1))
    assert delete_old_runs(now) == 1
    assert ImportRun.objects.get() == young
    assert RUN_RETENTION.days == 400


@pytest.mark.parametrize("fields", [{"outcome": Outcome.STARTED}, {"ended_at": None}])
def test_the_table_takes_no_run_that_ended_without_outcome_or_the_other_way_round(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRunFactory(**fields)
