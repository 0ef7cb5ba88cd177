from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and organisations")

    def ready(self):
        from accounts import audit, sessions  # the models are loaded after the apps

        user_logged_in.connect(sessions.start_on_login)
        user_logged_out.connect(audit.record_logout)
