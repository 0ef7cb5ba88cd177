"""URLs with unguessable tokens, the same in all languages; the path below selects the language."""

from django.urls import path

from editing.previewing.views import preview_link

app_name = "preview"

urlpatterns = [
    path("<str:token>/", preview_link, name="link"),
    path("<str:token>/<path:inner>", preview_link, name="page"),
]
