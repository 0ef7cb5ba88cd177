from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CachingConfig(AppConfig):
    name = "caching"

    def ready(self):
        from caching.triggers import install_triggers

        post_migrate.connect(install_triggers, sender=self, dispatch_uid="caching")
