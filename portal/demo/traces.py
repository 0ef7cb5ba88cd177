"""What the demo leaves beside its objects, by being loaded and being used: history, waiting changes, mails, numbers."""

import json
import shutil

import reversion
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django_tasks_db.models import DBTaskResult
from reversion.models import Version

from accounts.models import Contact, Organisation, User
from editing.deleting import delete_unused, deleted_of, files_of, forget, models_with_history
from mailing.models import OutgoingMail
from portal.demo import enquiries
from publishing.models import Redirect
from publishing.models.moving import Movable
from sites.expose import cache
from sites.models import CheckRequest, Space
from sites.models.numbers import IssuedNumber


def is_marked(model):
    return any(column.name == "is_sample" for column in model._meta.fields)


def content_types(among):
    return ContentType.objects.get_for_models(*among, for_concrete_models=False).values()


def kinds_of(sample):
    """Its model and the proxies of that."""
    return [model for model in apps.get_models() if model._meta.concrete_model is type(sample)]


def versions_of(sample):
    """Its whole history, that of its rows included, so that it cannot be recovered; never another object's."""
    own = Version.objects.filter(content_type__in=content_types(kinds_of(sample)), object_id=str(sample.pk))
    rows = [model for model in apps.get_models() if reversion.is_registered(model) and not is_marked(model)]
    together = Version.objects.filter(revision__in=own.values("revision"))
    return together.filter(Q(pk__in=own.values("pk")) | Q(content_type__in=content_types(rows)))


def remove_with_traces(sample):
    """Delete the object with its history, what waits for it, and what leads to it. Returns its uploaded files."""
    versions = versions_of(sample)
    files = {file for version in versions for file in files_of(version)} | set(files_now(sample))
    if isinstance(sample, Movable):
        Redirect.objects.filter(new_path__in=sample.addresses()).delete()
    for model in pointing_by_content_type():
        model._base_manager.filter(
            content_type__in=content_types(kinds_of(sample)), object_id=str(sample.pk)
        ).delete()
    versions.delete()
    sample.delete()
    return files


def pointing_by_content_type():
    """Models that name any object by its type and key: changes that wait, previews, the log. History is apart."""
    for model in apps.get_models():
        names = {field.name for field in model._meta.fields}
        if model is not Version and {"content_type", "object_id"} <= names:
            yield model


def files_now(sample):
    """(model, field, name) of the files of its rows, such as documents; pictures are samples of their own."""
    for relation in sample._meta.related_objects:
        model = relation.related_model
        for column in model._meta.concrete_fields:
            if isinstance(column, models.FileField) and not is_marked(model):
                rows = model._base_manager.filter(**{relation.field.name: sample})
                yield from ((model, column.name, name) for name in rows.values_list(column.name, flat=True))


def remove_deleted():
    """Samples that somebody deleted by hand can be brought back no longer. Returns the numbers they had."""
    numbers = set()
    for model in filter(is_marked, models_with_history()):
        for version in list(deleted_of(model).order_by()):
            [row] = json.loads(version.serialized_data)
            if row["fields"].get("is_sample"):
                numbers.add(row["fields"].get("number"))
                forget(version)
    return numbers - {None}


def addresses():
    """The e-mail addresses of people and organisations of the demo."""
    listed = [
        rows.values_list("email", flat=True)
        for rows in (
            *(model.objects.filter(is_sample=True) for model in (User, Contact, Organisation)),
            enquiries.own(),
        )
    ]
    return {email for emails in listed for email in emails if email}


def remove_mails(to):
    """Mails to those addresses, unless somebody else has one of them by now."""
    others = {
        email
        for model in (User, Contact, Organisation)
        for email in model.objects.filter(email__in=to).values_list("email", flat=True)
    }
    OutgoingMail.objects.filter(to__in=to - others).delete()


def remove_requests():
    """Mails that asked somebody to check objects, none of which is left."""
    CheckRequest.objects.filter(questions=None).delete()


OF_SPACES = ("sites.tasks.measure_distances", "sites.tasks.count_all_inhabitants")


def remove_tasks():
    """The list of finished work, and work that nothing is left for."""
    done = DBTaskResult.objects.successful()
    if not Space.objects.exists():
        done = done | DBTaskResult.objects.filter(task_path__in=OF_SPACES)
    done.delete()


def free_numbers(removed):
    """Let numbers begin again, but only if none was ever given to anything else. Returns whether they do."""
    if IssuedNumber.objects.exclude(value__in=removed).exists():
        return False
    IssuedNumber.objects.all().delete()
    return True


def remove_files(files):
    """Uploads that no row names any longer, and documents made for visitors."""
    delete_unused(files)
    shutil.rmtree(cache.folder(), ignore_errors=True)
