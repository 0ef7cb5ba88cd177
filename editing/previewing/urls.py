"""Addresses that nobody can guess, the same in all languages: the page says in which one it is."""

from django.urls import path

from editing.previewing.views import preview_link

app_name = "preview"

urlpatterns = [
    path("<str:token>/", preview_link, name="link"),
    path("<str:token>/<path:inner>", preview_link, name="page"),
]
