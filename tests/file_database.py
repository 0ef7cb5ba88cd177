"""A test database in a file, for what asks it from several threads or connections at once: import the fixture."""

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment,
    django_db_modify_db_settings,
    django_db_use_migrations,
    django_db_blocker,
    tmp_path_factory,
):
    """Threads cannot share a database that lives in memory."""
    connection.settings_dict["TEST"]["MIGRATE"] = django_db_use_migrations
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    with django_db_blocker.unblock():
        created = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(created, verbosity=0)
