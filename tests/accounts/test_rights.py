"""Rights come from memberships: what a role opens, for whose objects, and what a grant by hand adds."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Contact, Membership, Organisation, User
from accounts.rights import prefetch_rights, rights_of
from publishing.models import Picture
from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return OrganisationFactory(name="Stadt Musterhausen")


@pytest.fixture
def region():
    return OrganisationFactory(name="Metropolregion", kind=Organisation.Kind.REGION)


def member(organisation, role):
    return MembershipFactory(organisation=organisation, role=role).user


def read_again(user):
    """As the next request reads them: rights are kept with the user."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("role", "looks", "writes"),
    [
        ("reader", True, False),
        ("editor", True, True),
        ("reviewer", True, True),
    ],
)
def test_a_member_reaches_the_contacts_of_his_organisation_only(town, role, looks, writes):
    user = member(town, role)
    own, other = ContactFactory(organisation=town), ContactFactory()
    assert user.has_perm("accounts.view_contact", own) is looks
    assert user.has_perm("accounts.change_contact", own) is writes
    assert user.has_perm("accounts.delete_contact", own) is writes
    assert not user.has_perm("accounts.view_contact", other)
    assert not user.has_perm("accounts.change_contact", other)
    assert list(Contact.objects.visible_to(user)) == [own]
    assert list(Contact.objects.editable_by(user)) == ([own] if writes else [])


def test_region_staff_reach_everybody_s_contacts(region):
    other = ContactFactory()
    for role, writes in (("reader", False), ("editor", True), ("reviewer", True)):
        user = member(region, role)
        assert user.has_perm("accounts.view_contact", other)
        assert user.has_perm("accounts.change_contact", other) is writes
        assert list(Contact.objects.visible_to(user)) == [other]


def test_the_newsroom_writes_news_and_keeps_the_region_s_contacts(region):
    user = member(region, "newsroom")
    article, own, other = ArticleFactory(), ContactFactory(organisation=region), ContactFactory()
    assert user.has_perm("news.change_article", article)
    assert user.has_perm("portal.change_page")
    assert not user.has_perm("news.release_article", article)
    assert user.has_perm("accounts.change_contact", own)
    assert not user.has_perm("accounts.view_contact", other)
    assert not user.has_perm("portal.view_feedback")


def test_members_of_a_municipality_write_no_news(town):
    article = ArticleFactory()
    for role in ("reader", "editor", "reviewer"):
        assert not member(town, role).has_perm("news.view_article", article)


def test_a_newsroom_elsewhere_than_in_the_region_opens_no_news(town):
    assert not member(town, "newsroom").has_perm("news.view_article")


def test_only_reviewers_release(region):
    article = ArticleFactory()
    assert member(region, "reviewer").has_perm("news.release_article", article)
    assert not member(region, "editor").has_perm("news.release_article", article)


def test_what_was_public_is_deleted_by_those_who_release(region):
    user = member(region, "editor")
    assert user.has_perm("news.delete_article", ArticleFactory(draft=True))
    assert not user.has_perm("news.delete_article", ArticleFactory())
    assert member(region, "reviewer").has_perm("news.delete_article", ArticleFactory())


def test_reference_data_is_seen_by_all_members_and_changed_by_the_region(town, region):
    user = member(town, "editor")
    assert user.has_perm("regions.view_area")
    assert not user.has_perm("regions.change_area")
    assert member(region, "editor").has_perm("regions.change_area")


def test_a_member_sees_his_own_organisation_and_changes_none(town, region):
    user = member(town, "reviewer")
    assert list(Organisation.objects.visible_to(user)) == [town]
    assert not user.has_perm("accounts.change_organisation", town)
    assert member(region, "editor").has_perm("accounts.change_organisation", town)


def test_whoever_belongs_nowhere_may_nothing():
    user = UserFactory()
    contact = ContactFactory()
    assert not user.has_perm("accounts.view_contact", contact)
    assert not user.has_perm("regions.view_area")
    assert not user.has_module_perms("sites")
    assert not Contact.objects.visible_to(user)
    assert not Contact.objects.visible_to(AnonymousUser())


