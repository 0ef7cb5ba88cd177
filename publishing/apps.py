from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("Pictures and addresses")

    def ready(self):
        from database import word_index
        from publishing.checks import languages, pictures, required_fields, texts  # noqa: F401  (they register themselves)
        from publishing.models.moving import close_addresses

        post_migrate.connect(word_index.install_indexes, sender=self, dispatch_uid="word_index")
        post_delete.connect(close_addresses, dispatch_uid="close_addresses")
