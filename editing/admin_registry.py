"""Which models the administration shows, and by what."""

from django.apps import apps
from django.contrib import admin


def registered_admins(site=admin.site):
    """{model: its ModelAdmin}"""
    return {model: site.get_model_admin(model) for model in apps.get_models() if site.is_registered(model)}
