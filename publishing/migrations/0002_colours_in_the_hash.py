from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='picture',
            name='perceptual_hash',
            field=models.CharField(blank=True, editable=False, max_length=112),
        ),
    ]
