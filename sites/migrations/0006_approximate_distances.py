from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q

ROUGH_FROM = 1_000  # metres, as in sites/distances.py when this was written
JUNCTION = "motorway_junction"


def mark(apps, schema_editor):
    """As measuring anew would: by the landmark each distance was measured to, and by whether the place is shown."""
    Landmark = apps.get_model("regions", "Landmark")
    SpaceDistance = apps.get_model("sites", "SpaceDistance")
    Space = apps.get_model("sites", "Space")
    alike = Landmark.objects.filter(kind=OuterRef("kind"), name=OuterRef("name"), code=OuterRef("code"))
    is_vague = Q(space__discloses_address=False) | Q(space__location__isnull=True)
    rough = SpaceDistance.objects.filter(
        is_vague | Exists(alike.filter(precision_m__gte=ROUGH_FROM)), is_manual=False
    )
    SpaceDistance.objects.filter(pk__in=list(rough.values_list("pk", flat=True))).update(is_approximate=True)
    rows = SpaceDistance.objects.filter(space=OuterRef("pk"), kind=JUNCTION, km__isnull=False)
    told_as_computed = Q(discloses_address=False) | ~Exists(rows.filter(is_manual=True))
    spaces = Space.objects.filter(told_as_computed, Exists(rows.filter(is_approximate=True)))
    numbers = list(spaces.values_list("pk", flat=True))
    Space.objects.filter(pk__in=numbers).update(stored_motorway_is_approximate=True)


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0002_landmarks_and_postcodes"),
        ("sites", "0005_typed_beside_computed"),
    ]

    operations = [
        migrations.AddField(
            model_name="space",
            name="stored_motorway_is_approximate",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="spacedistance",
            name="is_approximate",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="known to the kilometre at best"
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]
