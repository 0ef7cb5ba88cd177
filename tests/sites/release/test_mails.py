"""The mails about the work flow: who gets them, gathered, none twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Organisation
from editing.models import PendingChange, ReleaseStep
from editing.release_mails import MAX_WAIT, QUIET_PERIOD, post_release_mails
from mailing.models import OutgoingMail
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.sites import SpaceFactory
from tests.working import decide, page_of, save

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


@pytest.fixture
def reviewer(town):
    return MembershipFactory(organisation=town, role="reviewer", user__email="pruefung@example.org").user


@pytest.fixture
def author(client, log_in, town):
    return log_in(town)


@pytest.fixture
def space(town):
    return SpaceFactory(name_de="Nordfeld", steward=town)


def later(duration=QUIET_PERIOD):
    return timezone.now() + duration + timedelta(seconds=5)


def mails():
    return [(mail.to, mail.subject) for mail in OutgoingMail.objects.order_by("pk")]


def recipients():
    return sorted(mail.to for mail in OutgoingMail.objects.all())


def forget():
    OutgoingMail.objects.all().delete()


def test_reviewers_of_the_steward_are_told_what_waits(client, author, reviewer, other, space):
    MembershipFactory(organisation=other, role="reviewer")
    save(client, space, name_de="Südfeld", step_comment="Umbenannt.")
    assert post_release_mails(timezone.now()) == 0
    assert post_release_mails(later()) == 1
    [mail] = OutgoingMail.objects.all()
    assert mail.to == reviewer.email
    assert "Nordfeld" in mail.subject
    assert "Umbenannt." in mail.body
    assert page_of(space, "review") in mail.body


def test_none_goes_out_twice(client, author, reviewer, space):
    save(client, space, name_de="Südfeld")
    post_release_mails(later())
    post_release_mails(later())
    post_release_mails(later(MAX_WAIT))
    assert recipients() == [reviewer.email]


def test_saving_again_while_it_waits_sends_no_second_mail(client, author, reviewer, space):
    save(client, space, name_de="Südfeld")
    post_release_mails(later())
    save(client, space, name_de="Westfeld")
    post_release_mails(later(MAX_WAIT))
    assert recipients() == [reviewer.email]


def test_what_was_handed_in_at_one_go_comes_in_one_mail(client, author, reviewer, town):
    for space in SpaceFactory.create_batch(3, steward=town):
        save(client, space, name_de=f"Neu {space.number}")
    draft = SpaceFactory(steward=town, draft=True)
    save(client, draft, button="_review")
    post_release_mails(later())
    [mail] = OutgoingMail.objects.all()
    assert mail.body.count("/admin/") == 4
    assert mail.subject in ("4 entries wait for your release", "4 Einträge warten auf Ihre Freigabe")


def test_somebody_who_never_pauses_is_told_of_within_the_hour(client, author, reviewer, space, town):
    save(client, space, name_de="Südfeld")
    ReleaseStep.objects.update(at=timezone.now() - MAX_WAIT)
    save(client, SpaceFactory(steward=town), name_de="Westfeld")
    assert post_release_mails(timezone.now()) == 1


def test_the_author_is_told_that_it_was_returned_and_why(client, author, reviewer, space):
    save(client, space, name_de="Südfeld")
    post_release_mails(later())
    forget()
    client.force_login(reviewer)
    decide(client, space, "_return", comment="Bitte mit Beschluss.")
    post_release_mails(later())
    [mail] = OutgoingMail.objects.all()
    assert mail.to == author.email
    assert "Bitte mit Beschluss." in mail.body


def test_everybody_who_handed_it_in_is_told_of_the_release(client, log_in, town, reviewer, space):
    first = log_in(town)
    save(client, space, name_de="Südfeld")
    second = log_in(town)
    save(client, space, area="70000")
    post_release_mails(later())
    forget()
    client.force_login(reviewer)
    decide(client, space)
    post_release_mails(later())
    assert recipients() == sorted([first.email, second.email])
    assert PendingChange.objects.get().state == "approved"


def test_a_new_entry_is_told_of_at_each_step(client, author, reviewer, town):
    space = SpaceFactory(steward=town, draft=True)
    told = []
    for user, button, comment in [
        (author, "_review", ""),
        (reviewer, "_return", "Bitte mit Foto."),
        (author, "_review", ""),
        (reviewer, "_release", ""),
        (reviewer, "_withdraw", ""),
    ]:
        client.force_login(user)
        save(client, space, button=button, step_comment=comment)
        post_release_mails(later())
        told.append(recipients())
        forget()
    assert told == [[reviewer.email], [author.email], [reviewer.email], [author.email], [author.email]]


def test_what_is_decided_before_the_mail_is_not_asked_for_any_more(client, author, reviewer, space):
    save(client, space, name_de="Südfeld")
    client.force_login(reviewer)
    decide(client, space)
    post_release_mails(later())
    assert recipients() == [author.email]


def headings(mail):
    return [line for line in mail.body.splitlines() if line[:3].isalpha() and line[:3].isupper()]


@pytest.fixture
def entry(town, kind):
    return SpaceFactory(name_de="Nordfeld", steward=town, draft=kind == "new entry")


@pytest.fixture
def go(client, author, reviewer, entry, kind):
    """Takes a step by a button, as its author or reviewer, of the form or of the page of comparison."""
    names = iter(("Südfeld", "Westfeld", "Ostfeld", "Neufeld"))

    def go(who, button):
        client.force_login({"author": author, "reviewer": reviewer}[who])
        if kind == "new entry" or button in ("hand in", "_withdraw"):
            wording = {"hand in": "_review" if kind == "new entry" else "_save"}
            pressed = wording.get(button, button)
            comment = "Bitte mit Foto." if button == "_return" else ""
            save(client, entry, name_de=next(names), button=pressed, step_comment=comment)
        else:
            pressed = {"_release": "_approve"}.get(button, button)
            decide(client, entry, pressed, comment="Bitte mit Foto.")

    return go


SETTLED = [
    (["_return", "hand in", "_release"], {"author": ["FREIGEGEBEN"]}),
    (["_return", "hand in"], {"reviewer": ["WARTET AUF IHRE FREIGABE"]}),
    (["_release", "_withdraw"], {"author": ["VON DER WEBSITE GENOMMEN"]}),
    (["_return"], {"author": ["ZUR NACHBESSERUNG AN SIE"]}),
]


@pytest.mark.parametrize("kind", ["new entry", "change"])
@pytest.mark.parametrize(("buttons", "told"), SETTLED, ids=lambda value: ", ".join(value))
def test_a_mail_lists_only_what_still_holds_when_it_goes_out(
    go, author, reviewer, entry, kind, buttons, told
):
    go("author", "hand in")
    post_release_mails(later())
    forget()
    for button in buttons:
        go("author" if button == "hand in" else "reviewer", button)
    post_release_mails(later())
    addresses = {author.email: "author", reviewer.email: "reviewer"}
    sent = {addresses[mail.to]: headings(mail) for mail in OutgoingMail.objects.all()}
    if kind == "change" and "_withdraw" in buttons:  # whose author hears of no withdrawal
        told = {}
    assert sent == told


@pytest.mark.parametrize("kind", ["new entry"])
def test_what_is_taken_back_and_handed_in_again_stands_under_one_heading(go, reviewer, kind):
    go("author", "hand in")
    post_release_mails(later())
    forget()
    go("author", "_draft")
    go("author", "hand in")
    post_release_mails(later())
    [mail] = OutgoingMail.objects.all()
    assert (mail.to, headings(mail)) == (reviewer.email, ["WARTET AUF IHRE FREIGABE"])


@pytest.mark.parametrize("kind", ["change"])
def test_a_change_that_takes_the_place_of_a_discarded_one_stands_under_one_heading(go, reviewer, kind):
    go("author", "hand in")
    post_release_mails(later())
    forget()
    go("author", "_takeback")
    go("author", "hand in")
    post_release_mails(later())
    [mail] = OutgoingMail.objects.all()
    assert (mail.to, headings(mail)) == (reviewer.email, ["WARTET AUF IHRE FREIGABE"])


def test_what_is_taken_back_before_the_mail_is_not_told_at_all(client, author, reviewer, space):
    save(client, space, name_de="Südfeld")
    decide(client, space, "_takeback")
    post_release_mails(later())
    assert recipients() == []


def test_what_is_taken_back_afterwards_is_told(client, author, reviewer, space):
    save(client, space, name_de="Südfeld")
    post_release_mails(later())
    forget()
    decide(client, space, "_takeback")
    post_release_mails(later())
    assert recipients() == [reviewer.email]


def test_where_an_organisation_has_no_reviewer_the_region_is_asked(client, author, space):
    region = OrganisationFactory(kind=Organisation.Kind.REGION)
    staff = MembershipFactory(organisation=region, role="reviewer").user
    MembershipFactory(organisation=region, role="editor")
    save(client, space, name_de="Südfeld")
    post_release_mails(later())
    assert recipients() == [staff.email]


def test_without_anybody_else_the_administrators_are_asked(client, author, space):
    administrator = UserFactory(administrator=True)
    save(client, space, name_de="Südfeld")
    post_release_mails(later())
    assert recipients() == [administrator.email]


def test_news_are_handed_to_the_reviewers_of_the_region(client):
    region = OrganisationFactory(kind=Organisation.Kind.REGION)
    staff = MembershipFactory(organisation=region, role="reviewer").user
    writer = MembershipFactory(organisation=region, role="newsroom").user
    article = ArticleFactory(draft=True)
    client.force_login(writer)
    article.workflow_state = "in_review"
    article.save()
    ReleaseStep.objects.create(target=article, step="handed_in", user=writer, name="W", at=timezone.now())
    post_release_mails(later())
    assert recipients() == [staff.email]


def test_whoever_may_not_log_in_any_more_gets_none(client, author, reviewer, space):
    reviewer.is_active = False
    reviewer.save()
    save(client, space, name_de="Südfeld")
    post_release_mails(later())
    assert recipients() == []


def test_what_was_deleted_is_not_told_of(client, author, reviewer, space):
    save(client, space, name_de="Südfeld")
    space.delete()
    post_release_mails(later())
    assert recipients() == []


def test_the_mails_cost_no_more_with_more_steps(
    client, author, reviewer, town, django_assert_max_num_queries
):
    for space in SpaceFactory.create_batch(2, steward=town):
        save(client, space, name_de=f"Neu {space.number}")
    with django_assert_max_num_queries(40):
        post_release_mails(later())
