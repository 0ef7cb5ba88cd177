from django.apps import AppConfig
from django.db.backends.signals import connection_created


class DatabaseConfig(AppConfig):
    name = "database"

    def ready(self):
        from database.locking import configure_connection

        connection_created.connect(configure_connection, dispatch_uid="prepare")
