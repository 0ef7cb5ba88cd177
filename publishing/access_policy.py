"""Which access policy a model follows. What each role may do under it is in accounts.rights (docs/adr/0040)."""

from enum import StrEnum


class AccessPolicy(StrEnum):
    """Value of the class attribute `access_policy`; rows of another object inherit it through `owner_field`.

    A model whose rows belong to organisations names the foreign key in `steward_field`, or has `steward_ids()`.
    Without a policy only administrators work on it.
    """

    STEWARD = "steward"
    """The organisation responsible for the object."""
    OFFICE = "office"
    """An organisation's own people: everybody who writes for it edits them."""
    NEWSROOM = "newsroom"
    """The region's newsroom."""
    REGION = "region"
    """The region's staff alone."""
    SHARED = "shared"
    """All staff may view, the region's staff change."""
    LIBRARY = "library"
    """Shown by other objects: users who may view or change those may view or change it."""


def access_policy_of(model):
    """The AccessPolicy of a model, or of the model that owns its rows; None: administrators only."""
    if policy := getattr(model, "access_policy", None):
        return AccessPolicy(policy)
    owner = owner_model(model)
    return access_policy_of(owner) if owner else None


def owner_model(model):
    name = getattr(model, "owner_field", None)
    return model._meta.get_field(name).related_model if name else None
