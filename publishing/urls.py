from django.urls import re_path

from publishing.views import PictureFileView

app_name = "publishing"

urlpatterns = [
    re_path(r"^bilder/(?P<folder>[0-9a-f]{16})/(?P<name>[\w.-]+)$", PictureFileView.as_view(), name="picture")
]
