"""What of a queryset a user may have: asked of lists, choices and pictures alike, whatever room they stand in."""


def visible(queryset, user):
    """What the user may look at."""
    return _filter(queryset, user, "visible_to", "view", "change")


def editable(queryset, user):
    return _filter(queryset, user, "editable_by", "change")


def releasable(queryset, user):
    return _filter(queryset, user, "releasable_by", "release")


def choosable(queryset, user):
    """What the user may choose in a form: often more than they may look into, such as whatever is public."""
    return queryset.choosable_by(user) if hasattr(queryset, "choosable_by") else visible(queryset, user)


def _filter(queryset, user, method, *actions):
    """By the queryset's own method, else all or none by their right to one of these actions of the model."""
    if hasattr(queryset, method):
        return getattr(queryset, method)(user)
    return (
        queryset
        if any(has_permission(user, action, queryset.model) for action in actions)
        else queryset.none()
    )


def has_permission(user, action, model, obj=None):
    """Whether the user may do this (view, add, change, delete, release) with `obj`, or with any of the model."""
    return user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}", obj)
