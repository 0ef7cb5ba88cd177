
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editing', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='UnsavedForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tab', models.CharField(max_length=32)),
                ('form', models.CharField(max_length=100, verbose_name='form')),
                ('pairs', models.JSONField(default=list, verbose_name='what was typed')),
                ('title', models.CharField(blank=True, max_length=150, verbose_name='title')),
                ('photos', models.PositiveSmallIntegerField(default=0, verbose_name='photos')),
                ('kept_at', models.DateTimeField(verbose_name='last typed')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField(null=True, verbose_name='saved')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
            ],
            options={
                'verbose_name': 'unsaved form',
                'verbose_name_plural': 'unsaved forms',
                'ordering': ['-kept_at', '-pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['form', 'kept_at'], name='unsavedform_form_idx'), models.Index(fields=['kept_at'], name='unsavedform_kept_idx')],
                'constraints': [models.UniqueConstraint(fields=('user', 'tab'), name='unsavedform_one_a_tab')],
            },
        ),
    ]
