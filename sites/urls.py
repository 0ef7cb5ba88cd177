from django.urls import path
from django.utils.translation import gettext_lazy as _

from sites import area_pages, feeds, map_views, table_views, views
from sites.choices import Kind
from sites.expose.urls import paper_patterns

app_name = "sites"

PLOTS, HALLS = {"kind": Kind.PLOT}, {"kind": Kind.HALL}

urlpatterns = [
    path("", views.PoolView.as_view(), name="pool"),
    path(_("list/"), views.SpaceListView.as_view(), name="list"),
    path(_("map/"), views.SpaceMapView.as_view(), name="map"),
    path(_("map.geojson"), map_views.SpaceGeoJSONView.as_view(), name="geojson"),
    path(_("map/objects/"), map_views.MapObjectsView.as_view(), name="map_objects"),
    path(_("list.atom"), feeds.SpaceFeedView.as_view(), name="feed"),
    path(_("list.csv"), table_views.SpaceCSVView.as_view(), name="csv"),
    path(_("list.xlsx"), table_views.SpaceXLSXView.as_view(), name="xlsx"),
    path(_("plots/"), views.SpaceListView.as_view(), PLOTS, name="plots"),
    path(_("plots/map/"), views.SpaceMapView.as_view(), PLOTS, name="plots_map"),
    path(_("plots/map.geojson"), map_views.SpaceGeoJSONView.as_view(), PLOTS, name="plots_geojson"),
    path(_("plots/list.atom"), feeds.SpaceFeedView.as_view(), PLOTS, name="plots_feed"),
    path(_("plots/list.csv"), table_views.SpaceCSVView.as_view(), PLOTS, name="plots_csv"),
    path(_("plots/list.xlsx"), table_views.SpaceXLSXView.as_view(), PLOTS, name="plots_xlsx"),
    path(_("plots/<int:number>-<slug:slug>/"), views.SpaceDetailView.as_view(), PLOTS, name="plot"),
    path(_("halls/"), views.SpaceListView.as_view(), HALLS, name="halls"),
    path(_("halls/map/"), views.SpaceMapView.as_view(), HALLS, name="halls_map"),
    path(_("halls/map.geojson"), map_views.SpaceGeoJSONView.as_view(), HALLS, name="halls_geojson"),
    path(_("halls/list.atom"), feeds.SpaceFeedView.as_view(), HALLS, name="halls_feed"),
    path(_("halls/list.csv"), table_views.SpaceCSVView.as_view(), HALLS, name="halls_csv"),
    path(_("halls/list.xlsx"), table_views.SpaceXLSXView.as_view(), HALLS, name="halls_xlsx"),
    path(_("halls/<int:number>-<slug:slug>/"), views.SpaceDetailView.as_view(), HALLS, name="hall"),
    path(_("places.json"), views.suggest, name="places"),
    path(_("parks/<slug:slug>/"), views.BusinessParkDetailView.as_view(), name="park"),
    path(_("areas/<slug:slug>/"), area_pages.AreaDetailView.as_view(), name="area"),
    path(_("documents/<int:pk>/<str:name>"), views.SpaceDocumentView.as_view(), name="document"),
    *paper_patterns,
]
