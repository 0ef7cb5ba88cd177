from django.urls import path
from django.utils.translation import gettext_lazy as _

from sites.checking.urls import check_patterns
from sites.choices import Kind
from sites.expose.urls import paper_patterns
from sites.feeds import SpaceFeedView
from sites.views.area import AreaDetailView
from sites.views.document import SpaceDocumentView
from sites.views.map import MapObjectsView, SpaceGeoJSONView
from sites.views.park import BusinessParkDetailView
from sites.views.place import suggest
from sites.views.pool import PoolView, SpaceListView, SpaceMapView
from sites.views.space import SpaceDetailView
from sites.views.tables import SpaceCSVView, SpaceXLSXView

app_name = "sites"

PLOTS, HALLS = {"kind": Kind.PLOT}, {"kind": Kind.HALL}

urlpatterns = [
    path("", PoolView.as_view(), name="pool"),
    path(_("list/"), SpaceListView.as_view(), name="list"),
    path(_("map/"), SpaceMapView.as_view(), name="map"),
    path(_("map.geojson"), SpaceGeoJSONView.as_view(), name="geojson"),
    path(_("map/objects/"), MapObjectsView.as_view(), name="map_objects"),
    path(_("list.atom"), SpaceFeedView.as_view(), name="feed"),
    path(_("list.csv"), SpaceCSVView.as_view(), name="csv"),
    path(_("list.xlsx"), SpaceXLSXView.as_view(), name="xlsx"),
    path(_("plots/"), SpaceListView.as_view(), PLOTS, name="plots"),
    path(_("plots/map/"), SpaceMapView.as_view(), PLOTS, name="plots_map"),
    path(_("plots/map.geojson"), SpaceGeoJSONView.as_view(), PLOTS, name="plots_geojson"),
    path(_("plots/list.atom"), SpaceFeedView.as_view(), PLOTS, name="plots_feed"),
    path(_("plots/list.csv"), SpaceCSVView.as_view(), PLOTS, name="plots_csv"),
    path(_("plots/list.xlsx"), SpaceXLSXView.as_view(), PLOTS, name="plots_xlsx"),
    path("<int:number>/", SpaceDetailView.as_view(), {"kind": None}, name="number"),
    path(_("plots/<int:number>/"), SpaceDetailView.as_view(), PLOTS, name="plot_number"),
    path(_("plots/<int:number>-<slug:slug>/"), SpaceDetailView.as_view(), PLOTS, name="plot"),
    path(_("halls/"), SpaceListView.as_view(), HALLS, name="halls"),
    path(_("halls/map/"), SpaceMapView.as_view(), HALLS, name="halls_map"),
    path(_("halls/map.geojson"), SpaceGeoJSONView.as_view(), HALLS, name="halls_geojson"),
    path(_("halls/list.atom"), SpaceFeedView.as_view(), HALLS, name="halls_feed"),
    path(_("halls/list.csv"), SpaceCSVView.as_view(), HALLS, name="halls_csv"),
    path(_("halls/list.xlsx"), SpaceXLSXView.as_view(), HALLS, name="halls_xlsx"),
    path(_("halls/<int:number>/"), SpaceDetailView.as_view(), HALLS, name="hall_number"),
    path(_("halls/<int:number>-<slug:slug>/"), SpaceDetailView.as_view(), HALLS, name="hall"),
    path(_("places.json"), suggest, name="places"),
    path(_("parks/<slug:slug>/"), BusinessParkDetailView.as_view(), name="park"),
    path(_("areas/<slug:slug>/"), AreaDetailView.as_view(), name="area"),
    path(_("documents/<int:pk>/<str:name>"), SpaceDocumentView.as_view(), name="document"),
    *paper_patterns,
    *check_patterns,
]
