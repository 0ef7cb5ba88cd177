"""Permissions of a user by their memberships (docs/adr/0040, docs/roles.md).

Used by accounts.backends for `user.has_perm("sites.change_plot", plot)`, and by querysets.
"""

from collections import defaultdict
from functools import cached_property

from django.apps import apps
from django.db.models import Q

from publishing.access_policy import AccessPolicy, access_policy_of, owner_model

READER, EDITOR, REVIEWER, NEWSROOM = "reader", "editor", "reviewer", "newsroom"
WRITER_ROLES = {EDITOR, REVIEWER}
OBJECT_ROLES = {READER, EDITOR, REVIEWER}
ALL_ROLES = {READER, EDITOR, REVIEWER, NEWSROOM}


def write_actions(roles):
    return dict.fromkeys(("add", "change", "delete"), roles)


ORGANISATION_RULES = {
    AccessPolicy.STEWARD: {"view": OBJECT_ROLES, **write_actions(WRITER_ROLES), "release": {REVIEWER}},
    AccessPolicy.OFFICE: {"view": ALL_ROLES, **write_actions(WRITER_ROLES | {NEWSROOM})},
    AccessPolicy.SHARED: {"view": ALL_ROLES},
    AccessPolicy.LIBRARY: {"view": ALL_ROLES, **write_actions(WRITER_ROLES | {NEWSROOM})},
}
"""{policy: {action: roles that may do it with objects of their own organisation}}"""

REGION_RULES = {"view": OBJECT_ROLES, **write_actions(WRITER_ROLES), "release": {REVIEWER}}
"""{action: roles in an organisation of the kind “the region itself” that may do it with objects of all}"""


class Rights:
    """The rights of one user. One query for memberships; permissions granted by hand are Django's.

    held: [(organisation, its kind, role)] and `has_grants`, if prefetched (prefetch_rights).
    """

    def __init__(self, user, held=None, *, has_grants=True):
        self.user, self.has_grants = user, has_grants
        self.is_administrator = user.is_active and user.is_superuser
        self.roles, self.in_region, self.answers = {}, set(), {}
        if user.is_active and user.is_authenticated and not user.is_superuser:
            if held is None:
                held = user.memberships.values_list("organisation", "organisation__kind", "role")
            for organisation, kind, role in held:
                self.roles[organisation] = role
                if kind == "region":
                    self.in_region.add(role)

    def may(self, action, model, obj=None):
        """Whether the user may `action` (view, add, change, delete, release) `obj`, or at least one of its model."""
        if self.is_administrator:
            return True
        if obj is None:
            return self.may_any(action, model)
        if action == "delete" and was_public(obj, model) and not self.may("release", model, obj):
            return False
        if access_policy_of(model) == AccessPolicy.LIBRARY:
            return self.may_use_library_item(action, model, obj)
        if is_stewarded(model):
            return self.everywhere(action, model) or bool(
                stewards_of(obj, model) & self.organisations(action, model)
            )
        return self.may(action, model)

    def may_any(self, action, model):
        """Whether the user may do this with any row of the model; cached for the request."""
        if (action, model) not in self.answers:
            self.answers[action, model] = self.is_granted(action, model) or self.has_a_role_for(action, model)
        return self.answers[action, model]

    def organisations_in_scope(self, action, model):
        """Return the ids of the organisations with whose rows of `model` the user may do this; None: with all."""
        return None if self.everywhere(action, model) else self.organisations(action, model)

    def has_a_role_for(self, action, model):
        return self.everywhere(action, model) or any(
            role in self.roles_for(action, model) for role in self.roles.values()
        )

    def everywhere(self, action, model):
        """Whether the user may do this with the rows of all organisations."""
        policy = access_policy_of(model)
        if policy is None:
            return self.is_administrator
        return (
            self.is_administrator
            or bool(REGION_RULES[action] & self.in_region)
            or (policy == AccessPolicy.NEWSROOM and action != "release" and NEWSROOM in self.in_region)
        )

    def organisations(self, action, model):
        """Return ids as above. A permission granted by hand adds an action, never rows of other organisations."""
        roles = self.roles_for(action, model)
        if self.is_granted(action, model):
            roles = roles | self.roles_for("view", model)
        return {organisation for organisation, role in self.roles.items() if role in roles}

    def assignable_roles(self):
        """Return the roles the user may give to members of a new organisation: none beyond their own. Only
        administrators give roles in the region and change those of existing users.
        """
        if self.is_administrator or REVIEWER in self.in_region:
            return [READER, EDITOR, REVIEWER]
        return [READER, EDITOR] if EDITOR in self.in_region else []

    def default_organisation(self, model):
        """Return the id of the default organisation for objects that the user adds; administrators: None."""
        return min(self.organisations("add", model), default=None)

    def roles_for(self, action, model):
        return ORGANISATION_RULES.get(access_policy_of(model), {}).get(action, set())

    def may_use_library_item(self, action, model, obj):
        if obj.pk is None:
            return self.everywhere(action, model)
        rows = model._default_manager.filter(pk=obj.pk)
        return (rows.visible_to(self.user) if action == "view" else rows.editable_by(self.user)).exists()

    def is_granted(self, action, model):
        """Whether it was granted by hand, for this model or for all its proxies."""
        if not self.has_grants:
            return False
        proxies = [proxy for proxy in model.__subclasses__() if proxy._meta.proxy]
        return any(self.is_granted_for(action, models) for models in ([model], proxies) if models)

    def is_granted_for(self, action, models):
        actions = ("view", "change") if action == "view" else (action,)
        return all(
            any(
                f"{model._meta.app_label}.{action}_{model._meta.model_name}" in self.granted
                for action in actions
            )
            for model in models
        )

    @cached_property
    def granted(self):
        """Permissions granted by hand: RoleBackend adds none to this list."""
        return self.user.get_all_permissions()


def prefetch_rights(users):
    """Return the users of a queryset as a list, with rights prefetched in two queries for all."""
    found, held = list(users), defaultdict(list)
    memberships = apps.get_model("accounts", "Membership").objects.filter(user__in=found)
    for key, *membership in memberships.values_list("user", "organisation", "organisation__kind", "role"):
        held[key].append(membership)
    by_hand = Q(user_permissions__isnull=False) | Q(groups__isnull=False)
    among_them = Q(pk__in=[user.pk for user in found])
    granted = set(users.model._base_manager.filter(by_hand, among_them).values_list("pk", flat=True))
    for user in found:
        user._rights = Rights(user, held[user.pk], has_grants=user.pk in granted)
    return found


def rights_of(user):
    """Return the Rights cached on the user object, which every request loads again."""
    if not hasattr(user, "_rights"):
        user._rights = Rights(user)
    return user._rights


def is_stewarded(model):
    owner = owner_model(model) or model
    return hasattr(owner, "steward_field") or hasattr(owner, "steward_ids")


def stewards_of(obj, model):
    """Return the ids of the organisations of `obj` (a row, or its owner)."""
    if owner_model(model) and isinstance(obj, model):
        obj = getattr(obj, model.owner_field)
    if hasattr(obj, "steward_ids"):
        return obj.steward_ids()
    return {getattr(obj, obj._meta.get_field(obj.steward_field).attname)} - {None}


def was_public(obj, model):
    """Whether deleting it removes something once public. False for rows, whose owner is passed as `obj`."""
    return isinstance(obj, model) and getattr(obj, "first_published_at", None) is not None
