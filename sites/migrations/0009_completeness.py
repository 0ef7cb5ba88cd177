from django.db import migrations, models


class Migration(migrations.Migration):
    # The column is filled when all migrations are through: sites.receivers.store_figures_after_migrating.
    dependencies = [
        ("sites", "0008_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="space",
            name="stored_completeness",
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="filled in"),
        ),
    ]
