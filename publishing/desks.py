"""Whose desk a thing lies on. What each role may do at a desk stands in accounts.rights (docs/adr/0040)."""

from enum import StrEnum


class Desk(StrEnum):
    """A model says whose it is by `desk`; rows of another thing follow it by `owner_field`.

    A model whose rows belong to organisations names the foreign key in `steward_field`, or answers `steward_ids()`.
    Without a desk only administrators work on it.
    """

    STEWARD = "steward"
    """The organisation that answers for the object."""
    OFFICE = "office"
    """An organisation's own people: everybody who writes for it keeps them."""
    NEWSROOM = "newsroom"
    """The region's newsroom."""
    REGION = "region"
    """The region's staff alone."""
    COMMON = "common"
    """All who work here look, the region's staff change."""
    SHELF = "shelf"
    """What other things show: users who may see or change those may see or change it."""


def desk_of(model):
    """The desk of a model, or of the thing its rows belong to; None: administrators only."""
    if desk := getattr(model, "desk", None):
        return Desk(desk)
    owner = owner_model(model)
    return desk_of(owner) if owner else None


def owner_model(model):
    name = getattr(model, "owner_field", None)
    return model._meta.get_field(name).related_model if name else None
