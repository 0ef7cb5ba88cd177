from django.apps import AppConfig
from django.db.backends.signals import connection_created


class DatabaseConfig(AppConfig):
    name = "database"

    def ready(self):
        from database.locking import prepare

        connection_created.connect(prepare, dispatch_uid="prepare")
