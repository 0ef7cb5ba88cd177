"""Addresses of what investors do. They stand at the root: /merkliste/, /vergleich/, /anfrage/ …"""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from investors.views import comparison, watch_list

app_name = "investors"

urlpatterns = [
    path(_("watch-list/"), watch_list.WatchListView.as_view(), name="watch_list"),
    path(_("watch-list.csv"), watch_list.WatchListCSVView.as_view(), name="watch_list_csv"),
    path(_("watch-list.xlsx"), watch_list.WatchListXLSXView.as_view(), name="watch_list_xlsx"),
    path(_("compare/"), comparison.ComparisonView.as_view(), name="comparison"),
    path(_("compare.csv"), comparison.ComparisonCSVView.as_view(), name="comparison_csv"),
    path(_("compare.xlsx"), comparison.ComparisonXLSXView.as_view(), name="comparison_xlsx"),
]
