"""A state of every object in its history, as if each had been saved once by hand."""

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.core.serializers import serialize
from django.db import connection
from reversion.models import Revision, Version

from news.models import Article
from sites.models import Hall, Plot


def fill():
    for model, which in {Plot: "WHERE kind = 'plot'", Hall: "WHERE kind = 'hall'", Article: ""}.items():
        first = model.objects.first()
        if first is not None:
            remember(model, which, serialize("json", [first]))
    with connection.cursor() as cursor:
        for reset in connection.ops.sequence_reset_sql(no_style(), [Revision, Version]):
            cursor.execute(reset)


def remember(model, which, data):
    """The state of one stands for all: only its length counts here."""
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    revision, version = Revision._meta.db_table, Version._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {revision}")  # noqa: S608
        (top,) = cursor.fetchone()
        table = model._meta.db_table
        cursor.execute(
            f"INSERT INTO {revision} (id, date_created, comment)"  # noqa: S608
            f" SELECT {top} + id, updated_at, '' FROM {table} {which}"
        )
        cursor.execute(
            f"INSERT INTO {version} (revision_id, object_id, content_type_id, db, format, serialized_data, object_repr)"  # noqa: S608
            f" SELECT {top} + id, CAST(id AS varchar(20)), %s, 'default', 'json', %s, 'Objekt' FROM {table} {which}",
            [content_type.pk, data],
        )
