from django.apps import apps
from django.contrib import admin


def registered_admins(site=admin.site):
    """Return {model: its ModelAdmin}."""
    return {model: site.get_model_admin(model) for model in apps.get_models() if site.is_registered(model)}
