from django.urls import path
from django.utils.translation import gettext_lazy as _

from regions.views import basemap

app_name = "regions"

urlpatterns = [
    path(_("areas.geojson"), basemap, name="basemap"),
]
