"""What an earlier state brings back and what stays as it is today: the history's functions, with things in memory."""

from datetime import UTC, datetime
from types import SimpleNamespace as Given

import pytest
from django.contrib import admin
from django.http import Http404

from accounts.models import Organisation
from editing.admin import history
from news.models import Article
from publishing.models import Publishable
from sites.models import Plot

pytestmark = pytest.mark.usefixtures("english")

State = Publishable.WorkflowState
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
COUNTED = {"version", "first_published_at"}
PUBLICATION = {"workflow_state", "published_from", "published_until", "confirm_until"}


@pytest.mark.parametrize(
    ("model", "brings_publication", "gives_away", "kept"),
    [
        (Plot, False, True, COUNTED | PUBLICATION),
        (Plot, True, True, COUNTED),
        (Plot, True, False, COUNTED | {"steward_id"}),
        (Plot, False, False, COUNTED | PUBLICATION | {"steward_id"}),
        (Article, False, False, COUNTED | PUBLICATION),
        (Organisation, False, True, set()),
    ],
)
def test_counts_stay_and_publication_and_steward_unless_they_may_change(
    monkeypatch, model, brings_publication, gives_away, kept
):
    model_admin = admin.site.get_model_admin(model)
    monkeypatch.setattr(model_admin, "brings_publication", lambda request, obj: brings_publication)
    monkeypatch.setattr(model_admin, "may", lambda request, action, obj: gives_away)
    assert history.HistoryAdmin.columns_to_keep(model_admin, None, model()) == kept


@pytest.mark.parametrize(
    ("today", "brings", "stays"),
    [
        (Article(version=7, title_de="Now", workflow_state="withdrawn"), False, COUNTED | PUBLICATION),
        (Article(version=7, workflow_state="withdrawn"), True, COUNTED),
        (None, False, {"workflow_state"}),
        (None, True, set()),
    ],
)
def test_an_earlier_state_puts_nothing_onto_the_site_unasked(monkeypatch, today, brings, stays):
    old = Article(title_de="Old", workflow_state="published", version=3)
    monkeypatch.setattr(history, "object_in", lambda version: old)
    model_admin = admin.site.get_model_admin(Article)
    monkeypatch.setattr(model_admin, "brings_publication", lambda request, obj: brings)
    found = model_admin.what_stays(Given(method="POST"), "version", today)
    assert found.keys() == stays
    assert found.get("version", 7) == 7
    assert found.get("workflow_state") == (None if brings else "withdrawn" if today else "draft")


def test_the_page_of_an_earlier_state_says_what_of_publication_comes_back(monkeypatch):
    restoring = Given(found="withdrawn", since=NOW)
    monkeypatch.setattr(history, "edit_of", lambda request: Given(restoring=restoring))
    model_admin = admin.site.get_model_admin(Article)
    monkeypatch.setattr(model_admin, "brings_publication", lambda request, obj: False)
    monkeypatch.setattr(model_admin, "has_release_permission", lambda request, obj: True)
    monkeypatch.setattr(history, "object_in", lambda version: Article(workflow_state="published"))
    assert model_admin.said_of_publication(None, "version") == {
        "state_of": NOW,
        "publication": "publication",
        "publication_then": "published",
        "publication_now": "withdrawn",
        "brings_publication": False,
        "may_bring_publication": True,
    }
    monkeypatch.setattr(history, "object_in", lambda version: Organisation())
    assert model_admin.said_of_publication(None, "version") == {"state_of": NOW}


@pytest.mark.parametrize(
    ("recover", "is_there", "is_sent_on"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_what_is_there_again_is_not_recovered_once_more(monkeypatch, recover, is_there, is_sent_on):
    told, prepared = [], []
    monkeypatch.setattr(history.messages, "info", lambda request, words: told.append(words))
    monkeypatch.setattr(history, "prepare_files", lambda *args: prepared.append(args[3]))
    model_admin = admin.site.get_model_admin(Organisation)
    monkeypatch.setattr(model_admin, "url_of", lambda view, key: f"/{view}/{key}/")
    monkeypatch.setattr(model_admin, "today_of", lambda request, version: is_there and Organisation())
    monkeypatch.setattr(model_admin, "restore", lambda *args: "restored")
    version = Given(_model=Organisation, object_id="7", object_repr="Town")
    answer = model_admin._reversion_revisionform_view(None, version, "x.html", {"recover": recover})
    if is_sent_on:
        assert (answer.url, told, prepared) == ("/change/7/", ["“Town” is there again already."], [])
    else:
        assert (answer, told, prepared) == ("restored", [], ["7"])
    version._model = Article
    with pytest.raises(Http404):
        model_admin._reversion_revisionform_view(None, version, "x.html", {})


@pytest.mark.parametrize(
    "fault",
    [
        history.GoneReference("Gone."),
        history.RevertError("Torn."),
        history.models.ProtectedError("Held.", []),
    ],
)
def test_what_cannot_come_back_leads_to_the_list_with_the_reason(monkeypatch, fault):
    told = []
    monkeypatch.setattr(history.messages, "error", lambda request, words: told.append(words))
    monkeypatch.setattr(history, "transaction", Given(atomic=history.nullcontext))
    monkeypatch.setattr(history, "edit_of", lambda request: Given())

    def lost(version):
        raise fault

    monkeypatch.setattr(history, "set_apart", lost)
    model_admin = admin.site.get_model_admin(Organisation)
    monkeypatch.setattr(model_admin, "url_of", lambda view: f"/{view}/")
    monkeypatch.setattr(model_admin, "said_of_publication", lambda *args: {})
    version = Given(revision=Given(date_created=NOW))
    answer = model_admin.restore(None, version, None, "x.html", {})
    assert answer.url == "/changelist/"
    assert told == [str(fault)]
