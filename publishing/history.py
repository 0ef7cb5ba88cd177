"""Old states may name things that were deleted since; a restored object must not."""

import json

from django.db import models
from django.utils.translation import gettext as _

from publishing.models import PicturePlacement


class GoneReference(Exception):
    """The old state cannot do without something that was deleted. The message is for the editor."""


def forget_what_is_gone(revision):
    """Drop from `revision` what points to deleted things, and return a sentence for each.

    An optional reference becomes empty, a photo without its picture is left out; raises GoneReference when an
    object needs what is gone, such as an article its category.
    """
    saved = {
        (version._model._meta.concrete_model, version.object_id) for version in revision.version_set.all()
    }
    said = []
    for version in revision.version_set.all():
        [row] = json.loads(version.serialized_data)
        gone = list(gone_references(version._model, row["fields"], saved))
        for field, words in gone:
            if isinstance(field, models.ForeignKey) and not field.null:
                if not issubclass(version._model, PicturePlacement):
                    raise GoneReference(
                        _("This state cannot be restored, because something it needs was deleted: %(what)s.")
                        % {"what": words}
                    )
                version.delete()
            said.append(_("Left out, because it was deleted since: %(what)s.") % {"what": words})
        if gone and version.pk:
            version.serialized_data = json.dumps([row])
            version.save(update_fields=["serialized_data"])
    return said


def gone_references(model, values, saved):
    """Yield (field, its label) where `values` name a missing object, and take it out of `values`."""
    for field in (*model._meta.concrete_model._meta.local_fields, *model._meta.many_to_many):
        value = values.get(field.name)
        if not value or not field.is_relation:
            continue
        target = field.related_model
        if isinstance(field, models.ManyToManyField):
            there = {str(pk) for pk in target._base_manager.filter(pk__in=value).values_list("pk", flat=True)}
            kept = [pk for pk in value if str(pk) in there]
            if kept != value:
                values[field.name] = kept
                yield field, field.verbose_name
        elif (target._meta.concrete_model, str(value)) not in saved and not target._base_manager.filter(
            pk=value
        ).exists():
            values[field.name] = None
            yield field, field.verbose_name
