"""Removes what the demo leaves besides its objects: history, pending changes, mails, numbers."""

import json

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django_tasks_db.models import DBTaskResult
from reversion.models import Version

from accounts.models import Contact, Organisation, User
from editing.deleting import deleted_versions, models_with_history, purge_object
from mailing.models import OutgoingMail
from portal.demo import enquiries
from publishing.models import Redirect
from publishing.models.moving import Movable
from sites.models import CheckRequest, Space
from sites.models.numbers import IssuedNumber


def has_sample_flag(model):
    return any(column.name == "is_sample" for column in model._meta.fields)


def content_types(among):
    return ContentType.objects.get_for_models(*among, for_concrete_models=False).values()


def model_and_proxies(sample):
    """Return the object's model and the proxies of it."""
    return [model for model in apps.get_models() if model._meta.concrete_model is type(sample)]


def remove_with_traces(sample):
    """Delete the object with its history, files, pending changes and redirects."""
    of_it = {"content_type__in": content_types(model_and_proxies(sample)), "object_id": str(sample.pk)}
    if isinstance(sample, Movable):
        Redirect.objects.filter(new_path__in=sample.addresses()).delete()
    for model in models_with_generic_key():
        model._base_manager.filter(**of_it).delete()
    version = Version.objects.filter(**of_it).first()
    sample.delete()
    if version:
        purge_object(version)


def models_with_generic_key():
    """Yield models with a generic foreign key (pending changes, previews, the log), except the history."""
    for model in apps.get_models():
        names = {field.name for field in model._meta.fields}
        if model is not Version and {"content_type", "object_id"} <= names:
            yield model


def forget_deleted_samples():
    """Delete the history of samples that were deleted by hand. Return their numbers."""
    numbers = set()
    for model in filter(has_sample_flag, models_with_history()):
        for version in list(deleted_versions(model).order_by()):
            [row] = json.loads(version.serialized_data)
            if row["fields"].get("is_sample"):
                numbers.add(row["fields"].get("number"))
                purge_object(version)
    return numbers - {None}


def demo_addresses():
    """Return the e-mail addresses of the demo's people and organisations."""
    listed = [
        rows.values_list("email", flat=True)
        for rows in (
            *(model.objects.filter(is_sample=True) for model in (User, Contact, Organisation)),
            enquiries.demo_enquiries(),
        )
    ]
    return {email for emails in listed for email in emails if email}


def remove_mails(to):
    """Delete mails to those addresses, unless others use the address now."""
    others = {
        email
        for model in (User, Contact, Organisation)
        for email in model.objects.filter(email__in=to).values_list("email", flat=True)
    }
    OutgoingMail.objects.filter(to__in=to - others).delete()


def remove_check_requests():
    """Delete check requests without any object left."""
    CheckRequest.objects.filter(questions=None).delete()


SPACE_TASKS = ("sites.tasks.measure_distances", "sites.tasks.count_all_inhabitants")


def remove_tasks():
    """Delete finished tasks, and tasks for spaces if none is left."""
    done = DBTaskResult.objects.successful()
    if not Space.objects.exists():
        done = done | DBTaskResult.objects.filter(task_path__in=SPACE_TASKS)
    done.delete()


def reset_numbers(removed):
    """Restart the numbering if all numbers belonged to the demo. Return whether it was restarted."""
    if IssuedNumber.objects.exclude(value__in=removed).exists():
        return False
    IssuedNumber.objects.all().delete()
    return True
