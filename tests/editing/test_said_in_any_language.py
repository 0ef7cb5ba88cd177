"""What was done is told in the language of the reader, whatever language the person who did it spoke."""

import json
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from reversion.models import Revision, Version

from editing.comments import translate_comment
from publishing.log_messages import log_message, serialize_message
from sites.freshness.answering import save_answer
from sites.models import Plot, SpaceCheck
from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.checking import CheckRequestFactory, DueSpaceFactory
from tests.factories.investors import EnquiryFactory, ProposalFactory
from tests.factories.news import ArticleFactory
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered
from tests.working import decide, save

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BOTH = pytest.mark.parametrize("spoken", ["de", "en"])


@pytest.fixture(autouse=True)
def editor(client):
    user = UserFactory(administrator=True, name="Erika Muster")
    client.force_login(user)
    return user


def address(obj, view, *more):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{view}", args=[obj.pk, *more])


def act(client, obj, action):
    page = reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_changelist")
    client.post(page, {"action": action, "_selected_action": [obj.pk]})
    return obj


def told(client, obj):
    """What the page of its history says in German and in English."""
    pages = []
    for language in ("de", "en"):
        with override(language):
            pages.append(client.get(address(obj, "history")).content.decode())
    return pages


def plot(**fields):
    return Plot.objects.get(pk=SpaceFactory(name="Feld", **fields).pk)


def copied(client):
    article = ArticleFactory(title_de="Urtext")
    client.post(address(article, "duplicate"), {"copies": "1"})
    return type(article).objects.exclude(pk=article.pk).get()


@BOTH
@pytest.mark.parametrize(
    ("deed", "german", "english"),
    [
        (lambda client: act(client, ArticleFactory(draft=True), "publish"), "Veröffentlicht.", "Published."),
        (lambda client: act(client, ArticleFactory(), "withdraw"), "Von der Website genommen.", "Withdrawn."),
        (lambda client: act(client, plot(), "confirm"), "Angaben bestätigt.", "Details confirmed."),
        (copied, "Kopiert von „Urtext“.", "Copied from “Urtext”."),
        # Without states, in Django's own log:
        (lambda client: act(client, ProposalFactory(), "revoke"), "Widerrufen.", "Revoked."),
        (lambda client: act(client, EnquiryFactory(), "mark_answered"), "beantwortet", "answered"),
    ],
    ids=["publish", "withdraw", "confirm", "duplicate", "revoke", "answer"],
)
def test_a_deed_is_read_in_either_language(client, spoken, deed, german, english):
    with override(spoken):
        obj = deed(client)
    for page, words in zip(told(client, obj), (german, english), strict=True):
        assert f"<td>{words}</td>" in page


@BOTH
def test_a_release_names_author_day_and_reviewer(client, spoken):
    town = OrganisationFactory()
    space = plot(steward=town)
    author, reviewer = (
        MembershipFactory(organisation=town, role=role).user for role in ("editor", "reviewer")
    )
    with override(spoken):
        client.force_login(author)
        save(client, space, name_de="Südfeld")
        client.force_login(reviewer)
        decide(client, space)
    today = timezone.localdate()
    german, english = told(client, space)
    assert f"Änderung von {author} vom {today:%d.%m.%Y}, freigegeben von {reviewer}" in german
    assert f"Change by {author} of " in english
    assert f"released by {reviewer}" in english


@BOTH
def test_a_return_keeps_the_words_of_the_reviewer(client, spoken):
    town = OrganisationFactory()
    space = plot(steward=town)
    client.force_login(MembershipFactory(organisation=town, role="editor").user)
    save(client, space, name_de="Südfeld")
    client.force_login(MembershipFactory(organisation=town, role="reviewer").user)
    with override(spoken):
        decide(client, space, "_return", comment="100 % fehlen: {Beschluss}")
    entries = LogEntry.objects.filter(object_id=str(space.pk))
    messages = [entry.change_message for entry in entries]
    with override("en"):
        assert any(
            translate_comment(message).endswith("returned: 100 % fehlen: {Beschluss}") for message in messages
        )
        assert "Change handed in for release." in [translate_comment(message) for message in messages]
    with override("de"):
        assert "Änderung zur Freigabe eingereicht." in [translate_comment(message) for message in messages]


@BOTH
@pytest.mark.parametrize("answer", SpaceCheck.Answer)
def test_the_answer_of_a_contact_is_read_as_the_button_is_called(client, spoken, answer):
    space = DueSpaceFactory(overdue=5, contact=ContactFactory(name="Anna Berg"))
    asked = CheckRequestFactory(recipient=space.contact, spaces=[space])
    with override(spoken):
        save_answer(asked, Plot.objects.get(), answer, {}, timezone.now())
    german, english = told(client, Plot.objects.get())
    assert "Anna Berg, über den Link einer E-Mail: " in german
    label = answer.label
    for page, language in ((german, "de"), (english, "en")):
        with override(language):
            assert f": {label}</td>" in page
    assert "Anna Berg, by the link of a mail: " in english


@BOTH
def test_what_was_brought_back_says_of_which_moment(client, spoken):
    article = ArticleFactory(title_de="Alt")
    client.post(
        address(article, "change"), filled(unrendered(client, address(article, "change")), title_de="Neu")
    )
    first = Version.objects.get_for_object(article).order_by("pk")[0]
    with override(spoken):
        page = address(article, "revision", first.pk)
        assert client.post(page, filled(unrendered(client, page))).status_code == 302
    newest = Revision.objects.order_by("pk").last()
    with override("en"):
        assert translate_comment(newest.comment).startswith("Brought back to the state of ")
        assert "Reverted" not in told(client, article)[1]


def test_days_are_spelt_and_choices_translated_for_the_reader():
    comment = serialize_message(
        log_message("%(day)s: %(state)s", day=date(2026, 11, 25), state=SpaceCheck.Answer.CORRECT.label)
    )
    said = []
    for language in ("de", "en"):
        with override(language):
            said.append(translate_comment(comment))
            assert said[-1].endswith(f": {SpaceCheck.Answer.CORRECT.label}")
    assert said[0].startswith("25.11.2026")
    assert said[0] != said[1]


@pytest.mark.parametrize(
    ("stored", "english"),
    [
        ("Angaben bestätigt.", "Angaben bestätigt."),
        ("Published.", "Published."),
        ("", ""),
        ("5", "5"),
        ("[kein JSON", "[kein JSON"),
        ('[{"changed": {"fields": ["Name"]}}]', "Changed Name."),
        (json.dumps([*log_message("Published."), {"added": {}}]), "Published. Added."),
        ("[]", "No fields changed."),
        ("[7]", "No fields changed."),
    ],
)
def test_whatever_was_stored_before_is_still_read(stored, english):
    with override("en"):
        assert translate_comment(stored) == english
