"""Filters querysets of any app by the permissions of a user."""


def visible(queryset, user):
    return _filter(queryset, user, "visible_to", "view", "change")


def editable(queryset, user):
    return _filter(queryset, user, "editable_by", "change")


def releasable(queryset, user):
    return _filter(queryset, user, "releasable_by", "release")


def choosable(queryset, user):
    """Rows the user may choose in a form; often more than they may view, such as all public ones."""
    return queryset.choosable_by(user) if hasattr(queryset, "choosable_by") else visible(queryset, user)


def _filter(queryset, user, method, *actions):
    """Use the queryset's own method, else return all or none by permission for one of these actions."""
    if hasattr(queryset, method):
        return getattr(queryset, method)(user)
    return (
        queryset
        if any(has_permission(user, action, queryset.model) for action in actions)
        else queryset.none()
    )


def has_permission(user, action, model, obj=None):
    """Whether the user may do this (view, add, change, delete, release) with `obj`, or with any row of the model."""
    return user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}", obj)
