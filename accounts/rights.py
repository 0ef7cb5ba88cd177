"""What a user may do, by their memberships: each question about rights is answered here (docs/adr/0040, docs/roles.md).

Asked in Django's way, `user.has_perm("sites.change_plot", plot)`, by accounts.backends; lists ask `reach`.
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
"""Which roles do what with the things of their own organisation."""

REGION_RULES = {"view": OBJECT_ROLES, **write_actions(WRITER_ROLES), "release": {REVIEWER}}
"""Which roles, held in an organisation of the kind “the region itself”, do what with the things of all."""


class Rights:
    """The rights of one user. One query for their memberships; what was granted by hand is Django's to answer.

    held: [(organisation, its kind, role)] and `has_grants` where they were read already (read_rights).
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
        """Computed once, though asked for each row of a form: each request reads its user, and this, again."""
        if (action, model) not in self.answers:
            self.answers[action, model] = self.is_granted(action, model) or self.has_a_role_for(action, model)
        return self.answers[action, model]

    def organisations_in_scope(self, action, model):
        """The ids of the organisations with whose rows of `model` the user may do this; None: with all rows."""
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
        """What was granted by hand adds an action, never the rows of organisations that the user does not belong to."""
        roles = self.roles_for(action, model)
        if self.is_granted(action, model):
            roles = roles | self.roles_for("view", model)
        return {organisation for organisation, role in self.roles.items() if role in roles}

    def assignable_roles(self):
        """What the user may let the people of a new organisation do: nothing they may not do themselves. Roles in the
        region, and all of people who are there already, are given by administrators alone.
        """
        if self.is_administrator or REVIEWER in self.in_region:
            return [READER, EDITOR, REVIEWER]
        return [READER, EDITOR] if EDITOR in self.in_region else []

    def default_organisation(self, model):
        """The id of the organisation that owns what the user adds, unless they choose another; administrators: None."""
        return min(self.organisations("add", model), default=None)

    def roles_for(self, action, model):
        return ORGANISATION_RULES.get(access_policy_of(model), {}).get(action, set())

    def may_use_library_item(self, action, model, obj):
        if obj.pk is None:  # one of nobody
            return self.everywhere(action, model)
        rows = model._default_manager.filter(pk=obj.pk)
        return (rows.visible_to(self.user) if action == "view" else rows.editable_by(self.user)).exists()

    def is_granted(self, action, model):
        """Whether an administrator granted it by hand: to this model, or to all the proxies that stand for it."""
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
        """RoleBackend has no list of permissions, so these are Django's own."""
        return self.user.get_all_permissions()


def prefetch_rights(users):
    """The users of a queryset as a list, their rights read in two queries, where each would ask for their own."""
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
    """Kept with the user, who is read again for each request."""
    if not hasattr(user, "_rights"):
        user._rights = Rights(user)
    return user._rights


def is_stewarded(model):
    owner = owner_model(model) or model
    return hasattr(owner, "steward_field") or hasattr(owner, "steward_ids")


def stewards_of(obj, model):
    """The ids of the organisations whose `obj` is; of a row of `model` its owner counts, which may be given itself."""
    if owner_model(model) and isinstance(obj, model):
        obj = getattr(obj, model.owner_field)
    if hasattr(obj, "steward_ids"):
        return obj.steward_ids()
    return {getattr(obj, obj._meta.get_field(obj.steward_field).attname)} - {None}


def was_public(obj, model):
    """Deleting it would take something from the site. A row may go: `obj` is its owner then."""
    return isinstance(obj, model) and getattr(obj, "first_published_at", None) is not None
