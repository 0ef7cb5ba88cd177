"""Removes the demo region: the samples, never content of editors."""

import shutil
from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import ManyToManyRel, ProtectedError
from reversion.models import Revision

from accounts.models import Contact, Membership, Organisation
from news.models import Article, Category
from portal.demo import enquiries, traces
from portal.demo.editorial import profile_fields
from portal.demo.logins import remove_logins
from portal.demo.places import POSTCODE_SOURCE
from portal.demo.records import read_csv
from portal.models import Page, SiteProfile
from projects.models import Project
from publishing.models import Picture
from quotes.models import Partner, Quote
from regions.models import Area, Landmark, Postcode
from sites.models import BusinessPark, Space
from sites.papers.expose import cache

# Referencing models first.
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
    """Numbers of removed objects by kind; what was kept, as "name (why)"; public numbers of removed spaces."""

    removed: Counter = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)


def remove_demo(*, areas=False, progress=lambda step, done, total: None):
    """Remove the samples and their traces; with `areas` also areas, landmarks and postcodes."""
    removal, pictures = Removal(), []
    with transaction.atomic():
        addresses = traces.demo_addresses()
        removal.removed["logins"] = remove_logins()
        removal.removed["enquiry"] = remove_enquiries()
        for model in SAMPLES:
            samples = list(model.objects.filter(is_sample=True))
            for done, sample in enumerate(samples, start=1):
                if isinstance(sample, Picture):
                    pictures.append(sample)
                remove_sample(sample, removal)
                progress(str(model._meta.verbose_name_plural), done, len(samples))
        remove_profile(removal)
        if areas:
            remove_areas(removal)
        removal.numbers |= traces.forget_deleted_samples()
        if removal.numbers and not traces.reset_numbers(removal.numbers):
            removal.kept.append("the demo's numbers (others were given beside them, and none is given twice)")
        Revision.objects.filter(version=None).delete()
        traces.remove_check_requests()
        traces.remove_mails(addresses)
        traces.remove_tasks()
    for picture in pictures:
        if not Picture.objects.filter(sha256=picture.sha256).exists():
            picture.delete_files()
    shutil.rmtree(cache.cache_folder(), ignore_errors=True)
    removal.removed = +removal.removed
    return removal


def remove_enquiries():
    """Delete the demo's enquiries, with editors' notes on them; return how many."""
    samples = enquiries.demo_enquiries()
    count = samples.count()
    samples.delete()
    return count


def remove_sample(sample, removal):
    users = editor_references(sample)
    if users:
        removal.kept.append(f"{sample} (used by {users[0]})")
        return
    try:
        with transaction.atomic():
            traces.remove_with_traces(sample)
    except ProtectedError as error:
        removal.kept.append(f"{sample} (used by {next(iter(error.protected_objects))})")
        return
    if isinstance(sample, Space):
        removal.numbers.add(sample.number)
    removal.removed[type(sample)._meta.model_name] += 1


def editor_references(sample):
    """Return editors' objects that reference the sample as park, contact, organisation or area."""
    users = []
    for relation in sample._meta.related_objects:
        model = relation.related_model
        if isinstance(relation, ManyToManyRel):
            continue
        pointing = model._base_manager.filter(**{relation.field.name: sample})
        if model is Membership:
            users += pointing.filter(user__is_sample=False)[:1]
        elif traces.has_sample_flag(model):
            users += pointing.filter(is_sample=False)[:1]
    return users


def remove_profile(removal):
    """Remove the region's profile unless it was edited."""
    profile = SiteProfile.objects.first()
    if profile is None:
        return
    if any(getattr(profile, name) != value for name, value in profile_fields().items()):
        removal.kept.append(f"{profile} (changed by an editor)")
        return
    traces.remove_with_traces(profile)
    removal.removed["siteprofile"] += 1


def remove_areas(removal):
    """Remove the demo's landmarks and postcodes, and unused areas from the smallest to the largest."""
    for row in read_csv("landmarks"):
        key = {name: row[name] for name in ("kind", "name", "code", "source")}
        removal.removed["landmark"] += Landmark.objects.filter(**key).delete()[0]
    removal.removed["postcode"] += Postcode.objects.filter(source=POSTCODE_SOURCE).delete()[0]
    unused = {relation.name: None for relation in Area._meta.related_objects}
    for kind in (Area.Kind.MUNICIPALITY, Area.Kind.DISTRICT, Area.Kind.STATE):
        areas = Area.objects.filter(kind=kind)
        removal.removed["area"] += areas.filter(
            pk__in=list(areas.filter(**unused).values_list("pk", flat=True))
        ).delete()[0]
        removal.kept += [f"{area} (in use)" for area in areas]
