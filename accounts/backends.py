"""Rights by role, in Django's own words: `user.has_perm("sites.change_plot", plot)`."""

from django.apps import apps
from django.contrib.auth.backends import BaseBackend

from accounts.rights import rights_of

ACTIONS = ("view", "add", "change", "delete", "release")


class RoleBackend(BaseBackend):
    """Stands beside Django's own backend, which answers for what an administrator grants by hand."""

    def has_perm(self, user_obj, perm, obj=None):
        app_label, _dot, codename = perm.partition(".")
        action, _line, model_name = codename.partition("_")
        try:
            model = apps.get_model(app_label, model_name)
        except (LookupError, ValueError):
            return False
        return action in ACTIONS and user_obj.is_active and rights_of(user_obj).may(action, model, obj)

    def has_module_perms(self, user_obj, app_label):
        """Whether he may look at anything there."""
        return user_obj.is_active and any(
            rights_of(user_obj).may("view", model) for model in apps.get_app_config(app_label).get_models()
        )
