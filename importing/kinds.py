"""What can be imported, and by whom: a kind of import is the model it fills, which says so by `is_importable`."""

from django.apps import apps


def import_kind(model):
    """How runs name the kind: "regions.landmark"."""
    return model._meta.label_lower


def importable_models():
    """By their own word: a proxy does not inherit it."""
    return [model for model in apps.get_models() if vars(model).get("is_importable")]


def may_import(user, model):
    """Users who may add and change all that a file can hold; the import itself checks what it does to single rows."""
    label, name = model._meta.app_label, model._meta.model_name
    return user.has_perm(f"{label}.add_{name}") and user.has_perm(f"{label}.change_{name}")


def kinds_for(user):
    """{key: model} of what the user may import."""
    return {import_kind(model): model for model in importable_models() if may_import(user, model)}
