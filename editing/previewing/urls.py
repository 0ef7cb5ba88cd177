"""Addresses that nobody can guess, the same in all languages: the page says in which one it is."""

from django.urls import path

from editing.previewing.views import PreviewLinkView

app_name = "preview"

urlpatterns = [
    path("<str:token>/", PreviewLinkView.as_view(), name="link"),
    path("<str:token>/<path:inner>", PreviewLinkView.as_view(), name="page"),
]