def test_who_is_switched_off_may_nothing(town):
    user = member(town, "editor")
    User.objects.update(is_active=False)
    assert not read_again(user).has_perm("accounts.view_contact", ContactFactory(organisation=town))


@pytest.mark.parametrize("is_superuser", [False, True])
def test_no_list_shows_anything_to_who_is_switched_off(town, is_superuser):
    user = member(town, "editor")
    User.objects.update(is_active=False, is_superuser=is_superuser)
    ContactFactory(organisation=town)
    assert not Contact.objects.visible_to(read_again(user))
    assert not Contact.objects.editable_by(read_again(user))


@pytest.mark.parametrize(
    ("role", "gives"),
    [
        ("reader", []),
        ("newsroom", []),
        ("editor", ["reader", "editor"]),
        ("reviewer", ["reader", "editor", "reviewer"]),
    ],
)
def test_nobody_gives_others_more_than_they_have_in_the_region(town, region, role, gives):
    assert rights_of(member(region, role)).assignable_roles() == gives
    assert rights_of(member(town, role)).assignable_roles() == []


def test_an_administrator_gives_every_role_there_is_for_objects():
    assert rights_of(UserFactory(administrator=True)).assignable_roles() == ["reader", "editor", "reviewer"]


def test_what_somebody_of_two_organisations_adds_belongs_to_the_one_that_was_there_first(town):
    user = member(OrganisationFactory(), "editor")
    MembershipFactory(user=user, organisation=town, role="editor")
    assert rights_of(user).default_organisation(Contact) == town.pk


def test_who_writes_for_an_organisation_may_make_it_the_steward_and_who_reads_may_not(town, region):
    other = OrganisationFactory()
    user = member(town, "editor")
    MembershipFactory(user=user, organisation=other, role="reader")
    assert list(Organisation.objects.choosable_by(user)) == [town]
    assert set(Organisation.objects.choosable_by(member(region, "editor"))) == {town, region, other}


def test_memberships_of_several_organisations_stay_apart(town):
    other = OrganisationFactory()
    user = member(town, "reader")
    MembershipFactory(user=user, organisation=other, role="editor")
    assert not user.has_perm("accounts.change_contact", ContactFactory(organisation=town))
    assert user.has_perm("accounts.change_contact", ContactFactory(organisation=other))
    assert Contact.objects.visible_to(user).count() == 2
    assert Contact.objects.editable_by(user).count() == 1


def grant(user, codename):
    user.user_permissions.add(Permission.objects.get(codename=codename))
    return read_again(user)


def test_a_grant_by_hand_adds_an_action_but_no_rows_of_others(town):
    user = grant(member(town, "reader"), "change_contact")
    assert user.has_perm("accounts.change_contact", ContactFactory(organisation=town))
    assert not user.has_perm("accounts.change_contact", ContactFactory())


def test_a_grant_by_hand_adds_no_rows_that_the_role_does_not_see(town):
    """The newsroom has no part in the objects of its own organisation."""
    space = SpaceFactory(steward=town)
    for role, changes in (("newsroom", False), ("reader", True)):
        user = grant(member(town, role), "change_space")
        assert user.has_perm("sites.change_space", space) is changes


def test_a_grant_by_hand_opens_what_belongs_to_no_organisation(town):
    user = grant(member(town, "editor"), "change_article")
    assert user.has_perm("news.change_article", ArticleFactory())
    assert user.has_perm("news.view_article", ArticleFactory())
    assert not user.has_perm("news.release_article", ArticleFactory())


def test_a_grant_for_plots_alone_opens_no_halls(town):
    user = grant(UserFactory(), "view_plot")
    assert user.has_perm("sites.view_plot")
    assert not user.has_perm("sites.view_hall")
    assert not user.has_perm("sites.view_space")
    assert grant(user, "view_hall").has_perm("sites.view_space"), "both stand for all spaces"


