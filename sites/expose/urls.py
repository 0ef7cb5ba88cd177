"""Addresses on paper of one space, below its own: `…/expose.pdf`, `…/print/`, `…/data-sheet/`."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sites.expose import views


def paper_patterns(kind):
    return [
        path(_("expose.pdf"), views.ExposeView.as_view(), name=f"{kind}_expose"),
        path(_("print/"), views.PrintView.as_view(), name=f"{kind}_print"),
        path(_("data-sheet/"), views.DataSheetView.as_view(), name=f"{kind}_data_sheet"),
        path(_("data-sheet.pdf"), views.DataSheetPDFView.as_view(), name=f"{kind}_data_sheet_pdf"),
    ]
