"""URLs at the root: /merkliste/, /vergleich/, /anfrage/ …"""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from investors.views import comparison, enquiry, proposal, saved_search, watch_list, watch_list_pdf
from sites.papers.tabular.responses import csv_response, xlsx_response

app_name = "investors"

urlpatterns = [
    path(_("enquiry/"), enquiry.EnquiryView.as_view(), name="enquiry"),
    path(_("enquiry/thanks/<str:token>/"), enquiry.EnquiryThanksView.as_view(), name="enquiry_thanks"),
    path(_("watch-list/"), watch_list.WatchListView.as_view(), name="watch_list"),
    path(
        _("watch-list.csv"), watch_list.WatchListTableView.as_view(write=csv_response), name="watch_list_csv"
    ),
    path(_("watch-list.pdf"), watch_list_pdf.WatchListPDFView.as_view(), name="watch_list_pdf"),
    path(
        _("watch-list.xlsx"),
        watch_list.WatchListTableView.as_view(write=xlsx_response),
        name="watch_list_xlsx",
    ),
    path(_("compare/"), comparison.ComparisonView.as_view(), name="comparison"),
    path(_("compare.pdf"), comparison.ComparisonPDFView.as_view(), name="comparison_pdf"),
    path(_("compare.csv"), comparison.ComparisonTableView.as_view(write=csv_response), name="comparison_csv"),
    path(
        _("compare.xlsx"), comparison.ComparisonTableView.as_view(write=xlsx_response), name="comparison_xlsx"
    ),
    path(_("proposal/<slug:token>/"), proposal.ProposalView.as_view(), name="proposal"),
    path(_("proposal/<slug:token>/proposal.pdf"), proposal.ProposalPDFView.as_view(), name="proposal_pdf"),
    path(
        _("proposal/<slug:token>/pictures/<slug:folder>/<str:name>"),
        proposal.ProposalPictureView.as_view(),
        name="proposal_picture",
    ),
    path(_("search-alert/"), saved_search.SavedSearchView.as_view(), name="saved_search"),
    path(_("search-alert/sent/"), saved_search.SavedSearchSentView.as_view(), name="saved_search_sent"),
    path(
        _("search-alert/confirm/<str:token>/"),
        saved_search.ConfirmSearchView.as_view(),
        name="saved_search_confirm",
    ),
    path(
        _("search-alert/manage/<str:token>/"),
        saved_search.ManageSearchView.as_view(),
        name="saved_search_manage",
    ),
    path(_("search-alert/end/<str:token>/"), saved_search.EndSearchView.as_view(), name="saved_search_end"),
]
