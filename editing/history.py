"""Record revisions outside the admin, and check what of an old version can be restored.

Old versions may refer to objects deleted since; a restored object must not.
"""

import json
from contextlib import contextmanager

import reversion
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from reversion.models import Revision, Version

from publishing.access_policy import owner_model
from publishing.log_messages import serialize_message
from publishing.models import PicturePlacement, Publishable


def deserialize_object(version):
    """Return the object of a version, unsaved; None where the current schema cannot hold it."""
    try:
        [read] = serializers.deserialize(version.format, version.serialized_data, ignorenonexistent=True)
    except DeserializationError:
        return None
    return read.object


def version_model(version):
    """Return the model of a version: Plot or Hall, which have separate histories, not Space."""
    return ContentType.objects.get_for_id(version.content_type_id).model_class()


def split_revision(version):
    """Move other objects out of the revision: one made by a list action would restore them too."""
    revision = version.revision
    others = [other.pk for other in revision.version_set.all() if not belongs_to(version, other)]
    if others:
        rest = Revision.objects.create(
            date_created=revision.date_created, user=revision.user, comment=revision.comment
        )
        Version.objects.filter(pk__in=others).update(revision=rest)


def belongs_to(version, other):
    """Return whether the version `other` is that of the object itself or of one of its rows."""
    if other.pk == version.pk:
        return True
    model, row = version_model(version), version_model(other)
    owner = owner_model(row)
    if owner is None:  # rows without an owner field; not objects with a history of their own
        return row is not model and not issubclass(row, Publishable)
    if owner._meta.concrete_model is not model._meta.concrete_model:
        return False
    return str(serialized_fields(other).get(row.owner_field)) == version.object_id


def serialized_fields(version):
    """Return {name: value} as serialized."""
    [row] = json.loads(version.serialized_data)
    return row["fields"]


class MissingReference(Exception):
    """The old version requires an object that was deleted. The message is for the editor."""


def drop_missing_references(revision):
    """Remove references to deleted objects from `revision`; return a message for each.

    An optional reference becomes empty, a photo without its picture is left out. Raises MissingReference where an
    object requires the deleted one, such as an article its category.
    """
    saved = {
        (version_model(version)._meta.concrete_model, version.object_id)
        for version in revision.version_set.all()
    }
    messages = []
    for version in revision.version_set.all():
        [row] = json.loads(version.serialized_data)
        model = version_model(version)
        gone = list(missing_references(model, row["fields"], saved))
        for field, words in gone:
            needs = getattr(model, "needed_for_release", ())
            if isinstance(field, models.ForeignKey) and (not field.null or field.name in needs):
                if not issubclass(model, PicturePlacement):
                    raise MissingReference(
                        _("This state cannot be restored, because something it needs was deleted: %(what)s.")
                        % {"what": words}
                    )
                version.delete()
            messages.append(_("Left out, because it was deleted since: %(what)s.") % {"what": words})
        if gone and version.pk:
            version.serialized_data = json.dumps([row])
            version.save(update_fields=["serialized_data"])
    return messages


def missing_references(model, values, saved):
    """Yield (field, label) for each reference of `values` to a missing object, and remove it from `values`."""
    for field in (*model._meta.concrete_model._meta.local_fields, *model._meta.many_to_many):
        value = values.get(field.name)
        if not value or not field.is_relation:
            continue
        target = field.related_model._meta.concrete_model
        keys = [key for key in (value if field.many_to_many else [value]) if (target, str(key)) not in saved]
        there = {str(pk) for pk in target._base_manager.filter(pk__in=keys).values_list("pk", flat=True)}
        if gone := [key for key in keys if str(key) not in there]:
            values[field.name] = [key for key in value if key not in gone] if field.many_to_many else None
            yield field, field.verbose_name


DELETED = gettext_noop("Deleted")
FOUND = gettext_noop("State before the first change here")
FOUND_LATER = gettext_noop("State before the next change here; changed elsewhere")
"""Comments are stored in English and translated on display (`translate_comment`)."""


@contextmanager
def recorded_revision(obj, comment, user=None):
    """Record a change made outside the admin as a revision, after a revision of the state before it.

    obj: of the model that is registered in the admin (a Plot, not a Space), so that its rows are included; not changed
    yet. comment: English text, or the result of `publishing.log_messages`.
    """
    record_found_state(obj)
    # manage_manually: add one version at the end instead of one per save().
    with reversion.create_revision(manage_manually=True):
        reversion.set_comment(serialize_message(comment))
        if user is not None:
            reversion.set_user(user)
        yield
        reversion.add_to_revision(obj)


def record_found_state(obj):
    """Record the current state before a change, if the history lacks it: made or saved by the demo or a command."""
    newest = Version.objects.get_for_object(obj).first()
    if newest is None or is_newer_than(obj, newest):
        with reversion.create_revision():
            reversion.set_comment(FOUND_LATER if newest else FOUND)
            reversion.add_to_revision(obj)


def is_newer_than(obj, state):
    """Return whether the object was saved after that version; False for models without a version counter."""
    if not isinstance(obj, Publishable):
        return False
    return serialized_fields(state).get("version") != obj.version
