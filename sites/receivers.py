"""Recomputes spaces after changes of landmarks, areas, road graph and check intervals."""

from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
from django.dispatch import receiver

from caching.versions import note_change
from regions.models import Area, Landmark
from regions.signals import areas_changed, landmarks_changed
from roads.engine import current_graph
from roads.signals import graph_changed
from sites.models import CheckInterval, Hall, Plot, Space
from sites.pool.distances import store_distances
from sites.pool.driving import delete_driving_times
from sites.pool.inhabitants import count_inhabitants
from sites.signals import space_moved
from sites.tasks import enqueue_counting, enqueue_driving, enqueue_measuring


@receiver(post_migrate)
def store_figures_after_migrating(sender, using, plan=(), **kwargs):
    """Fill denormalised columns that migrations added. Not a migration: it needs the current models."""
    has_migrated = any(migration.app_label == "sites" for migration, _backwards in plan)
    if sender.name == "sites" and has_migrated and is_fully_migrated(connections[using]):
        Space.objects.using(using).store_figures(touches_timestamp=False)


def is_fully_migrated(connection):
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


@receiver(pre_save, sender=Landmark)
def remember_former_kind(sender, instance, raw=False, **kwargs):
    """A corrected kind changes the distances of both kinds."""
    instance._former_kind = Landmark.objects.filter(pk=instance.pk).values_list("kind", flat=True).first()


@receiver([post_save, post_delete], sender=Landmark)
def measure_after_change(sender, instance, **kwargs):
    for kind in {instance.kind, getattr(instance, "_former_kind", None)} - {None}:
        measure_after_import(sender, [kind])


@receiver(landmarks_changed)
def measure_after_import(sender, kinds, **kwargs):
    enqueue_measuring(kinds)
    enqueue_driving(kinds)


@receiver(space_moved)
def recompute_after_move(sender, space, **kwargs):
    """Replace what was computed from the former place at once, since it would reveal it; enqueue driving times."""
    here = Space.objects.filter(pk=space.pk)
    store_distances(here)
    count_inhabitants(here)
    delete_driving_times(here)  # of any graph, which may be gone
    enqueue_driving(spaces=[space.pk])


@receiver(areas_changed)
def count_after_import(sender, **kwargs):
    enqueue_counting()


@receiver(pre_save, sender=Area)
def remember_former_population(sender, instance, raw=False, **kwargs):
    former = Area.objects.filter(pk=instance.pk).values_list("population", flat=True)
    instance._had_inhabitants = instance.pk is not None and former.first() is not None


@receiver([post_save, post_delete], sender=Area)
def count_after_change(sender, instance, **kwargs):
    if instance.population is not None or getattr(instance, "_had_inhabitants", False):
        enqueue_counting()


@receiver(graph_changed)
def drive_after_graph_change(sender, **kwargs):
    note_change("sites")  # cached pages show reach by the former roads
    if current_graph() is None:
        delete_driving_times(Space.objects.all())
    enqueue_driving()


@receiver([pre_delete], sender=Space)
@receiver([pre_delete], sender=Plot)
@receiver([pre_delete], sender=Hall)
def delete_sample_records(sender, instance, **kwargs):
    """Records are kept when their space is deleted, except those of demo data."""
    if instance.is_sample:
        instance.market_records.all().delete()


@receiver([post_save, post_delete], sender=CheckInterval)
def plan_after_change(sender, **kwargs):
    Space.objects.plan_checks()
