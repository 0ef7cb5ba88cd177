"""What of a queryset a user may have: asked of lists, choices and pictures alike, whatever room they stand in."""


def visible(queryset, user):
    """What the user may look at: by the queryset's own method, else all or none by their right to the model."""
    if hasattr(queryset, "visible_to"):
        return queryset.visible_to(user)
    return (
        queryset
        if may(user, "view", queryset.model) or may(user, "change", queryset.model)
        else queryset.none()
    )


def editable(queryset, user):
    if hasattr(queryset, "editable_by"):
        return queryset.editable_by(user)
    return queryset if may(user, "change", queryset.model) else queryset.none()


def releasable(queryset, user):
    if hasattr(queryset, "releasable_by"):
        return queryset.releasable_by(user)
    return queryset if may(user, "release", queryset.model) else queryset.none()


def choosable(queryset, user):
    """What the user may choose in a form: often more than they may look into, such as whatever is public."""
    return queryset.choosable_by(user) if hasattr(queryset, "choosable_by") else visible(queryset, user)


def may(user, action, model, obj=None):
    """Whether the user may do this (view, add, change, delete, release) with `obj`, or with any of the model."""
    return user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}", obj)
