from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from sites.choices import Kind
from sites.feeds import SpaceFeedView
from sites.freshness.urls import check_patterns
from sites.papers.tabular.responses import csv_response, xlsx_response
from sites.views.area import AreaDetailView
from sites.views.document import SpaceDocumentView
from sites.views.map import MapObjectsView, SpaceGeoJSONView
from sites.views.papers import DataSheetPDFView, DataSheetView, ExposeView, PrintView, SpaceListPDFView
from sites.views.park import BusinessParkDetailView
from sites.views.picture import SpaceGroundView, SpaceLinkPictureView
from sites.views.place import suggest
from sites.views.pool import PoolView, SpaceListView, SpaceMapView
from sites.views.reach import SpaceReachView
from sites.views.space import SpaceDetailView
from sites.views.tables import SpaceTableView

app_name = "sites"


def search_patterns(prefix=""):
    """Map and files of a search; URL names start with `prefix`."""
    return [
        path(_("map/"), SpaceMapView.as_view(), name=f"{prefix}map"),
        path(_("map.geojson"), SpaceGeoJSONView.as_view(), name=f"{prefix}geojson"),
        path(_("list.atom"), SpaceFeedView.as_view(), name=f"{prefix}feed"),
        path(_("list.csv"), SpaceTableView.as_view(write=csv_response), name=f"{prefix}csv"),
        path(_("list.xlsx"), SpaceTableView.as_view(write=xlsx_response), name=f"{prefix}xlsx"),
        path(_("list.pdf"), SpaceListPDFView.as_view(), name=f"{prefix}list_pdf"),
    ]


def picture_patterns(kind):
    return [
        path(_("surroundings.svg"), SpaceGroundView.as_view(), name=f"{kind}_ground"),
        path(_("link.jpg"), SpaceLinkPictureView.as_view(), name=f"{kind}_link_picture"),
    ]


def paper_patterns(kind):
    return [
        path(_("expose.pdf"), ExposeView.as_view(), name=f"{kind}_expose"),
        path(_("print/"), PrintView.as_view(), name=f"{kind}_print"),
        path(_("data-sheet/"), DataSheetView.as_view(), name=f"{kind}_data_sheet"),
        path(_("data-sheet.pdf"), DataSheetPDFView.as_view(), name=f"{kind}_data_sheet_pdf"),
    ]


def space_patterns(kind):
    reach = path(_("reach/"), SpaceReachView.as_view(), name=f"{kind}_reach")
    return [reach, *picture_patterns(kind), *paper_patterns(kind)]


def kind_patterns(kind):
    """The list of one kind, named `plots`, its search, named `plots_…`, and its spaces, named `plot`, `plot_…`."""
    return [
        path("<int:number>-<slug:slug>/", SpaceDetailView.as_view(), name=kind),
        path("<int:number>-<slug:slug>/", include(space_patterns(kind))),
        path("", SpaceListView.as_view(), name=f"{kind}s"),
        *search_patterns(f"{kind}s_"),
        path("<int:number>/", SpaceDetailView.as_view(), name=f"{kind}_number"),
    ]


urlpatterns = [
    path(_("plots/"), include(kind_patterns("plot")), {"kind": Kind.PLOT}),
    path(_("halls/"), include(kind_patterns("hall")), {"kind": Kind.HALL}),
    path("", PoolView.as_view(), name="pool"),
    path(_("list/"), SpaceListView.as_view(), name="list"),
    *search_patterns(),
    path(_("map/objects/"), MapObjectsView.as_view(), name="map_objects"),
    path("<int:number>/", SpaceDetailView.as_view(), {"kind": None}, name="number"),
    path(_("places.json"), suggest, name="places"),
    path(_("parks/<slug:slug>/"), BusinessParkDetailView.as_view(), name="park"),
    path(_("areas/<slug:slug>/"), AreaDetailView.as_view(), name="area"),
    path(_("documents/<int:pk>/<str:name>"), SpaceDocumentView.as_view(), name="document"),
    *check_patterns,
]
