"""Import kinds: a kind is a model that sets `is_importable`."""

from django.apps import apps


def import_kind(model):
    """Return the kind as stored with runs, such as "regions.landmark"."""
    return model._meta.label_lower


def importable_models():
    """Return models that set `is_importable` themselves; proxies do not inherit it."""
    return [model for model in apps.get_models() if vars(model).get("is_importable")]


def may_import(user, model):
    """Whether the user may add and change the model; the import itself checks single rows."""
    label, name = model._meta.app_label, model._meta.model_name
    return user.has_perm(f"{label}.add_{name}") and user.has_perm(f"{label}.change_{name}")


def kinds_for(user):
    """Return {kind: model} of what the user may import."""
    return {import_kind(model): model for model in importable_models() if may_import(user, model)}