def test_rights_read_for_many_are_those_that_each_would_read(town, region):
    by_user, by_group, nobody = UserFactory(), UserFactory(), UserFactory()
    grant(by_user, "change_article")
    group = Group.objects.create(name="Aushilfe")
    group.permissions.add(Permission.objects.get(codename="change_article"))
    by_group.groups.add(group)
    everybody = [by_user, by_group, nobody, member(town, "editor"), member(region, "reader")]
    found = prefetch_rights(User.objects.filter(pk__in=[user.pk for user in everybody]).order_by("pk"))
    contact = ContactFactory(organisation=town)
    questions = [
        ("news.view_article", None),  # by a grant to change, which Django does not say
        ("accounts.view_contact", contact),
        ("accounts.change_contact", contact),
    ]
    answers = [[user.has_perm(*question) for question in questions] for user in found]
    assert answers == [[read_again(user).has_perm(*question) for question in questions] for user in everybody]
    assert answers == [
        [True, False, False],
        [True, False, False],
        [False, False, False],
        [False, True, True],
        [True, True, False],
    ]


def test_the_memberships_are_asked_once(town, django_assert_num_queries):
    user = read_again(member(town, "editor"))
    contact = ContactFactory(organisation=town)
    with django_assert_num_queries(3):  # memberships, and Django's own grants to user and groups
        for _try in range(3):
            user.has_perm("accounts.change_contact", contact)
            user.has_perm("regions.view_area")


def test_what_is_taken_or_given_counts_from_the_next_request(client, town):
    user = member(town, "editor")
    client.force_login(user)
    plots, redirects = reverse("admin:sites_plot_changelist"), reverse("admin:publishing_redirect_changelist")
    assert [client.get(page).status_code for page in (plots, redirects)] == [200, 403]
    grant(user, "view_redirect")
    assert [client.get(page).status_code for page in (plots, redirects)] == [200, 200]
    user.user_permissions.clear()
    user.memberships.all().delete()
    assert [client.get(page).status_code for page in (plots, redirects)] == [403, 403]


def test_an_administrator_costs_no_question(django_assert_num_queries):
    user = UserFactory(administrator=True)
    with django_assert_num_queries(0):
        assert user.has_perm("accounts.change_contact", Contact())
        assert rights_of(user).organisations_in_scope("view", Contact) is None


def test_an_unknown_permission_is_refused(town):
    user = member(town, "editor")
    assert not user.has_perm("accounts.change_nothing")
    assert not user.has_perm("accounts.paint_contact")
    assert not user.has_perm("publishing")


@pytest.mark.parametrize(("role", "changes"), [("reader", False), ("editor", True)])
def test_of_pictures_that_objects_show_the_role_there_counts(town, role, changes):
    picture, other = PictureFactory.create_batch(2)
    SpaceFactory(steward=town).photos.create(picture=picture)
    SpaceFactory().photos.create(picture=other)
    user = member(town, role)
    assert user.has_perm("publishing.view_picture", picture)
    assert user.has_perm("publishing.change_picture", picture) is changes
    assert not user.has_perm("publishing.view_picture", other)
    assert not user.has_perm("publishing.change_picture", other)


def test_nobodys_picture_is_the_region_s(town, region):
    assert not member(town, "editor").has_perm("publishing.view_picture", Picture())
    assert member(region, "editor").has_perm("publishing.view_picture", Picture())


def test_a_newsroom_without_an_organisation_is_refused_beside_the_organisation():
    with pytest.raises(ValidationError) as refused:
        Membership(user=UserFactory(), role="newsroom").full_clean()
    assert set(refused.value.error_dict) == {"organisation"}


def test_nobody_is_their_own_deputy():
    contact = ContactFactory()
    contact.deputy = contact
    with pytest.raises(ValidationError) as refused:
        contact.full_clean()
    assert "deputy" in refused.value.error_dict
