"""Takes the demo region away again: exactly the samples, never what an editor made."""

from collections import Counter
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ManyToManyRel, ProtectedError, Q
from reversion.models import Revision, Version

from accounts.models import Contact, Membership, Organisation
from news.models import Article, Category
from portal.demo import enquiries
from portal.demo.editorial import profile_fields
from portal.demo.logins import remove_logins
from portal.demo.places import POSTCODES_FROM
from portal.demo.records import table
from portal.models import Page, SiteProfile
from projects.models import Project
from publishing.models import Picture
from quotes.models import Partner, Quote
from regions.models import Area, Landmark, Postcode
from sites.models import BusinessPark, Space

# What points at others goes first.
SAMPLES = (
    Quote,
    Partner,
    Article,
    Category,
    Project,
    Space,
    BusinessPark,
    Page,
    Contact,
    Organisation,
    Picture,
)


@dataclass
class Removal:
    """How many objects went, by kind, and what stayed: "name (why)"."""

    removed: Counter = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)


def remove(*, areas=False, progress=lambda step, done, total: None):
    """Remove the samples, their history and their files; with `areas` also areas, landmarks and postcodes."""
    removal, files = Removal(), []
    with transaction.atomic():
        removal.removed["logins"] = remove_logins()
        removal.removed["enquiry"] = remove_enquiries()
        for model in SAMPLES:
            samples = list(model.objects.filter(is_sample=True))
            for done, sample in enumerate(samples, start=1):
                if isinstance(sample, Picture):
                    files.append(sample)
                remove_one(sample, removal)
                progress(str(model._meta.verbose_name_plural), done, len(samples))
        remove_profile(removal)
        if areas:
            remove_areas(removal)
        Revision.objects.filter(version=None).delete()
    for picture in files:
        if not Picture.objects.filter(sha256=picture.sha256).exists():
            picture.delete_files()
    removal.removed = +removal.removed
    return removal


def remove_enquiries():
    """How many went; what an editor noted on them goes too, for there was nobody who asked."""
    samples = enquiries.own()
    count = samples.count()
    samples.delete()
    return count


def remove_one(sample, removal):
    users = used_by_editors(sample)
    if users:
        removal.kept.append(f"{sample} (used by {users[0]})")
        return
    versions = versions_of(sample)
    try:
        with transaction.atomic():
            versions.delete()
            sample.delete()
    except ProtectedError as error:
        removal.kept.append(f"{sample} (used by {next(iter(error.protected_objects))})")
        return
    removal.removed[type(sample)._meta.model_name] += 1


def used_by_editors(sample):
    """Objects of editors that would lose something with the sample: their park, contact, organisation, area."""
    users = []
    for relation in sample._meta.related_objects:
        model = relation.related_model
        if isinstance(relation, ManyToManyRel):
            continue
        pointing = model._base_manager.filter(**{relation.field.name: sample})
        if model is Membership:
            users += pointing.filter(user__is_sample=False)[:1]
        elif is_marked(model):
            users += pointing.filter(is_sample=False)[:1]
    return users


def versions_of(sample):
    """Its whole history, that of its rows included, so that it cannot be recovered; never another object's."""
    concrete = type(sample)
    kinds = [model for model in apps.get_models() if model._meta.concrete_model is concrete]
    own = Version.objects.filter(content_type__in=content_types(kinds), object_id=str(sample.pk))
    rows = [model for model in apps.get_models() if not is_marked(model)]
    together = Version.objects.filter(revision__in=own.values("revision"))
    return together.filter(Q(pk__in=own.values("pk")) | Q(content_type__in=content_types(rows)))


def content_types(models):
    return ContentType.objects.get_for_models(*models, for_concrete_models=False).values()


def is_marked(model):
    return any(column.name == "is_sample" for column in model._meta.fields)


def remove_profile(removal):
    """The region's profile goes only when no word of it was changed."""
    profile = SiteProfile.objects.first()
    if profile is None:
        return
    if any(getattr(profile, name) != value for name, value in profile_fields().items()):
        removal.kept.append(f"{profile} (changed by an editor)")
        return
    versions_of(profile).delete()
    profile.delete()
    removal.removed["siteprofile"] += 1


def remove_areas(removal):
    """Areas from the smallest to the largest; what a space or an organisation still names stays."""
    for row in table("landmarks"):
        key = {name: row[name] for name in ("kind", "name", "code", "source")}
        removal.removed["landmark"] += Landmark.objects.filter(**key).delete()[0]
    removal.removed["postcode"] += Postcode.objects.filter(source=POSTCODES_FROM).delete()[0]
    unused = {relation.name: None for relation in Area._meta.related_objects}
    for kind in (Area.Kind.MUNICIPALITY, Area.Kind.DISTRICT, Area.Kind.STATE):
        areas = Area.objects.filter(kind=kind)
        removal.removed["area"] += areas.filter(
            pk__in=list(areas.filter(**unused).values_list("pk", flat=True))
        ).delete()[0]
        removal.kept += [f"{area} (in use)" for area in areas]
