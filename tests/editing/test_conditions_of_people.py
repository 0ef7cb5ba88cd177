"""Who may do what with accounts, and what is said of it: the administration of people, with things in memory."""

from types import SimpleNamespace as Given

import pytest
from django.contrib import admin, messages

from accounts.models import Contact, User
from editing.admin import inviting, people
from editing.admin.rights import RightsMixin
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def users(monkeypatch):
    """The administration of users, with what it says."""
    model_admin = admin.site.get_model_admin(User)
    told = []
    monkeypatch.setattr(
        model_admin, "message_user", lambda request, words, level: told.append((level, str(words)))
    )
    return Given(admin=model_admin, told=told)


def request_of(is_superuser, **more):
    return Given(user=Given(is_superuser=is_superuser, pk=1), **more)


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize(
    ("is_superuser", "invited", "sentence"),
    [
        (True, ["Ada", "Anna", "Voll 1", "Voll 2"], "2 mails go out."),
        (False, ["Anna", "Voll 1", "Voll 2"], "1 mail goes out."),
    ],
)
def test_links_go_to_active_accounts_and_only_administrators_send_them_to_administrators(
    users, monkeypatch, is_superuser, invited, sentence
):
    UserFactory(name="Ada", administrator=True)
    UserFactory(name="Ben", is_active=False)
    for name in ("Anna", "Voll 1", "Voll 2"):
        UserFactory(name=name)
    asked = []

    def invite(user, language):
        asked.append((user.name, language))
        return not user.name.startswith("Voll")

    monkeypatch.setattr(people, "invite", invite)
    users.admin.invite_again(request_of(is_superuser), User.objects.order_by("name"))
    assert asked == [(name, "en") for name in invited]
    words = "These had several links within the hour already and get no more for now: Voll 1, Voll 2."
    assert users.told == [(messages.SUCCESS, sentence), (messages.WARNING, words)]


@pytest.mark.django_db
@pytest.mark.once
def test_nothing_is_said_of_a_limit_that_nobody_has_reached(users, monkeypatch):
    UserFactory()
    monkeypatch.setattr(people, "invite", lambda user, language: True)
    users.admin.invite_again(request_of(True), User.objects.all())
    assert users.told == [(messages.SUCCESS, "1 mail goes out.")]


@pytest.mark.parametrize("count", [1, 2])
def test_a_second_factor_that_was_taken_away_is_counted_and_noted_for_whom(users, monkeypatch, count):
    done = []
    monkeypatch.setattr(
        people.second_factor, "reset", lambda user, by, request: done.append((user, by)) or True
    )
    request = request_of(True)
    users.admin.reset_second_factor(request, ["Anna", "Erika"][:count])
    assert done == [("Anna", request.user), ("Erika", request.user)][:count]
    words = {
        1: "1 account has no second factor any more; a mail tells its owner.",
        2: "2 accounts have no second factor any more; a mail tells their owners.",
    }
    assert users.told == [(messages.SUCCESS, words[count])]


class Account(Given):
    def __str__(self):
        return "Nele Neu"


INVITED = (messages.SUCCESS, "An invitation goes to neu@example.org.")
WITHOUT_ROLE = (messages.WARNING, "Nele Neu has no role yet and will see an empty administration.")


@pytest.mark.parametrize(
    ("change", "is_superuser", "has_role", "told"),
    [
        (False, False, True, [INVITED]),
        (False, False, False, [INVITED, WITHOUT_ROLE]),
        (False, True, False, [INVITED]),
        (True, False, True, []),
        (True, False, False, [WITHOUT_ROLE]),
    ],
)
def test_who_is_added_is_invited_and_who_has_no_role_is_named(
    users, monkeypatch, change, is_superuser, has_role, told
):
    invited = []
    monkeypatch.setattr(admin.ModelAdmin, "save_related", lambda *args: None)
    monkeypatch.setattr(inviting, "invite", lambda user, language: not invited.append((user.email, language)))
    tell = lambda request, words: users.told.append((messages.SUCCESS, str(words)))  # noqa: E731
    monkeypatch.setattr(inviting, "messages", Given(success=tell))
    account = Account(
        email="neu@example.org", is_superuser=is_superuser, memberships=Given(exists=lambda: has_role)
    )
    form = Given(instance=account, cleaned_data={"language": "de"})
    users.admin.save_related(None, form, [], change)
    assert users.told == told
    assert invited == [("neu@example.org", "de")] * (not change)


@pytest.mark.parametrize(
    ("is_superuser", "whose", "may_change", "may_delete"),
    [
        (True, "colleague", True, True),
        (True, "administrator", True, True),
        (True, "own", True, False),
        (False, "colleague", True, True),
        (False, "administrator", False, False),
        (False, "own", True, False),
        (False, None, True, False),
        (True, None, True, False),
    ],
)
def test_nobody_deletes_their_own_account_nor_touches_one_above_them(
    users, monkeypatch, is_superuser, whose, may_change, may_delete
):
    for right in ("change", "delete"):
        monkeypatch.setattr(RightsMixin, f"has_{right}_permission", lambda *args: True)
    request = request_of(is_superuser)
    known = {"own": request.user, "colleague": Given(is_superuser=False), None: None}
    obj = known.get(whose, Given(is_superuser=True))
    assert users.admin.has_change_permission(request, obj) is may_change
    assert users.admin.has_delete_permission(request, obj) is may_delete


def test_rights_beyond_the_roles_are_given_by_administrators_alone(users):
    def fields(request, obj):
        return admin.utils.flatten_fieldsets(users.admin.get_fieldsets(request, obj))

    above, office = request_of(True), request_of(False)
    assert fields(above, None) == ["email", "name", "language", "is_superuser", "groups"]
    assert fields(office, None) == ["email", "name", "language"]
    rights = {"is_staff", "is_superuser", "groups"}
    assert rights <= {*fields(office, "somebody")}
    assert rights <= {*users.admin.get_readonly_fields(office, "somebody")}
    assert rights.isdisjoint(users.admin.get_readonly_fields(above, "somebody"))
    assert users.admin.has_reset_permission(above)
    assert not users.admin.has_reset_permission(office)


def test_several_accounts_are_not_deleted_at_once(users, rf):
    request = rf.get("/")
    request.user = User(is_superuser=True, is_active=True, is_staff=True)
    assert set(users.admin.get_actions(request)) == {"invite_again", "reset_second_factor"}


def test_the_languages_of_a_contact_are_a_list():
    contacts = admin.site.get_model_admin(Contact)
    assert contacts.spoken(Contact(languages="de en pl")) == "de, en, pl"
