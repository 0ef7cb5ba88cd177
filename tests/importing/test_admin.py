"""Runs in the administration: a list to be read, a page with the report, a way there from each import."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from importing.models import ImportRun
from publishing import redirect_import as of_redirects
from publishing.models import Redirect
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.importing import ImportRunFactory
from tests.factories.publishing import RedirectFactory

pytestmark = pytest.mark.django_db

LIST = "admin:importing_importrun_changelist"
IMPORT = "admin:publishing_redirect_import"
TABLE = b"old;new\n/alt/;/aktuelles/\n/x/;/nirgends/\n"


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True, name="Jana Feld")
    client.force_login(user)
    return user


def page(run):
    return reverse("admin:importing_importrun_change", args=[run.pk])


def listed(client, **query):
    return {run.file_name for run in client.get(reverse(LIST), query).context["cl"].result_list}


def upload(client, content=TABLE, name="alt.csv"):
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, content)})


def confirm(client, shown):
    data = dict(shown.context["form"].confirmation) | {"confirm": "1"}
    return client.post(reverse(IMPORT), data, follow=True)


def test_the_list_is_narrowed_by_kind_and_outcome(client, administrator):
    ImportRunFactory(file_name="gut.csv", kind="regions.landmark")
    ImportRunFactory(file_name="schlecht.csv", failed=True)
    ImportRunFactory(file_name="halb.csv", unfinished=True)
    ImportRunFactory(file_name="eben.csv", unfinished=True, minutes_ago=1)
    assert listed(client) == {"gut.csv", "schlecht.csv", "halb.csv", "eben.csv"}
    assert listed(client, kind="regions.landmark") == {"gut.csv"}
    assert listed(client, outcome="done") == {"gut.csv"}
    assert listed(client, outcome="failed") == {"schlecht.csv"}
    assert listed(client, outcome="broken_off") == {"halb.csv"}
    assert listed(client, outcome="running") == {"eben.csv"}
    assert listed(client, outcome="unsettled") == {"schlecht.csv", "halb.csv"}


def test_the_list_tells_only_what_there_was_to_count(client, administrator):
    ImportRunFactory(created=1493, refused=2)
    page = client.get(f"/en{reverse(LIST)}").content.decode()
    assert "1,493 new, 2 refused</td>" in page


def test_the_list_asks_the_same_few_questions_however_many_runs_there_are(client, administrator):
    def questions():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(LIST))
        return len(captured)

    ImportRunFactory()
    few = questions()
    ImportRunFactory.create_batch(20, failed=True)
    assert questions() == few <= 12


def test_nothing_about_a_run_can_be_changed(client, administrator):
    run = ImportRunFactory()
    assert client.post(page(run), {"file_name": "anders.csv"}).status_code == 403
    run.refresh_from_db()
    assert run.file_name == "alte-adressen.csv"


def test_an_upload_becomes_a_run_with_its_report_and_the_way_there(client, administrator):
    shown = upload(client)
    assert not ImportRun.objects.exists()
    answer = confirm(client, shown)
    run = ImportRun.objects.get()
    assert (run.kind, run.file_name, run.user) == ("publishing.redirect", "alt.csv", administrator)
    assert (run.outcome, run.created, run.refused) == ("done", 1, 1)
    assert f"{reverse(LIST)}?kind=publishing.redirect" in answer.content.decode()
    told = client.get(page(run)).content.decode()
    assert "/alt/ → /aktuelles/" in told
    assert "Zeile 3 (/x/)" in told
    assert "Jana Feld" in told


def test_an_upload_that_cannot_be_read_is_kept_as_failed(client, administrator):
    upload(client, b"name;ort\nx;y", name="orte.csv")
    run = ImportRun.objects.get()
    assert (run.outcome, run.file_name) == ("failed", "orte.csv")
    assert run.fault in client.get(page(run)).content.decode()


def test_a_wrong_file_is_settled_by_the_right_one_even_when_all_of_it_is_there(client, administrator):
    RedirectFactory(old_path="/alt/", new_path="/aktuelles/")
    upload(client, b"name;ort\nx;y", name="orte.csv")
    assert listed(client, outcome="unsettled") == {"orte.csv"}
    shown = upload(client, b"old;new\n/alt/;/aktuelles/\n")
    assert not shown.context["report"].writes
    assert listed(client, outcome="unsettled") == set()
    assert listed(client, outcome="done") == {"alt.csv"}


def test_a_wrong_file_is_not_settled_by_one_of_which_lines_are_refused(client, administrator):
    upload(client, b"name;ort\nx;y", name="orte.csv")
    upload(client, b"old;new\n/x/;/nirgends/\n")
    assert listed(client, outcome="unsettled") == {"orte.csv"}


def test_a_fault_in_the_middle_of_an_import_writes_nothing_and_is_told(client, administrator, monkeypatch):
    shown = upload(client)
    monkeypatch.setattr(of_redirects, "save_redirects", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        confirm(client, shown)
    assert not Redirect.objects.exists()
    assert "ZeroDivisionError" in ImportRun.objects.get().fault


def test_an_import_that_was_killed_says_what_to_do(client, administrator):
    run = ImportRunFactory(unfinished=True)
    told = client.get(f"/en{page(run)}").content.decode()
    assert "simply be imported again" in told


def test_what_a_file_says_is_never_taken_for_html(client, administrator):
    upload(client, b"old;new\n/<script>x</script>/;/nirgends/\n/alt/;/aktuelles/\n", name="<b>.csv")
    confirm(client, upload(client, b"old;new\n/<script>x</script>/;/nirgends/\n/alt/;/aktuelles/\n"))
    told = client.get(page(ImportRun.objects.get())).content.decode()
    assert "<script>x" not in told
    assert "&lt;script&gt;x" in told


def test_a_kind_that_no_program_knows_any_more_is_named_by_its_key(administrator):
    assert str(ImportRunFactory(kind="oldroom.thing")) == "oldroom.thing: alte-adressen.csv"


def test_who_may_import_one_kind_only_is_refused_the_runs_of_another(client):
    user = MembershipFactory(role="editor").user
    user.user_permissions.add(*Permission.objects.filter(codename__in=["add_landmark", "change_landmark"]))
    client.force_login(user)
    mine, other = ImportRunFactory(kind="regions.landmark", file_name="m.csv"), ImportRunFactory()
    assert client.get(page(mine)).status_code == 200
    assert client.get(page(other)).status_code == 403
    assert listed(client) == {"m.csv"}


@pytest.mark.parametrize("key", ["4711", "9" * 19, "9" * 5000, "x"])
def test_a_run_that_is_not_there_is_said_to_be_missing(client, administrator, key):
    address = reverse("admin:importing_importrun_change", args=[key])
    assert client.get(address)["Location"] == reverse("admin:index")


@pytest.mark.parametrize(
    ("command", "content", "kind"),
    [
        ("import_redirects", TABLE, "publishing.redirect"),
        ("import_landmarks", b"kind,name,code,lat,lon\nairport,Leipzig,LEJ,51.4,12.2\n", "regions.landmark"),
        ("import_postcodes", b"plz,lat,lon\n04109,51.34,12.37\n", "regions.postcode"),
        (
            "import_areas",
            b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"AGS": "14", "GEN": "X"}, '
            b'"geometry": {"type": "Polygon", "coordinates": [[[12, 51], [13, 51], [13, 52], [12, 51]]]}}]}',
            "regions.area",
        ),
    ],
)
def test_every_command_leaves_a_run(tmp_path, command, content, kind):
    file = tmp_path / "datei"
    file.write_bytes(content)
    call_command(command, file, "--dry-run")
    assert not ImportRun.objects.exists()
    call_command(command, file)
    run = ImportRun.objects.get()
    assert (run.kind, run.file_name, run.outcome, run.created, run.name) == (kind, "datei", "done", 1, "")
    file.write_bytes(b"")
    with pytest.raises(CommandError):
        call_command(command, file)
    assert list(ImportRun.objects.values_list("outcome", flat=True)) == ["failed", "done"]
