from django.urls import path
from django.utils.translation import gettext_lazy as _

from regions.views import basemap, landmarks

app_name = "regions"

urlpatterns = [
    path(_("areas.geojson"), basemap, name="basemap"),
    path(_("landmarks.geojson"), landmarks, name="landmarks"),
]
